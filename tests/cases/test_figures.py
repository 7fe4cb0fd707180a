"""The owner's figures: how soon somebody decides, what waits since when, and that each number has its list."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.enums import Figure, Tab
from cases.figures import Pace, pace
from cases.queries import board as queries
from cases.queries.figures import reached_since, to_decide_since
from intake.models import Episode
from tests import factories
from tests.cases import build


def ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def at(days):
    return timezone.now() - dt.timedelta(days=days)


def reached(since=365):
    return [
        (row.client_name, row.level, row.worse, (timezone.localdate() - row.on).days, row.days, row.is_open)
        for row in reached_since(ago(since), "UTC")
    ]


def waiting():
    found = to_decide_since(timezone.localdate())
    assert len(found) == queries.counts(queries.Chosen(timezone.localdate())).tabs[Tab.DECIDE]
    return [(row.client_name, (timezone.localdate() - row.on).days) for row in found]


def test_each_stage_that_was_reached_stands_with_the_first_decision_of_its_run(therapist):
    """Review at the third visit (15 days ago), refer at the fifth (1 day ago)."""
    made = build.complaint(factories.client("Finn"), therapist, (7, 6, 7, 6, 6))
    assert reached() == [("Finn", 2, False, 1, None, True), ("Finn", 1, False, 15, None, True)]
    build.decision(made, therapist, at=at(0))
    assert reached() == [("Finn", 2, False, 1, 1, False), ("Finn", 1, False, 15, 15, False)]
    assert reached(since=10) == [("Finn", 2, False, 1, 1, False)]


def test_what_got_better_by_itself_was_not_decided_and_is_not_open(therapist):
    build.complaint(factories.client("Bea"), therapist, (7, 7, 7, 4, 3))
    assert reached() == [("Bea", 1, False, 15, None, False)]
    assert waiting() == []


def test_getting_worse_counts_and_a_decision_before_it_does_not_answer_it(therapist):
    made = build.complaint(factories.client("Wim"), therapist, (5, 5, 5), ends=9)
    build.decision(made, therapist, at=at(8), visit=9)
    build.rate(made, therapist, (9,), ends=2)
    assert reached() == [("Wim", 1, True, 2, None, True), ("Wim", 1, False, 9, 1, False)]
    assert waiting() == [("Wim", 2)]


def test_decisions_of_another_episode_answer_nothing_and_closed_or_archived_ones_are_not_open(therapist):
    again = build.complaint(factories.client("Ada"), therapist, (7, 7, 7))
    build.decision(again, therapist)
    Episode.objects.create(complaint=again, number=2, starts_on=ago(15))
    closed = {"closed_on": timezone.localdate(), "closed_reason": "no_longer"}
    build.complaint(factories.client("Cid"), therapist, (7, 7, 7), **closed)
    build.complaint(factories.client("Dot", archived_at=timezone.now()), therapist, (7, 7, 7))
    assert reached() == [
        ("Ada", 1, False, 1, None, True),
        ("Cid", 1, False, 1, None, False),
        ("Dot", 1, False, 1, None, False),
    ]


def test_a_case_waits_since_its_stage_or_since_its_rest_was_over(therapist):
    never = build.complaint(factories.client("Never decided"), therapist, (7, 7, 7, 7), ends=10)
    by_date = build.complaint(factories.client("Its day came"), therapist, (7, 7, 7), ends=30)
    build.decision(by_date, therapist, at=at(29), visit=9, on=ago(4))
    by_visit = build.complaint(factories.client("Its visit came"), therapist, (7, 7, 7), ends=30)
    build.decision(by_visit, therapist, at=at(29), visit=4)
    build.rate(by_visit, therapist, (7,), ends=6)
    resting = build.complaint(factories.client("Rests"), therapist, (7, 7, 7))
    build.decision(resting, therapist)
    assert never.pk and waiting() == [("Never decided", 17), ("Its visit came", 6), ("Its day came", 4)]


def test_half_of_the_decisions_and_those_within_a_week_are_counted(therapist):
    for name, days in (("A", 0), ("B", 7), ("C", 20)):
        made = build.complaint(factories.client(name), therapist, (7, 7, 7), ends=30)
        build.decision(made, therapist, at=at(30 - days))
    build.complaint(factories.client("D"), therapist, (7, 7, 7))
    assert pace(reached_since(ago(91), "UTC")) == Pace(reached=4, decided=3, median=7, within=2)
    assert pace([]) == Pace(0, 0, None, 0)


@pytest.mark.parametrize("cases", [1, 3])
def test_figures_lead_to_their_lists_and_ask_as_many_queries_for_three_cases_as_for_one(
    as_, owner, therapist, django_assert_num_queries, cases
):
    for n in range(cases):
        build.complaint(factories.client(f"Old {n}"), therapist, (7, 7, 7), ends=40)
        build.complaint(factories.client(f"New {n}"), therapist, (7, 7, 7))
    browser = as_(owner)
    # session, user, practice; stages reached, cases that wait; referrals unanswered, under way; the board's counts
    with django_assert_num_queries(8):
        page = browser.get("/fresh-look/figures/")
    assert dict(page.context["ages"]) == {Figure.WEEK: cases, Figure.MONTH: 0, Figure.LONGER: cases}
    assert (page.context["counts"].open, page.context["counts"].recently_rated) == (2 * cases, cases)
    # session, user, practice; cases that wait
    with django_assert_num_queries(4):
        page = browser.get("/fresh-look/figures/longer/")
    assert [each.client_name for each in page.context["page"]] == [f"Old {n}" for n in range(cases)]
    listed = browser.get("/fresh-look/figures/open/?weeks=4").context["page"]
    assert [each.client_name for each in listed] == [f"New {n}" for n in range(cases)]
    assert browser.get("/fresh-look/figures/nonsense/").status_code == 404
