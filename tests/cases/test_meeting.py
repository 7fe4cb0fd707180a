"""The owner's review: all cases that need a decision, one after the other, and what a day's meeting came to."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cases import decisions
from cases.enums import Noted, Tab
from cases.meeting import note
from cases.models import Decision, DecisionChange, MeetingEntry
from cases.queries import board as queries
from intake.models import Complaint
from practice.models import User
from tests import factories
from tests.cases import build
from tests.cases.test_untried import technique

STALLED = (7, 7, 6)  # review
FIFTH = (7, 6, 7, 6, 6)  # refer


def address(complaint, then=""):
    return f"/fresh-look/review/{complaint.public_id}/{then}"


def of_day(day=None):
    return f"/fresh-look/reviews/{day or timezone.localdate()}/"


def decision(complaint, **fields):
    return {
        "kind": "continue",
        "why": "Too early.",
        "flags_asked": "none",
        "look_again_visit": "9",
        "request_id": factories.request_id(),
        "seen": decisions.facts_seen(complaint),
        **fields,
    }


@pytest.fixture
def three(therapist):
    """In the order in which they are met: refer, then review by the most visits without improvement."""
    values = {"Finn": FIFTH, "Rae": (*STALLED, 7), "Ada": STALLED}
    return [build.complaint(factories.client(name), therapist, series) for name, series in values.items()]


def test_cases_come_one_after_the_other_until_all_are_decided_or_left(as_, owner, three):
    finn, rae, ada = three
    browser = as_(owner)
    assert browser.get("/fresh-look/review/").url == address(finn)
    place = browser.get(address(rae)).context["place"]
    assert (place.number, place.of, place.before.client_name, place.after.client_name) == (2, 3, "Finn", "Ada")

    assert browser.post(address(finn), decision(finn)).url == address(rae)
    assert browser.post(address(rae, "leave/"), {"request_id": str(uuid.uuid4())}).url == address(ada)
    assert browser.get(address(ada)).context["place"].after is None
    last = browser.post(address(ada), decision(ada))
    assert last.url == "/fresh-look/review/"
    assert browser.get(last.url).url == of_day()

    meeting = browser.get(of_day()).context["meeting"]
    assert [each.decision.complaint for each in meeting.decided] == [finn, ada]
    assert [each.complaint for each in meeting.left] == [rae]
    assert queries.counts(queries.Chosen(timezone.localdate())).tabs[Tab.DECIDE] == 1  # left is not decided
    assert "no decision any more" in browser.get(address(finn), follow=True).text
    assert browser.get(address(rae)).status_code == 200  # left, and looked at again after all
    browser.post(address(rae), decision(rae))
    assert browser.get(of_day()).context["meeting"].left == []


def test_left_today_is_met_again_tomorrow(as_, owner, three):
    yesterday = timezone.now() - dt.timedelta(days=1)
    note(Noted.SKIPPED, by=owner, now=yesterday, request_id=uuid.uuid4(), about=three[0])
    assert as_(owner).get("/fresh-look/review/").url == address(three[0])


def test_a_double_click_leaves_once_and_decides_once(as_, owner, three):
    finn, rae, _ada = three
    browser, sent, left = as_(owner), decision(finn), {"request_id": str(uuid.uuid4())}
    for _twice in range(2):
        assert browser.post(address(finn), sent).status_code == 302
        assert browser.post(address(rae, "leave/"), left).status_code == 302
    assert (Decision.objects.count(), MeetingEntry.objects.count()) == (1, 1)


def test_a_wrong_decision_says_so_on_the_page_of_the_review_and_keeps_what_was_typed(as_, owner, three):
    page = as_(owner).post(address(three[1]), decision(three[1], kind="", why="I thought so."))
    assert list(page.context["form"].errors) == ["kind"]
    assert "I thought so." in page.text and "case 2 of 3" in page.text
    assert not Decision.objects.exists()


def test_what_was_decided_last_time_stands_with_what_came_of_it(as_, owner, therapist):
    complaint = build.complaint(factories.client("Clara"), therapist, STALLED, ends=40)
    long_ago = timezone.now() - dt.timedelta(days=30)
    made = build.decision(complaint, therapist, at=long_ago, visit=5)
    DecisionChange.objects.create(decision=made, technique=technique("Cupping"), adds=True)
    page = as_(owner).get(address(complaint), follow=True)
    assert page.redirect_chain  # it rests until visit 5
    build.rate(complaint, therapist, (7, 6), ends=1)
    since = as_(owner).get(address(complaint)).context["since"]
    assert (since.decision.label, since.decision.why, since.decision.by) == (
        "Change the approach",
        "because",
        "Ines Moreno",
    )
    assert since.decision.changes == "Adds cupping."
    assert "Adds cupping." in as_(owner).get(of_day(timezone.localdate(long_ago))).text
    assert since.ratings == "Rated at 2 visits since: 7, 6 (0 to 10)."


def test_a_note_is_kept_with_who_and_when_about_a_case_or_none(as_, owner, three):
    finn, browser = three[0], as_(owner)
    sent = {"text": "Ask about the pillow.", "about": str(finn.public_id), "request_id": str(uuid.uuid4())}
    for _twice in range(2):
        assert browser.post("/fresh-look/review/note/", sent | {"next": address(finn)}).url == address(finn)
    kept = MeetingEntry.objects.get()
    assert (kept.kind, kept.complaint, kept.text, kept.by, kept.on) == (
        "note",
        finn,
        "Ask about the pillow.",
        owner,
        timezone.localdate(),
    )
    assert "Ask about the pillow." in browser.get(address(finn)).text
    general = {"text": "More time for first visits.", "request_id": str(uuid.uuid4()), "next": "https://elsewhere/"}
    assert browser.post("/fresh-look/review/note/", general).url == of_day()
    assert [each.text for each in browser.get(of_day()).context["meeting"].notes] == [kept.text, general["text"]]
    empty = browser.post("/fresh-look/review/note/", sent | {"text": " ", "request_id": str(uuid.uuid4())})
    assert list(empty.context["form"].errors) == ["text"] and MeetingEntry.objects.count() == 2


def test_the_database_keeps_what_was_noted_and_refuses_what_says_nothing(owner, three):
    now = timezone.now()
    note(Noted.NOTE, by=owner, now=now, request_id=uuid.uuid4(), text="Kept.")
    for change in ("UPDATE cases_meetingentry SET text = 'x'", "DELETE FROM cases_meetingentry"):
        with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
            connection.cursor().execute(change)
    for kind, name in ((Noted.NOTE, "note_says_something"), (Noted.SKIPPED, "skips_a_complaint")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            note(kind, by=owner, now=now, request_id=uuid.uuid4())


def test_days_of_reviews_are_listed_newest_first_and_a_day_to_come_is_none(as_, owner, therapist, three):
    today = timezone.localdate()
    build.decision(three[0], therapist, at=timezone.now() - dt.timedelta(days=9))
    note(Noted.NOTE, by=owner, now=timezone.now(), request_id=uuid.uuid4(), text="Today.")
    browser = as_(owner)
    days = list(browser.get("/fresh-look/reviews/").context["page"])
    assert days == [today, today - dt.timedelta(days=9)]
    tomorrow = today + dt.timedelta(days=1)
    assert [browser.get(of_day(day)).status_code for day in (tomorrow, "2026-02-30", "x")] == [404, 404, 404]


def test_who_works_alone_has_the_whole_board_on_today_and_the_review_begins_there(as_, solo, three, monkeypatch):
    """Nobody's clients, seen by somebody who has left, are hers too."""
    assert as_(solo).get("/today/").context["to_decide"] == 0  # there is a therapist beside her
    User.objects.exclude(pk=solo.pk).update(is_active=False)
    page = as_(solo).get("/today/")
    assert [row.case.client_name for row in page.context["others"]] == ["Finn", "Rae", "Ada"]
    assert "Go through all 3" in page.text
    monkeypatch.setattr("cases.homes.SEARCHED", 2)  # more than are looked through are counted all the same
    assert "Go through all 3" in as_(solo).get("/today/").text


@pytest.mark.parametrize("cases", [1, 3])
def test_a_review_asks_as_many_queries_for_three_cases_as_for_one(
    as_, owner, therapist, django_assert_num_queries, cases
):
    for n in range(cases):
        made = build.complaint(factories.client(f"Client {n}"), therapist, STALLED)
        note(Noted.NOTE, by=owner, now=timezone.now(), request_id=uuid.uuid4(), text="...", about=made)
        over = {"at": timezone.now() - dt.timedelta(days=90), "on": timezone.localdate()}
        build.decision(made, therapist, **over)
    browser, first = as_(owner), Complaint.objects.earliest("pk")
    # session, user, practice; the complaint, all cases; its opening for the log; its decisions for what was seen (3);
    # the case (4); what can change: words, the strip, what was worked, what others had, the client's no, what she
    # learnt; when red flags were last asked; referrals; notes
    with django_assert_num_queries(23):
        page = browser.get(address(first))
    assert len(page.context["waiting"]) == cases
    # session, user, practice; decisions, entries, cases to go
    with django_assert_num_queries(6):
        page = browser.get(of_day())
    assert len(page.context["meeting"].notes) == cases
