"""What the application may not do to the database, even if somebody makes it try."""

import pytest
from django.db import ProgrammingError, connection, transaction

from practice.database import as_owner, grant
from practice.models import AccessLog, Practice
from tests import factories


def refused(statement: str) -> bool:
    """True where the database says no for want of rights (any other error is the test's own mistake)."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return getattr(error.__cause__, "sqlstate", None) == "42501"
    return False


@pytest.mark.django_db
def test_the_application_owns_nothing_and_has_no_attributes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,"
            " (SELECT count(*) FROM pg_class WHERE relowner = r.oid),"
            " (SELECT count(*) FROM pg_proc WHERE proowner = r.oid),"
            " (SELECT count(*) FROM pg_database WHERE datdba = r.oid),"
            " (SELECT count(*) FROM pg_auth_members WHERE member = r.oid)"
            " FROM pg_roles r WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False, False, 0, 0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE practice_accesslog",
        "ALTER TABLE practice_accesslog DISABLE TRIGGER USER",
        "DROP TABLE practice_accesslog",
        "UPDATE practice_accesslog SET what = 'nothing'",
        "DELETE FROM practice_accesslog",
        "DELETE FROM django_migrations",
        "DELETE FROM clients_client",
        "DELETE FROM intake_complaint",
        "DELETE FROM intake_diaryday",
        "DELETE FROM pghistory_context",
        "CREATE TABLE mine (id int)",
        "CREATE FUNCTION lower(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT $1'",
        "CREATE SCHEMA mine",
        "SET session_replication_role = replica",
        "CREATE ROLE another SUPERUSER",
        "COPY practice_user TO PROGRAM 'cat'",
    ],
)
def test_refused_to_the_application(statement):
    assert refused(statement)


@pytest.mark.django_db
def test_no_table_of_the_applications_own_can_stand_in_for_one_that_a_guard_reads():
    """It may make temporary tables, which come first wherever a function does not say where it looks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND (prosecdef OR prorettype = 'trigger'::regtype)"
            " AND proname NOT LIKE 'pgtrigger%' AND proname NOT LIKE 'procrastinate%'"
            " AND NOT coalesce(proconfig::text LIKE '%search_path=%pg_temp%', false)"
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_who_changed_a_row_stays_as_it_was_said():
    """The library that keeps history updates this table while a request goes on; nobody else has a reason to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pghistory_context (id, metadata, created_at, updated_at)"
            """ VALUES (gen_random_uuid(), '{"user": null, "url": "/clients/"}', now(), now())"""
        )
        for said in ('{"user": 7, "url": "/clients/"}', '{"user": 8, "url": "/elsewhere/", "more": 1}', "{}"):
            cursor.execute("UPDATE pghistory_context SET metadata = %s", [said])
        cursor.execute("SELECT metadata FROM pghistory_context")
        assert cursor.fetchall() == [('{"url": "/clients/", "more": 1, "user": 7}',)]


@pytest.mark.django_db(transaction=True)
def test_nobody_but_the_owner_makes_anything_in_the_schema_that_guards_look_into():
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    try:
        assert not refused("CREATE TABLE mine (id int)")
        with as_owner():
            grant(connection)
        assert refused("CREATE TABLE mine (id int)")
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


@pytest.mark.django_db(transaction=True)
class TestCommittingTests:
    """Two tests that would see each other's rows if nothing were put back."""

    @pytest.mark.parametrize("time", [1, 2])
    def test_starts_from_what_the_migrations_left(self, time):
        assert (AccessLog.objects.count(), Practice.objects.filter(name="Changed").count()) == (0, 0)
        person = factories.user("Olga Owner", is_owner=True)
        AccessLog.objects.create(user=person, client=person.public_id, what="chart")
        Practice.objects.update_or_create(pk=1, defaults={"name": "Changed"})
