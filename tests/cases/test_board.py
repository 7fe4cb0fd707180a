"""Who stands on the board, under which tab, in which order, and in what words."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.enums import Tab
from cases.queries import board as queries
from intake.models import Episode
from sessions_log.models import Progress, Visit
from tests import factories
from tests.cases import build

STALLED = (7, 7, 6)  # review
FIFTH = (7, 6, 7, 6, 6)  # refer
WORSE = (5, 7, 8)
BETTER = (6, 5, 4, 3, 3)


def tabs(**chosen):
    """Of the lists of what is not better."""
    counted = queries.counts(queries.Chosen(timezone.localdate(), **chosen)).tabs
    return {tab: counted[tab] for tab in (Tab.DECIDE, Tab.WAITING, Tab.UNMEASURED, Tab.WATCH)}


def names(response):
    return [(row.case.client_name, row.case.name) for row in response.context["rows"]]


def board(client_of_owner, query=""):
    return client_of_owner.get(f"/fresh-look/{query}")


@pytest.fixture
def clara(therapist):
    return factories.client("Clara Whitfield", therapist=therapist)


def test_sentence_pill_dose_and_therapist_stand_on_a_row(as_, owner, therapist, clara):
    headaches = factories.complaint(clara, "Headaches")
    factories.intake_rating(headaches, 6, days_ago=40)
    build.rate(headaches, therapist, FIFTH, ends=5)

    (row,) = board(as_(owner)).context["rows"]

    assert (row.pill, row.tone, row.therapist, row.dose) == (
        "Fifth visit, no improvement",
        "refer",
        "Ines",
        "5 visits in 4 weeks",
    )
    assert row.sentence == (
        "Headaches: 6.5 at the start, 6 at visit 5, four weeks on. "
        "We would call 2 points a real change, and have not seen it hold yet."
    )
    assert row.sparkline.label == "Headaches, 0 to 10: 7, 6, 7, 6, 6"


def test_groups_come_in_order_refer_then_worse_then_review(as_, owner, therapist):
    for name, values in (("Rae", STALLED), ("Finn", FIFTH), ("Wim", WORSE), ("Bea", BETTER), ("Ed", (6, 6))):
        build.complaint(factories.client(name), therapist, values)

    assert names(board(as_(owner))) == [("Finn", "Headaches"), ("Wim", "Headaches"), ("Rae", "Headaches")]
    assert names(board(as_(owner), "?tab=watch")) == [("Ed", "Headaches")]
    assert tabs() == {Tab.DECIDE: 3, Tab.WAITING: 0, Tab.UNMEASURED: 0, Tab.WATCH: 1}


def test_worse_once_needs_a_decision_too(therapist, clara):
    build.complaint(clara, therapist, (5, 7))
    assert tabs() == {Tab.DECIDE: 1, Tab.WAITING: 0, Tab.UNMEASURED: 0, Tab.WATCH: 0}


def test_closed_complaint_and_archived_client_leave_every_list(as_, owner, therapist, clara):
    today = timezone.localdate()
    build.complaint(clara, therapist, FIFTH, name="Closed", closed_on=today, closed_reason="resolved")
    gone = factories.client("Arno Archived")
    build.complaint(gone, therapist, FIFTH)
    gone.archived_at, gone.archived_by = timezone.now(), owner
    gone.save()

    assert set(tabs().values()) == {0}
    for tab in Tab:
        assert names(board(as_(owner), f"?tab={tab}")) == []


def test_no_number_at_the_last_two_visits_is_listed_with_its_reason(as_, owner, therapist, clara):
    build.complaint(clara, therapist, (7, 7, 7, None, None))

    (row,) = board(as_(owner), "?tab=unmeasured").context["rows"]

    assert row.unmeasured == (
        "No number for the headaches at the last two visits, so neither of us can tell if this is helping."
    )
    assert tabs()[Tab.DECIDE] == 1  # the stall is not hidden by it


def test_not_rated_for_over_a_month_and_never_rated_are_listed(as_, owner, therapist, clara):
    build.complaint(clara, therapist, BETTER, name="Old", ends=40)
    build.complaint(clara, therapist, (), name="New")

    found = {row.case.name: row.unmeasured for row in board(as_(owner), "?tab=unmeasured").context["rows"]}

    day = (timezone.localdate() - dt.timedelta(days=40)).strftime("%-d %b %Y")
    assert found == {"Old": f"Not rated since {day}, so we cannot say how it is with the old today.", "New": ""}


def test_decided_case_waits_until_the_named_visit(as_, owner, therapist, clara):
    headaches = build.complaint(clara, therapist, FIFTH)
    build.decision(headaches, therapist, visit=7)
    assert tabs() == {Tab.DECIDE: 0, Tab.WAITING: 1, Tab.UNMEASURED: 0, Tab.WATCH: 0}
    (row,) = board(as_(owner), "?tab=waiting").context["rows"]
    until = (timezone.localdate() + dt.timedelta(days=84)).strftime("%-d %b")
    today = timezone.localdate().strftime("%-d %b")
    assert row.decided == f"Change the approach, decided by Ines on {today}. Until visit 7, or {until} at the latest."

    Progress.objects.filter(complaint=headaches).update(visits=7)
    assert tabs()[Tab.DECIDE] == 1


def test_decided_case_comes_back_on_its_date(therapist, clara):
    headaches = build.complaint(clara, therapist, FIFTH)
    today = timezone.localdate()
    build.decision(headaches, therapist, visit=20, on=today + dt.timedelta(days=1))

    assert tabs()[Tab.WAITING] == 1
    tomorrow = queries.Chosen(today + dt.timedelta(days=1))
    assert queries.counts(tomorrow).tabs[Tab.DECIDE] == 1


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ({"stage": "review", "verdict": "no_improvement"}, {"stage": "refer"}),
        ({"stage": "watch", "verdict": "worse"}, {"stage": "review", "verdict": "worse"}),
        ({"stage": "review", "verdict": "no_improvement"}, {"stage": "review", "verdict": "worse"}),
        ({"stage": "refer", "verdict": "no_improvement"}, {"stage": "refer", "verdict": "mixed"}),
    ],
)
def test_decided_case_comes_back_early_at_the_next_stage_or_when_worse(therapist, clara, then, now):
    headaches = build.complaint(clara, therapist, FIFTH)
    Progress.objects.filter(complaint=headaches).update(**then)
    build.decision(headaches, therapist, visit=9)
    assert tabs()[Tab.WAITING] == 1

    Progress.objects.filter(complaint=headaches).update(**now)
    assert (tabs()[Tab.DECIDE], tabs()[Tab.WAITING]) == (1, 0)


@pytest.mark.parametrize(
    "now", [{"stage": "review", "verdict": "no_improvement"}, {"stage": "review", "verdict": "worse"}]
)
def test_decided_case_that_was_worse_already_goes_on_waiting(therapist, clara, now):
    headaches = build.complaint(clara, therapist, FIFTH)
    Progress.objects.filter(complaint=headaches).update(stage="refer", verdict="worse")
    build.decision(headaches, therapist, visit=9)

    Progress.objects.filter(complaint=headaches).update(**now)
    assert (tabs()[Tab.DECIDE], tabs()[Tab.WAITING]) == (0, 1)


def test_decision_of_an_earlier_episode_lets_nothing_rest(therapist, clara):
    headaches = build.complaint(clara, therapist, FIFTH)
    build.decision(headaches, therapist, visit=9)
    Episode.objects.create(complaint=headaches, number=2, starts_on=timezone.localdate())

    assert (tabs()[Tab.DECIDE], tabs()[Tab.WAITING]) == (1, 0)


def test_closing_that_was_undone_lets_nothing_rest(therapist, clara):
    headaches = build.complaint(clara, therapist, FIFTH)
    build.decision(headaches, therapist, kind="close")
    assert tabs()[Tab.DECIDE] == 1


def test_therapist_begins_with_own_clients_and_switches_to_all(as_, therapist, colleague, clara):
    build.complaint(clara, colleague, FIFTH)  # assigned to the therapist, whoever wrote the visits
    build.complaint(factories.client("Seen by Ines"), therapist, FIFTH)
    build.complaint(factories.client("Seen by Tomas"), colleague, FIFTH)
    lost = factories.client("Lost to Tomas")
    build.complaint(lost, therapist, FIFTH, ends=10)
    factories.visit(lost, colleague, days_ago=1, signed=True)

    everybody = {"Clara Whitfield", "Seen by Ines", "Seen by Tomas", "Lost to Tomas"}
    assert {name for name, _ in names(board(as_(therapist)))} == {"Clara Whitfield", "Seen by Ines"}
    assert {name for name, _ in names(board(as_(therapist), "?who=all"))} == everybody
    theirs = board(as_(therapist), f"?who={colleague.public_id}")
    assert {name for name, _ in names(theirs)} == {"Seen by Tomas", "Lost to Tomas"}


def test_owner_begins_with_everybody_and_filters_by_type_and_group(as_, owner, therapist, clara):
    sleep = factories.complaint_type("Sleep")
    build.complaint(clara, therapist, FIFTH)
    build.complaint(clara, therapist, STALLED, name="Poor sleep", type=sleep)

    assert len(names(board(as_(owner)))) == 2
    assert names(board(as_(owner), f"?type={sleep.public_id}")) == [("Clara Whitfield", "Poor sleep")]
    assert names(board(as_(owner), "?group=review")) == [("Clara Whitfield", "Poor sleep")]
    assert names(board(as_(owner), "?group=worse")) == []


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("urgency", ["Zoe", "Ann", "Mia"]),
        ("client", ["Ann", "Mia", "Zoe"]),
        ("last", ["Mia", "Ann", "Zoe"]),
        ("visits", ["Zoe", "Ann", "Mia"]),
        ("weeks", ["Ann", "Zoe", "Mia"]),
    ],
)
def test_rows_are_sorted_as_the_address_says(as_, owner, therapist, sort, expected):
    build.complaint(factories.client("Zoe"), therapist, FIFTH, ends=9)
    build.complaint(factories.client("Mia"), therapist, STALLED, ends=1)
    build.complaint(factories.client("Ann"), therapist, (*STALLED, 7), gap=20, ends=5)

    assert [name for name, _ in names(board(as_(owner), f"?sort={sort}"))] == expected


@pytest.mark.parametrize(
    "query", ["?who=nobody", "?type=x", "?group=refer'", "?sort=id;drop", "?tab=secret", "?page=x"]
)
def test_choice_that_makes_no_sense_shows_the_usual_board(as_, owner, therapist, clara, query):
    build.complaint(clara, therapist, FIFTH)
    response = board(as_(owner), query)
    assert (response.status_code, names(response)) == (200, [("Clara Whitfield", "Headaches")])


def test_empty_board_says_what_is_known_and_what_is_not(as_, owner, therapist, clara):
    build.complaint(clara, therapist, BETTER)
    build.complaint(clara, therapist, BETTER, name="Neck")
    build.complaint(clara, therapist, BETTER, name="Hip", ends=50)

    text = " ".join(board(as_(owner)).content.decode().split())

    assert "Nothing needs a decision today." in text
    assert (
        "2 of 3 open complaints were rated in the last month; the other 1 is under Not measured, "
        "so we cannot say how it is. Checked just now." in text
    )


def test_board_is_paged_and_keeps_what_was_chosen(as_, owner, therapist):
    for n in range(27):
        build.complaint(factories.client(f"Client {n:02}"), therapist, STALLED)

    first, second = (board(as_(owner), f"?sort=client&page={n}") for n in (1, 2))

    assert [name for name, _ in names(first) + names(second)] == [f"Client {n:02}" for n in range(27)]
    assert "?sort=client&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("cases", [1, 3])
def test_board_asks_as_many_queries_for_three_cases_as_for_one(
    as_, owner, therapist, django_assert_num_queries, cases
):
    for n in range(cases):
        build.decision(build.complaint(factories.client(f"Client {n}"), therapist, FIFTH), therapist, visit=9)
    logged_in = as_(owner)
    # session, user, practice; therapists, types; referrals to ask about; the counts with the page of cases;
    # unsigned visits; the last check of the board
    with django_assert_num_queries(9):
        response = board(logged_in, "?tab=waiting")
    assert len(names(response)) == cases


def test_raw_stage_and_verdict_words_never_appear(as_, owner, therapist, clara):
    build.complaint(clara, therapist, FIFTH)
    page = board(as_(owner)).content.decode()
    for word in ("no_improvement", "not_enough_data", "some_change", "verdict"):
        assert word not in page


def test_draft_that_brings_the_fifth_rating_puts_the_case_on_the_board_at_once(therapist, clara):
    headaches = build.complaint(clara, therapist, (7, 7), ends=8)
    draft = factories.visit(clara, therapist, days_ago=0)
    factories.rating(draft, headaches, 7)
    build.recompute(headaches)
    assert Visit.objects.get(pk=draft.pk).is_draft and tabs()[Tab.DECIDE] == 1


def test_who_works_alone_is_not_asked_whose_clients(as_, solo):
    assert 'name="who"' not in as_(solo).get("/fresh-look/").text
    factories.user("Tomas Reyes", is_therapist=True)
    assert 'name="who"' in as_(solo).get("/fresh-look/").text
