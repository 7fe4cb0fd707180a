"""What rises by itself: those who stopped coming and were not better; what is better, and level."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bookings.models import Peace
from bookings.recall import leave_in_peace
from cases.enums import Tab
from cases.models import ReachedOut
from cases.outreach import record_reached
from cases.queries import board as queries
from intake.models import Complaint
from tests import factories
from tests.cases import build

STALLED = (7, 7, 6)
BETTER = (6, 5, 4, 3, 3)
LEVEL = (7, 4, 3, 3, 3, 3, 3)


def counted(tab, on=None):
    return queries.counts(queries.Chosen(on or timezone.localdate())).tabs[tab]


def rows(browser, query):
    return browser.get(f"/fresh-look/?{query}").context["rows"]


def word(client, by, **fields):
    now = timezone.now()
    known = {"how": "call", "note": "Voicemail.", "rests_until": timezone.localdate(now) + dt.timedelta(days=30)}
    return record_reached(client, by=by, now=now, request_id=uuid.uuid4(), **known | fields)


@pytest.fixture
def gone(therapist):
    """Not better, last here eight weeks ago."""
    client = factories.client("Gone", therapist=therapist, phone="+1 555 0199", email="gone@example.org")
    build.complaint(client, therapist, STALLED, ends=56)
    return client


def test_who_stopped_coming_and_was_not_better_stands_in_a_list_of_its_own(as_, owner, therapist, gone):
    six_weeks = factories.client("Six weeks to the day")
    build.complaint(six_weeks, therapist, STALLED, ends=41)
    build.complaint(factories.client("Better"), therapist, BETTER, ends=56)
    build.complaint(factories.client("Mild"), therapist, (2, 2, 2), ends=56)
    build.complaint(factories.client("Never here"), therapist, ())
    build.complaint(factories.client("Long ago"), therapist, STALLED, ends=4 * 366)
    closed = {"closed_on": timezone.localdate(), "closed_reason": "no_longer"}
    build.complaint(factories.client("Closed"), therapist, STALLED, ends=56, **closed)
    build.complaint(factories.client("Archived", archived_at=timezone.now()), therapist, STALLED, ends=56)
    comes = factories.client("Comes for something else")
    build.complaint(comes, therapist, STALLED, ends=56)
    build.complaint(comes, therapist, BETTER, name="Neck", ends=3)
    booked = factories.client("Booked")
    build.complaint(booked, therapist, STALLED, ends=56)
    factories.appointment(booked, therapist, timezone.now() + dt.timedelta(days=3))
    fell_through = factories.client("Cancelled")
    build.complaint(fell_through, therapist, (7,), ends=56)  # one visit, and never again
    factories.appointment(
        fell_through, therapist, timezone.now() + dt.timedelta(days=3), status="cancelled", cancel_reason="other"
    )

    found = rows(as_(owner), "tab=stopped&sort=client")

    assert [row.case.client_name for row in found] == ["Cancelled", "Gone"]
    day = (timezone.localdate() - dt.timedelta(days=56)).strftime("%-d %b %Y")
    assert found[1].silent == f"Last here for this on {day}, eight weeks ago, and nothing is booked."
    page = as_(owner).get("/fresh-look/?tab=stopped").text
    assert "tel:" in page and "mailto:gone@example.org" in page


def test_a_kind_word_lets_all_her_complaints_rest_until_its_day(as_, therapist, gone):
    build.complaint(gone, therapist, STALLED, name="Neck", ends=60)
    browser, today = as_(therapist), timezone.localdate()
    until, key = today + dt.timedelta(days=20), str(uuid.uuid4())
    sent = {"how": "call", "note": "She will ring back.", "rests_until": until.isoformat(), "request_id": key}
    assert counted(Tab.STOPPED) == 2

    for _twice in range(2):
        response = browser.post(f"/clients/{gone.public_id}/kind-word/", sent)
        assert (response.status_code, response.url) == (302, "/fresh-look/?tab=stopped")

    kept = ReachedOut.objects.get()
    assert (kept.client, kept.by, kept.note, kept.on) == (gone, therapist, "She will ring back.", today)
    assert (counted(Tab.STOPPED), counted(Tab.QUIET)) == (0, 2)
    assert counted(Tab.STOPPED, until) == 2
    (row, _other) = rows(browser, "tab=quiet")
    assert row.reached == (
        f"A call on {today.strftime('%-d %b')}, by Ines: “She will ring back.” "
        f"We look again on {until.strftime('%-d %b %Y')}."
    )
    assert not Peace.objects.exists()
    complaint = Complaint.objects.filter(client=gone).earliest("pk")
    assert "She will ring back." in browser.get(f"/complaints/{complaint.public_id}/case/").text


def test_who_is_to_be_left_in_peace_is_not_pressed(as_, therapist, gone):
    leave_in_peace(gone, by=therapist, now=timezone.now())
    assert (counted(Tab.STOPPED), counted(Tab.QUIET)) == (0, 1)
    page = as_(therapist).get("/fresh-look/?tab=quiet").text
    assert "Left in peace" in page and "gone@example.org" not in page
    assert "+1 555 0199" not in as_(therapist).get(f"/clients/{gone.public_id}/kind-word/").text


def test_a_kind_word_can_end_with_leaving_in_peace_and_a_wrong_one_keeps_what_was_typed(as_, therapist, gone):
    browser, path = as_(therapist), f"/clients/{gone.public_id}/kind-word/"
    sent = {"how": "letter", "note": "Better not.", "rests_until": "2020-01-01", "request_id": str(uuid.uuid4())}
    wrong = browser.post(path, sent)
    assert list(wrong.context["form"].errors) == ["rests_until"]
    assert "Better not." in wrong.text and not ReachedOut.objects.exists()
    until = timezone.localdate() + dt.timedelta(days=90)
    browser.post(path, sent | {"rests_until": until.isoformat(), "in_peace": "on"})
    assert Peace.objects.get().client == gone


def test_the_database_keeps_kind_words_as_they_were_written(therapist, gone):
    kept = word(gone, therapist)
    for change in ("UPDATE cases_reachedout SET note = 'x'", "DELETE FROM cases_reachedout"):
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            connection.cursor().execute(change)
    with pytest.raises(IntegrityError, match="rests_for_a_while"), transaction.atomic():
        word(gone, therapist, rests_until=timezone.localdate())
    assert ReachedOut.objects.get() == kept


def test_better_and_level_asks_until_somebody_decided_and_again_after_it(as_, therapist):
    level = build.complaint(factories.client("Level"), therapist, LEVEL)
    build.complaint(factories.client("Agreed"), therapist, LEVEL, aim="maintain")
    build.complaint(factories.client("Held"), therapist, BETTER)
    build.complaint(factories.client("Gaining"), therapist, (9, 6, 6, 5, 4, 3, 2, 1))
    build.complaint(factories.client("Reached"), therapist, (7, 5, 4))
    build.complaint(factories.client("Stalled"), therapist, STALLED)

    def groups():
        return {
            row.case.client_name: (row.group, bool(row.level)) for row in rows(as_(therapist), "tab=better&who=all")
        }

    expected = {
        "Level": ("Better, and level: space out, maintain, or finish?", True),
        "Agreed": ("Better, and it holds", False),
        "Held": ("Better, and it holds", False),
        "Gaining": ("Better, and it holds", False),
        "Reached": ("Better; one more good visit, and it holds", False),
    }
    assert groups() == expected
    assert (
        "space the visits out, keep them as they are, or finish?"
        in as_(therapist).get(f"/complaints/{level.public_id}/case/").text
    )
    build.decision(level, therapist, kind="continue", visit=9)
    assert groups() == expected | {"Level": ("Better, and it holds", False)}
    build.rate(level, therapist, (3, 3), ends=0, gap=0)
    assert groups() == expected


def test_what_was_decided_while_it_was_stalled_does_not_hush_the_question(as_, therapist):
    complaint = build.complaint(factories.client("Clara"), therapist, STALLED, ends=60)
    build.decision(complaint, therapist, kind="change", visit=40)
    build.rate(complaint, therapist, (3, 3, 3, 3, 3, 3, 3), ends=1)
    (row,) = rows(as_(therapist), "tab=better&who=all")
    assert row.level
