"""Links to a client's forms: one open link a purpose, renewed, taken back, locked; and what the desk hears of it."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bookings.models import Paperwork
from clients.record import archive_client, bring_back_client
from intake import links
from intake.enums import Purpose
from intake.models import ClientLink, Intake, QuestionEdition
from intake.models.links import TRIES
from tests import factories

NOW = timezone.now()
BORN = dt.date(1980, 4, 1)


@pytest.fixture
def clara(db):
    return factories.client("Clara Whitfield", birth_date=BORN)


def made(client, purpose=Purpose.INTAKE, **given):
    return links.make_link(client, purpose, **{"by": None, "request_id": uuid.uuid4(), "now": NOW} | given)


def state_of(client) -> str:
    return Paperwork.objects.get(client=client).state


def test_a_link_works_for_as_long_as_the_practice_says_and_only_its_hash_is_kept(clara):
    link, token = made(clara)
    assert links.by_token(token) == link
    assert token not in str(ClientLink.objects.values().get())
    assert [link.is_usable(NOW + dt.timedelta(days=days)) for days in (0, 13, 14)] == [True, True, False]
    assert state_of(clara) == "sent"


def test_a_second_link_of_the_same_purpose_takes_the_place_of_the_first(clara):
    first, old = made(clara)
    second, new = made(clara)
    assert first == second and links.by_token(old) is None and links.by_token(new) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        ClientLink.objects.create(client=clara, purpose=Purpose.INTAKE, token_hash="x", expires_at=NOW)
    assert made(clara, Purpose.WALK_IN)[0] != first


def test_nothing_opens_for_a_client_who_is_archived(clara, owner):
    _link, token = made(clara)
    archive_client(clara, by=owner, now=NOW)
    assert not links.opens(links.by_token(token), NOW)
    with pytest.raises(links.NotUsable):
        made(clara)
    bring_back_client(clara)
    assert links.opens(links.by_token(token), NOW)


def test_a_form_sent_again_after_its_link_was_taken_back_makes_no_other(clara):
    request_id = uuid.uuid4()
    link, token = made(clara, request_id=request_id)
    links.revoke(link, now=NOW)
    assert not links.by_token(token).is_usable(NOW) and state_of(clara) == "none"
    for again in (lambda: made(clara, request_id=request_id), lambda: links.renew(link, now=NOW)):
        with pytest.raises(links.NotUsable):
            again()


@pytest.mark.parametrize("purpose", Purpose)
def test_what_shows_the_record_needs_a_birth_date_on_record(db, purpose):
    nobody = factories.client("Frida Free")
    if purpose in links.SHOWS_THE_RECORD:
        with pytest.raises(links.NeedsBirthDate):
            made(nobody, purpose)
        assert not ClientLink.objects.exists()
    else:
        assert made(nobody, purpose)


def test_wrong_birth_dates_lock_it_for_everybody_until_it_is_renewed(clara):
    link, _token = made(clara)
    wrong = [links.try_birth_date(link, BORN + dt.timedelta(days=1), {BORN}, now=NOW) for _ in range(TRIES)]
    assert not any(wrong) and state_of(clara) == "locked"
    assert not links.try_birth_date(link, BORN, {BORN}, now=NOW)
    token = links.renew(link, now=NOW)
    assert state_of(clara) == "sent"
    assert links.try_birth_date(links.by_token(token), BORN, {BORN}, now=NOW)


def test_a_right_birth_date_forgets_the_wrong_ones_before_it(clara):
    link, _token = made(clara)
    for _ in range(TRIES - 1):
        links.try_birth_date(link, NOW.date(), {BORN}, now=NOW)
    assert links.try_birth_date(link, BORN, {BORN}, now=NOW)
    link.refresh_from_db()
    assert link.tries == 0


def test_the_desk_hears_that_it_was_begun(clara):
    link, _token = made(clara)
    questions = QuestionEdition.objects.order_by("number").last() or QuestionEdition.objects.create(number=1)
    Intake.objects.create(client=clara, link=link, questions=questions, started_at=NOW, saved_at=NOW)
    links.renew(link, now=NOW)
    assert state_of(clara) == "begun"
