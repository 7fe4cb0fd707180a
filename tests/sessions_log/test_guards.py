"""A final visit and its parts: what the database refuses, to the application and to the owner of the tables."""

import threading
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from intake.models import Area, HomeworkKind, Technique
from practice.database import as_owner
from sessions_log.models import (
    Addendum,
    AreaWorked,
    DoorEntry,
    Homework,
    HomeworkReview,
    Rating,
    SensitiveConsent,
    TechniqueUsed,
    Visit,
    VisitComplaint,
)
from tests import factories

PARTS = [VisitComplaint, Rating, AreaWorked, TechniqueUsed, SensitiveConsent, Homework, HomeworkReview]
ROLES = {"application": nullcontext, "owner of the tables": as_owner}
both_roles = pytest.mark.parametrize("role", ROLES)


def outcome(*statements: str) -> str:
    """What the database says to these statements, which are undone: "done", or the name of the guard."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return "done"


def visit_with_parts(therapist, mark: str = "A", **fields) -> Visit:
    """A visit with one of every part; another `mark` makes other parts."""
    who = factories.client(name=f"Client {mark}")
    complaint = factories.complaint(who)
    made = factories.visit(who, therapist, **fields)
    factories.rating(made, complaint, 6)
    AreaWorked.objects.create(visit=made, area=Area.objects.get_or_create(name=f"Area {mark}", region="Neck")[0])
    used = TechniqueUsed.objects.create(
        visit=made, technique=Technique.objects.get_or_create(name=f"Technique {mark}")[0]
    )
    SensitiveConsent.objects.create(
        visit=made, technique=used.technique, agreed=True, reason="Why", said_at=timezone.now()
    )
    homework = Homework.objects.create(
        visit=made, kind=HomeworkKind.objects.get_or_create(name=f"Homework {mark}")[0]
    )
    HomeworkReview.objects.create(visit=made, homework=homework, done="some")
    return made


def copy_of(part: type, source: Visit, target: Visit) -> str:
    """An INSERT into `target` of the part that `source` has."""
    columns = [field.column for field in part._meta.concrete_fields if not field.primary_key]
    values = ", ".join({"visit_id": str(target.pk)}.get(column, column) for column in columns)
    table = part._meta.db_table
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE visit_id = {source.pk}"


def asked_of_a_part(part: type, visit: Visit, other: Visit) -> dict[str, str]:
    table, of = part._meta.db_table, f"WHERE visit_id = {visit.pk}"
    return {
        "insert": outcome(copy_of(part, other, visit)),
        "update": outcome(f"UPDATE {table} SET visit_id = visit_id {of}"),
        "delete": outcome(f"DELETE FROM {table} {of}"),
        "move in": outcome(f"UPDATE {table} SET visit_id = {visit.pk} WHERE visit_id = {other.pk}"),
        "move out": outcome(f"UPDATE {table} SET visit_id = {other.pk} {of}"),
    }


EVERYTHING_REFUSED = dict.fromkeys(("insert", "update", "delete", "move in", "move out"), "visit_is_final")


@both_roles
@pytest.mark.django_db(transaction=True)
class TestFinalVisits:
    def test_no_part_of_a_signed_visit_is_added_changed_moved_or_removed(self, therapist, role):
        visit, draft = factories.sign(visit_with_parts(therapist)), visit_with_parts(therapist, "B")
        with ROLES[role]():
            answers = {part: asked_of_a_part(part, visit, draft) for part in PARTS}
        assert answers == dict.fromkeys(PARTS, EVERYTHING_REFUSED)

    def test_an_imported_visit_takes_further_parts_and_loses_none(self, therapist, role):
        visit = visit_with_parts(therapist, imported_at=timezone.now())
        draft = visit_with_parts(therapist, "B")
        with ROLES[role]():
            answers = {part: asked_of_a_part(part, visit, draft) for part in PARTS}
        assert answers == dict.fromkeys(PARTS, EVERYTHING_REFUSED | {"insert": "done"})

    @pytest.mark.parametrize("kind", ["signed", "imported"])
    def test_a_final_visit_is_neither_changed_nor_deleted(self, therapist, role, kind):
        who = factories.client()
        if kind == "signed":
            visit = factories.visit(who, therapist, signed=True)
        else:
            visit = factories.visit(who, therapist, imported_at=timezone.now())
        of = f"WHERE id = {visit.pk}"
        door = f"SELECT set_config('sessions_log.door', '{visit.pk}', true)"
        with ROLES[role]():
            answers = [
                outcome(f"UPDATE sessions_log_visit SET plan = 'other' {of}"),
                outcome(f"UPDATE sessions_log_visit SET signed_at = NULL, signed_by_id = NULL {of}"),
                outcome(f"DELETE FROM sessions_log_visit {of}"),
                # The door is no way to change anything else, whoever opens it.
                outcome(door, f"UPDATE sessions_log_visit SET plan = 'other' {of}"),
                outcome(door, f"DELETE FROM sessions_log_visit {of}"),
            ]
        assert answers == ["visit_is_final"] * len(answers)

    def test_addenda_and_the_log_of_the_door_are_only_ever_added_to(self, therapist, role):
        visit = factories.visit(factories.client(), therapist, signed=True)
        Addendum.objects.create(visit=visit, author=therapist, reason="Forgotten", text="She also sleeps badly.")
        with connection.cursor() as cursor:
            cursor.execute("SELECT sessions_log_void_visit(%s, %s, 'Wrong chart')", [visit.pk, therapist.pk])
        with as_owner():  # the application has no right to try
            for table in ("sessions_log_addendum", "sessions_log_door"):
                assert outcome(f"UPDATE {table} SET reason = 'Other'") == "append_only"
                assert outcome(f"DELETE FROM {table}") == "append_only"


@pytest.mark.django_db(transaction=True)
def test_neither_replica_mode_nor_truncate_is_a_way_past_the_guards(therapist):
    visit = factories.sign(visit_with_parts(therapist))
    tables = [model._meta.db_table for model in [Visit, *PARTS, Addendum, DoorEntry]]
    with as_owner():
        connection.ensure_connection()
        if connection.connection.info.parameter_status("is_superuser") == "off":
            pytest.skip("the embedded server has no superuser to try it with; see DATABASE_URL")
        delete = f"DELETE FROM sessions_log_rating WHERE visit_id = {visit.pk}"
        assert outcome("SET LOCAL session_replication_role = replica", delete) == "visit_is_final"
        superuser = "CREATE ROLE somebody SUPERUSER", "SET LOCAL ROLE somebody"
        assert [outcome(*superuser, f"TRUNCATE {table} CASCADE") for table in tables] == ["no_truncate"] * len(tables)


@pytest.mark.django_db
class TestDrafts:
    def test_a_draft_may_be_changed_and_a_discarded_one_not_signed(self, therapist):
        draft = visit_with_parts(therapist)
        of = f"WHERE id = {draft.pk}"
        void = (
            f"UPDATE sessions_log_visit SET voided_at = now(), voided_by_id = {therapist.pk}, void_reason = 'x' {of}"
        )
        sign = f"UPDATE sessions_log_visit SET signed_at = now(), signed_by_id = {therapist.pk} {of}"
        assert outcome(f"UPDATE sessions_log_visit SET plan = 'other' {of}") == "done"
        assert outcome(f"DELETE FROM sessions_log_rating WHERE visit_id = {draft.pk}") == "done"
        assert outcome(sign) == "done"
        assert outcome(void) == "done"
        assert outcome(void, sign) == "visit_discarded_unsigned"
        assert outcome(f"UPDATE sessions_log_visit SET imported_at = now() {of}") == "visit_stays_written_here"

    def test_only_its_therapist_signs_a_visit(self, therapist, colleague):
        draft = factories.visit(factories.client(), therapist)
        sign = f"UPDATE sessions_log_visit SET signed_at = now(), signed_by_id = {colleague.pk} WHERE id = {draft.pk}"
        assert outcome(sign) == "visit_signed_by_its_therapist"


@pytest.mark.django_db
class TestTheDoor:
    def test_voiding_sets_who_when_and_why_and_logs_itself(self, therapist, owner):
        visit = factories.visit(factories.client(), therapist, signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT sessions_log_void_visit(%s, %s, ' Wrong chart ')", [visit.pk, owner.pk])
        visit.refresh_from_db()
        assert (visit.voided_by, visit.void_reason) == (owner, "Wrong chart")
        entry = DoorEntry.objects.get()
        assert (entry.what, entry.visit, entry.by, entry.reason, entry.at) == (
            "void", visit, owner, "Wrong chart", visit.voided_at,
        )  # fmt: skip
        # It closes behind itself.
        assert outcome(f"UPDATE sessions_log_visit SET plan = 'x' WHERE id = {visit.pk}") == "visit_is_final"
        assert (
            outcome(f"SELECT sessions_log_void_visit({visit.pk}, {owner.pk}, 'Again')") == "door_final_and_unvoided"
        )

    def test_it_opens_for_final_visits_with_a_reason_only(self, therapist):
        draft = factories.visit(factories.client(), therapist)
        signed = factories.visit(factories.client(), therapist, signed=True)
        assert (
            outcome(f"SELECT sessions_log_void_visit({draft.pk}, {therapist.pk}, 'x')") == "door_final_and_unvoided"
        )
        assert (
            outcome(f"SELECT sessions_log_void_visit({signed.pk}, {therapist.pk}, ' ')") == "visit_voided_with_reason"
        )

    def test_naming_the_visit_does_not_open_it_for_the_application(self, therapist):
        visit = factories.visit(factories.client(), therapist, signed=True)
        assert (
            outcome(
                f"SELECT set_config('sessions_log.door', '{visit.pk}', true)",
                f"UPDATE sessions_log_visit SET voided_at = now(), voided_by_id = {therapist.pk}, void_reason = 'x'"
                f" WHERE id = {visit.pk}",
            )
            == "visit_is_final"
        )


@pytest.mark.django_db(transaction=True)
def test_a_part_cannot_slip_in_while_somebody_signs(therapist):
    visit, other = visit_with_parts(therapist), visit_with_parts(therapist, "B")
    waiting, answers = threading.Event(), []

    def add_a_part():
        waiting.set()
        answers.append(outcome(copy_of(Rating, other, visit)))
        connection.close()

    adder = threading.Thread(target=add_a_part)
    with transaction.atomic():
        factories.sign(visit)
        adder.start()
        waiting.wait(5)
        adder.join(0.3)
        assert answers == []  # it waits for the signature
    adder.join(5)
    assert answers == ["visit_is_final"]


@pytest.mark.django_db(transaction=True)
def test_signing_waits_for_a_part_that_is_being_written(therapist):
    visit, other = visit_with_parts(therapist), visit_with_parts(therapist, "B")
    signed = []

    def sign():
        factories.sign(Visit.objects.get(pk=visit.pk))
        signed.append(True)
        connection.close()

    signer = threading.Thread(target=sign)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy_of(Rating, other, visit))
        signer.start()
        signer.join(0.3)
        assert signed == []
    signer.join(5)
    assert (signed, Rating.objects.filter(visit=visit).count()) == ([True], 2)
