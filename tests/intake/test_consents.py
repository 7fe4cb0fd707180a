"""Which consents stand on a day, and what the database refuses to change."""

import datetime as dt
import uuid
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bookings.models import Paperwork
from intake import standing
from intake.consents import sign, withdraw
from intake.enums import ConsentKind, Purpose
from intake.models import Acceptance, Alert, CheckIn, ClientLink, Consent, ConsentText, Intake, QuestionEdition
from practice.database import as_owner
from tests import factories

NOW = timezone.now()
TODAY = NOW.date()
TREATMENT, PRIVACY, CONTACT = ConsentKind


@pytest.fixture
def clara(db):
    return factories.client("Clara Whitfield", birth_date=dt.date(1980, 4, 1))


@pytest.fixture
def texts(db):
    """A later version of each text than any that is there."""
    return {kind: ConsentText.objects.create(kind=kind, version=50, title=kind, body="...") for kind in ConsentKind}


def signed(client, texts, *kinds, agreed=True, on=TODAY, **given):
    given = {"request_id": uuid.uuid4(), "now": NOW, "typed_name": "Clara Whitfield", "language": "en"} | given
    return sign(client, [(texts[kind], agreed) for kind in kinds], signed_on=on, **given)


def test_the_texts_in_use_are_the_latest_of_each_kind(texts):
    ConsentText.objects.create(kind=PRIVACY, version=51, title="newer", body="...")
    ConsentText.objects.create(kind=PRIVACY, version=99, language="xx", title="of another language", body="...")
    assert [text.title for text in standing.texts_in_use()] == ["treatment", "newer", "contact"]
    assert [text.version for text in standing.texts_in_use("xx")] == [50, 99, 50]


def test_consents_stand_for_a_year_and_the_desk_knows_until_when(clara, texts):
    assert standing.missing(clara, TODAY) == [TREATMENT, PRIVACY]
    signed(clara, texts, TREATMENT, on=dt.date(2026, 1, 31))
    assert standing.until(clara, dt.date(2026, 2, 1)) is None
    signed(clara, texts, PRIVACY, on=dt.date(2026, 2, 28))
    assert standing.until(clara, dt.date(2026, 3, 1)) == dt.date(2027, 1, 31)
    assert standing.missing(clara, dt.date(2027, 1, 31)) == []
    assert standing.missing(clara, dt.date(2027, 2, 1)) == [TREATMENT]


def test_the_last_word_counts_whether_refused_or_taken_back(clara, texts, therapist):
    signed(clara, texts, TREATMENT, PRIVACY, CONTACT)
    assert set(standing.standing(clara, TODAY)) == set(ConsentKind)
    signed(clara, texts, CONTACT, agreed=False)
    assert set(standing.standing(clara, TODAY)) == {TREATMENT, PRIVACY}
    withdraw(standing.standing(clara, TODAY)[TREATMENT], by=therapist, note="changed her mind", now=NOW)
    assert standing.missing(clara, TODAY) == [TREATMENT]
    assert Paperwork.objects.get(client=clara).consent_until is None
    signed(clara, texts, TREATMENT)
    assert standing.missing(clara, TODAY) == []


def test_the_same_form_signs_once(clara, texts):
    form = uuid.uuid4()
    once, again = (signed(clara, texts, TREATMENT, PRIVACY, request_id=form) for _ in range(2))
    assert once == again and Consent.objects.count() == 2


def test_what_a_guardian_signed_ends_on_the_day_before_the_eighteenth_birthday(texts):
    born = dt.date(TODAY.year - 18, TODAY.month, 1) + dt.timedelta(days=62)
    guardian = {"guardian_name": "Ada", "guardian_relationship": "mother", "assent": "Mia", "under_18": True}
    mia = factories.client("Mia Minor", birth_date=born)
    (consent,) = signed(mia, texts, TREATMENT, **guardian)
    assert consent.until == born.replace(year=born.year + 18) - dt.timedelta(days=1)
    unknown = factories.client("Mo Minor", under_18=True)
    (consent,) = signed(unknown, texts, TREATMENT, birth_date=born, **guardian)
    assert consent.until == born.replace(year=born.year + 18) - dt.timedelta(days=1)


@pytest.mark.parametrize("missing", ["guardian_name", "guardian_relationship", "assent"])
def test_a_minor_does_not_sign_alone(texts, missing):
    whole = {"guardian_name": "Ada", "guardian_relationship": "mother", "assent": "Mia", "under_18": True}
    with pytest.raises(IntegrityError, match="consent_of_a_minor_has_a_guardian"), transaction.atomic():
        signed(factories.client("Mia Minor"), texts, TREATMENT, **whole | {missing: ""})


@pytest.mark.parametrize("role", ["application", "owner of the tables"])
@pytest.mark.django_db(transaction=True)
def test_what_was_said_stays_as_it_was(role, therapist):
    clara = factories.client("Clara Whitfield")
    text = ConsentText.objects.create(kind=TREATMENT, version=50, title="...", body="...")
    questions = QuestionEdition.objects.create(number=50)
    intake = Intake.objects.create(
        client=clara, questions=questions, started_at=NOW, saved_at=NOW, submitted_at=NOW, answers={"a": 1}
    )
    (consent,) = signed(clara, {TREATMENT: text}, TREATMENT)
    withdraw(consent, by=therapist, note="", now=NOW)
    link = ClientLink.objects.create(client=clara, purpose=Purpose.CHECK_IN, token_hash="x", expires_at=NOW)
    CheckIn.objects.create(client=clara, link=link, at=NOW)
    Acceptance.objects.create(intake=intake, by=therapist, at=NOW)
    dealt = {"dealt_at": NOW, "dealt_by": therapist, "dealt_note": "asked"}
    Alert.objects.create(client=clara, kind="health", text="...", raised_at=NOW, **dealt)
    of_each = {
        "intake_intake": "answers = '{}'",
        "intake_alert": "dealt_note = 'nothing'",
        "intake_consent": "agreed = false",
        "intake_consentwithdrawal": "note = 'x'",
        "intake_consenttext": "body = 'other'",
        "intake_questionedition": "wording = '{}'",
        "intake_acceptance": "taken = '[]'",
        "intake_checkin": "at = now()",
    }
    refused = {}
    with {"application": nullcontext, "owner of the tables": as_owner}[role]():
        for table, change in of_each.items():
            statements = (f"UPDATE {table} SET {change}", f"DELETE FROM {table}")
            refused[table] = [_is_refused(statement) for statement in statements]
    assert refused == {table: [True, True] for table in of_each}


def _is_refused(statement: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except Exception as error:  # by a guard, or because the application has no right to it
            return getattr(error.__cause__, "sqlstate", "") in ("23001", "42501")
        transaction.set_rollback(True)
        return False
