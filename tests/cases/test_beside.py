"""Massage beside others' care: no stage asks any more, and all the same it is not forgotten."""

import datetime as dt

import pytest
from django.utils import timezone

from cases import rechecking
from cases.enums import Group, Sort, Tab
from cases.models import Decision
from cases.queries.board import Chosen, counts, look
from cases.queries.figures import to_decide_since
from cases.rows import rows
from sessions_log import complaints
from tests import factories
from tests.cases import build
from tests.cases.test_decide import path, sent

LATER = dt.timedelta(days=84)


@pytest.fixture
def headaches(as_, therapist):
    made = build.complaint(factories.client("Clara Whitfield", therapist=therapist), therapist, (7, 6, 7, 6, 6))
    as_(therapist).post(path(made), sent(made, kind="maintain", massage_for="stress", why="A fair try."))
    made.refresh_from_db()
    return made


def stands(day):
    """Under which of the two lists, with no fault that a check would find."""
    found = counts(Chosen(day)).tabs
    assert rechecking.recheck(timezone.now() + (day - timezone.localdate())).faults == 0
    return [tab.value for tab in (Tab.DECIDE, Tab.WAITING) if found[tab]]


def row(tab, day, group=None):
    (case,) = look(Chosen(day, group=group), tab, Sort.URGENCY, limit=9, offset=0)[1]
    return rows([case], day)[0]


def test_it_waits_in_sight_until_its_day_and_then_asks_whether_it_still_fits(as_, therapist, headaches):
    today, day = timezone.localdate(), timezone.localdate() + LATER
    made = Decision.objects.get()
    assert (made.look_again_visit, made.look_again_on) == (None, day), "visits are counted anew"
    assert (stands(today), stands(day - dt.timedelta(days=1)), stands(day)) == (["waiting"], ["waiting"], ["decide"])
    case = as_(therapist).get(f"/complaints/{headaches.public_id}/case/").context["case"]
    assert case.pill == "Not rated since" and case.sentence.startswith("Headaches: looked at anew since ")
    waits = row(Tab.WAITING, today)
    assert (waits.pill, waits.again) == ("Beside others' care", "")
    assert waits.decided.startswith("Massage beside others' care, decided by Ines on")
    assert "Massage goes on for: stress. Until" in waits.decided
    asks = row(Tab.DECIDE, day, Group.BESIDE)
    assert asks.group == "Massage beside others' care: does it still fit?"
    assert asks.again.endswith("does that still fit?") and asks.decided == waits.decided
    assert [(each.client_name, each.level, each.on) for each in to_decide_since(day)] == [("Clara Whitfield", 0, day)]


def test_a_later_decision_names_a_visit_of_the_new_count(as_, therapist, headaches):
    today = timezone.localdate()
    as_(therapist).post(path(headaches), sent(headaches, kind="continue", look_again_visit="2"))
    assert stands(today) == ["waiting"]
    build.rate(headaches, therapist, (6, 6), ends=0, gap=0)
    assert stands(today) == ["decide"]


def test_what_was_closed_and_came_back_has_no_day_any_more_and_asks_at_once(as_, therapist, headaches):
    as_(therapist).post(path(headaches), sent(headaches, kind="close", closed_reason="no_longer"))
    assert stands(timezone.localdate()) == []
    headaches.refresh_from_db()
    complaints.reopen_complaint(headaches, now=timezone.now(), seen=headaches.version)
    assert stands(timezone.localdate()) == ["decide"]
    assert row(Tab.DECIDE, timezone.localdate()).again.endswith("no day is named to look at it again.")
    assert "no day is named to look at it again." in as_(therapist).get("/fresh-look/").text


def test_an_aim_that_was_changed_without_a_decision_hides_nothing_and_one_that_was_opened_so_asks_nothing(therapist):
    build.complaint(factories.client("Opened so"), therapist, (7, 7, 7, 7, 7), aim="maintain")
    assert stands(timezone.localdate()) == []
    changed = build.complaint(factories.client("Changed"), therapist, (7, 7, 7, 7, 7))
    complaints.change_aim(changed, "maintain", now=timezone.now(), seen=changed.version)
    assert stands(timezone.localdate()) == ["decide"]
    assert row(Tab.DECIDE, timezone.localdate()).case.client_name == "Changed"
