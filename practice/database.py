"""The two roles of the database: the owner migrates, backs up and restores; the application does all else.

The application's role owns nothing, so it cannot switch off the guards that migrations put on the tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg import sql

from practice.postgres import app_role
from practice.postgres.base import DatabaseWrapper
from practice.postgres.servers import Role

# What is written here once is never changed or deleted by the application.
APPEND_ONLY = {
    "bookings_call",
    "cases_decision",
    "intake_acceptance",
    "intake_birthdatetry",
    "intake_checkin",
    "intake_checkinrating",
    "intake_consent",
    "intake_consenttext",
    "intake_consentwithdrawal",
    "intake_questionedition",
    "practice_accesslog",
    "practice_passwordlink",
    "practice_upload",
    "sessions_log_addendum",
}
READ_ONLY = {"django_migrations", "sessions_log_door"}
# These change, are closed or archived, and are never deleted by it.
KEPT = {
    "bookings_answer",
    "bookings_appointment",
    "bookings_appointmentkind",
    "bookings_bookingrules",
    "bookings_exceptional",
    "bookings_feed",
    "bookings_followup",
    "bookings_message",
    "bookings_messagetext",
    "bookings_paperwork",
    "bookings_reminderwish",
    "bookings_table",
    "bookings_waiting",
    "clients_client",
    "intake_alert",
    "intake_clientlink",
    "intake_complaint",
    "intake_diaryday",
    "intake_episode",
    "intake_healthhistory",
    "intake_intake",
    "intake_intakerating",
    "intake_precaution",
    "intake_professional",
    "intake_teammember",
    "pghistory_context",
    "practice_practice",
}


@contextmanager
def as_owner(using: str = DEFAULT_DB_ALIAS) -> Iterator[DatabaseWrapper]:
    """Connect as the owner of the database for the length of the block (this thread's connection only)."""
    connection = cast(DatabaseWrapper, connections[using])
    connection.validate_no_atomic_block()
    before = connection.role
    connection.close()
    connection.role = Role.OWNER
    try:
        yield connection
    finally:
        connection.close()
        connection.role = before


def grant_after_migrate(using: str, **kwargs) -> None:
    """Receiver of post_migrate: whatever tables the migrations made, the application gets its rights on them."""
    connection = cast(DatabaseWrapper, connections[using])
    if connection.role is Role.OWNER:
        grant(connection)


def grant(connection) -> None:
    """Give the application's role exactly the rights it needs. Running it again changes nothing."""
    database = connection.settings_dict["NAME"]
    app = connection.settings_dict["SERVER"].app_role(database)
    app_role.make(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        tables = _owned(cursor, "rpvm")
        events = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if any(base.__module__ == "pghistory.models" and base.__name__ == "Event" for base in model.__mro__)
        }
        append_only = tables & (APPEND_ONLY | events)
        read_only = tables & READ_ONLY
        role = sql.Identifier(app)

        def run(text: str, names: set[str]) -> None:
            if names:
                listed = sql.SQL(", ").join(sql.Identifier(name) for name in sorted(names))
                cursor.execute(sql.SQL(text).format(names=listed, role=role))

        run("REVOKE ALL ON DATABASE {names} FROM PUBLIC, {role}", {database})
        # Temporary tables: an import gathers its file in one before anything is written.
        run("GRANT CONNECT, TEMPORARY ON DATABASE {names} TO {role}", {database})
        # Databases from before PostgreSQL 15 let everybody make functions here, where guards look for theirs.
        run("REVOKE CREATE ON SCHEMA {names} FROM PUBLIC, {role}", {"public"})
        run("GRANT USAGE ON SCHEMA {names} TO {role}", {"public"})
        run("REVOKE ALL ON TABLE {names} FROM PUBLIC, {role}", tables)
        run("GRANT SELECT ON TABLE {names} TO {role}", tables)
        run("GRANT INSERT ON TABLE {names} TO {role}", tables - read_only)
        run("GRANT UPDATE ON TABLE {names} TO {role}", tables - read_only - append_only)
        run("GRANT DELETE ON TABLE {names} TO {role}", tables - read_only - append_only - KEPT)
        run("GRANT USAGE, SELECT ON SEQUENCE {names} TO {role}", _owned(cursor, "S"))
        for door in _doors(cursor):
            cursor.execute(sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC").format(sql.SQL(door)))
            cursor.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(door), role))
    app_role.check_password(connection)


def _owned(cursor, kinds: str) -> set[str]:
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind = ANY(%s) AND pg_has_role(relowner, 'USAGE')",
        [list(kinds)],
    )
    return {name for (name,) in cursor.fetchall()}


def _doors(cursor) -> list[str]:
    """The functions by which the application may do, under their own checks, what it has no right to."""
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND prosecdef AND pg_has_role(proowner, 'USAGE')"
    )
    return [signature for (signature,) in cursor.fetchall()]
