"""What changes by a decision: from the lists at What next?, by two taps at a visit, by an answer that is asked."""

import datetime as dt
from itertools import product

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from cases import decisions
from cases.enums import Tab
from cases.models import Decision, DecisionChange
from cases.queries.board import Chosen, counts
from intake.models import Area, ClientPreferences
from sessions_log.models import Progress
from tests import factories
from tests.cases import build
from tests.cases.test_decide import errors, path, sent
from tests.cases.test_untried import technique, worked


@pytest.fixture
def clara(therapist):
    return factories.client("Clara Whitfield", therapist=therapist)


@pytest.fixture
def headaches(clara, therapist):
    """At review: heat on the scalp was tried; another client had cupping too, which Clara does not want, and cold."""
    other = factories.complaint(factories.client("Another"))
    worked(other, therapist, techniques=("Heat", "Cupping", "Cold"), areas=("Scalenes",))
    ClientPreferences.objects.create(client=clara, avoid="no cupping, please")
    made = factories.complaint(clara)
    for days in (21, 14, 7):
        worked(made, therapist, techniques=("Heat",), areas=("Scalp",), days_ago=days, rating=7)
    build.recompute(made)
    return made


def ids(*terms):
    return [str(term.public_id) for term in terms]


def changes():
    return {
        (str(each.technique or each.area), "adds" if each.adds else "leaves") for each in DecisionChange.objects.all()
    }


def test_what_changes_is_chosen_from_the_lists_and_says_why_by_itself(as_, therapist, headaches):
    form = as_(therapist).get(path(headaches)).context["form"]
    offered = {name: [label for _key, label in form.fields[name].choices] for name in form.fields if "_te" in name}
    assert offered["leave_techniques"] == ["Heat"]
    assert offered["add_techniques"][0] == "Cold", "what others had stands first"
    assert not {"Heat", "Cupping"} & set(offered["add_techniques"])

    scalenes = Area.objects.get(name="Scalenes")
    chosen = {"add_techniques": ids(technique("Cold")), "add_areas": ids(scalenes)}
    chosen["leave_techniques"] = ids(technique("Heat"))
    response = as_(therapist).post(path(headaches), sent(headaches, why="", **chosen))

    assert response.status_code == 302
    made = Decision.objects.get()
    assert made.why == "Adds cold and scalenes; leaves heat."
    assert changes() == {("Cold", "adds"), ("Scalenes", "adds"), ("Heat", "leaves")}
    page = as_(therapist).get(f"/complaints/{headaches.public_id}/case/")
    assert page.text.count("Adds cold and scalenes; leaves heat.</p>") == 1
    assert "Change the approach: Adds cold and scalenes; leaves heat<" in page.text, "on the picture"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE cases_decisionchange SET adds = NOT adds")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cases_decisionchange")


def test_what_was_ticked_before_another_kind_was_chosen_is_not_kept(as_, therapist, headaches):
    ticked = {"add_techniques": ids(technique("Cold")), "massage_for": "stress", "answer_by": "2020-01-01"}
    assert as_(therapist).post(path(headaches), sent(headaches, kind="continue", **ticked)).status_code == 200
    ticked.pop("answer_by")  # a wrong day is told all the same
    assert as_(therapist).post(path(headaches), sent(headaches, kind="continue", **ticked)).status_code == 302
    made = Decision.objects.get()
    assert (made.massage_for, made.answer_by, changes()) == ("", None, set())


def tapped(complaint, term, **fields):
    about = {"request_id": factories.request_id(), "seen": decisions.facts_seen(complaint)}
    return {"add": str(term.public_id), **about, **fields}


def change_path(complaint):
    return f"/complaints/{complaint.public_id}/change/"


def test_two_taps_at_a_visit_decide_and_the_visit_says_so(as_, therapist, clara, headaches):
    visit = factories.visit(clara, therapist)
    factories.rating(visit, headaches, 7)
    build.recompute(headaches)
    at_visit, browser = f"/visits/{visit.public_id}/", as_(therapist)
    link = f'href="{change_path(headaches)}?next={at_visit}"'
    assert link in browser.get(at_visit).text

    page = browser.get(f"{change_path(headaches)}?next={at_visit}")
    ideas = page.context["form"].ideas
    assert [each.name for each in (*ideas.techniques, *ideas.areas)] == ["Cold", "Scalenes"]
    assert ideas.left_out == ["Cupping"]
    for _each in range(2):  # a double tap
        data = tapped(
            headaches, technique("Cold"), next=at_visit, request_id=page.context["form"]["request_id"].value()
        )
        data["seen"] = page.context["form"]["seen"].value()
        response = browser.post(change_path(headaches), data)
        assert (response.status_code, response.url) == (302, at_visit)

    made = Decision.objects.get()
    assert (made.kind, made.why, made.visits, made.look_again_visit, made.decided_by) == (
        "change",
        "Adds cold.",
        4,
        6,
        therapist,
    )
    assert changes() == {("Cold", "adds")}
    shown = browser.get(at_visit).text
    assert link not in shown
    assert "Change the approach, decided by Ines on" in shown and "Adds cold." in shown


@pytest.mark.parametrize("chosen", ["Cupping", "Heat", "Rocking"])
def test_one_tap_takes_nothing_that_was_not_offered(as_, therapist, headaches, chosen):
    response = as_(therapist).post(change_path(headaches), tapped(headaches, technique(chosen)))
    assert response.status_code == 200 and "not on the list any more" in response.text
    assert Decision.objects.count() == 0


def test_one_tap_about_a_case_that_moved_decides_nothing(as_, therapist, owner, headaches):
    data = tapped(headaches, technique("Cold"))
    build.decision(headaches, owner, visit=6)
    response = as_(therapist).post(change_path(headaches), data)
    assert (response.status_code, response.url) == (302, path(headaches))
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("ratings", [(7, 7), (7, 7, 7, 7, 7), (5, 7, 8), (7, 3, 3)])
def test_where_more_is_to_be_said_one_tap_is_not_offered(as_, therapist, clara, headaches, ratings):
    """Too early, time to talk, worse (the red flags come first), better."""
    other = build.complaint(clara, therapist, ratings, name="Migraine")
    for answer in (
        as_(therapist).get(change_path(other)),
        as_(therapist).post(change_path(other), tapped(other, technique("Cold"))),
    ):
        assert (answer.status_code, answer.url) == (302, path(other))
    assert Decision.objects.count() == 0


def asked(by_day=7):
    return {"kind": "ask_therapist", "answer_by": (timezone.localdate() + dt.timedelta(days=by_day)).isoformat()}


def test_who_is_asked_has_it_on_today_until_somebody_decides(as_, owner, therapist, colleague, headaches):
    as_(owner).post(path(headaches), sent(headaches, why="What do you think, Ines?", **asked()))

    made, day = Decision.objects.get(), timezone.localdate() + dt.timedelta(days=7)
    assert (made.kind, made.answer_by, made.look_again_on, made.look_again_visit) == ("ask_therapist", day, day, None)
    assert counts(Chosen(timezone.localdate())).tabs[Tab.WAITING] == 1
    assert counts(Chosen(day)).tabs[Tab.DECIDE] == 1, "a question that nobody answered comes back"
    today = as_(therapist).get("/today/")
    assert list(today.context["asked"]) == [made]
    assert "What do you think, Ines?" in today.text and "asks what next for Clara Whitfield: Headaches." in today.text
    assert "What do you think" not in as_(colleague).get("/today/").text

    as_(therapist).post(path(headaches), sent(headaches, kind="continue"))

    assert "What do you think" not in as_(therapist).get("/today/").text
    assert Decision.objects.count() == 2


def test_whose_client_it_was_last_is_asked_and_nobody_where_nobody_is_there(as_, owner, therapist, headaches, clara):
    """Assigned to nobody: the author of the last signed visit."""
    clara.therapist = None
    clara.save(update_fields=["therapist"])
    as_(owner).post(path(headaches), sent(headaches, **asked()))
    assert [each.complaint for each in as_(therapist).get("/today/").context["asked"]] == [headaches]

    therapist.is_active = False
    therapist.save(update_fields=["is_active"])
    refused = as_(owner).post(path(headaches), sent(headaches, **asked()))
    assert list(errors(refused)) == ["kind"]
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("maintain", {}),
        ("continue", {"massage_for": "stress"}),
        ("ask_therapist", {}),
        ("continue", {"answer_by": dt.date(2030, 1, 1)}),
    ],
)
def test_database_refuses_half_a_decision(therapist, headaches, kind, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            complaint=headaches,
            kind=kind,
            why="because",
            decided_by=therapist,
            verdict="no_improvement",
            visits=3,
            look_again_on=dt.date(2030, 1, 1),
            **fields,
        )


def test_a_case_rests_at_a_visit_as_it_does_on_the_board(therapist, headaches):
    """Over every stage and course, then and now; and by day and visit."""
    today, states = timezone.localdate(), list(product(("", "watch", "review", "refer"), ("no_improvement", "worse")))

    def stands(stage, verdict):
        Progress.objects.filter(complaint=headaches).update(stage=stage, verdict=verdict)
        return Progress.objects.get(complaint=headaches)

    for then in states:
        stands(*then)
        for visit, days in ((None, 9), (4, 9), (3, 9), (None, 0)):
            made = build.decision(headaches, therapist, visit=visit, on=today + dt.timedelta(days=days))
            for now in states:
                facts = stands(*now)
                needs = facts.stage in ("review", "refer") or (facts.verdict == "worse" and facts.stage == "watch")
                on_board = counts(Chosen(today)).tabs
                assert on_board[Tab.WAITING] == (needs and made.rests(facts, today)), (then, now, visit, days)
                assert on_board[Tab.DECIDE] == (needs and not made.rests(facts, today)), (then, now, visit, days)
            stands(*then)
