"""Where each person begins, and what a therapist's day shows."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from bookings.models import FollowUp, Paperwork
from sessions_log.record import log_visit, sign_visit
from tests import factories
from tests.cases import build


@pytest.mark.parametrize(
    ("roles", "target"),
    [
        ({"is_owner": True}, "/fresh-look/"),
        ({"is_therapist": True}, "/today/"),
        ({"is_front_desk": True}, "/follow-ups/"),
        ({"is_owner": True, "is_therapist": True, "is_front_desk": True}, "/today/"),
        ({"is_owner": True, "is_front_desk": True}, "/fresh-look/"),
        ({"is_therapist": True, "is_front_desk": True}, "/today/"),
    ],
)
def test_home_of_each_role(as_, db, roles, target):
    response = as_(factories.user("Some Body", **roles)).get("/")
    assert (response.status_code, response.url) == (302, target)


@pytest.fixture
def noon(monkeypatch):
    """A moment in the middle of a day, so that an hour either way is still today."""
    at = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at


def test_today_names_whom_to_talk_with_and_what_is_unsigned(as_, therapist, colleague, noon):
    clara = factories.client("Clara Whitfield", therapist=therapist)
    build.complaint(clara, therapist, (7, 6, 7, 6, 6))
    build.complaint(factories.client("Not today", therapist=therapist), therapist, (7, 7, 7))
    build.complaint(factories.client("Of Tomas", therapist=colleague), colleague, (7, 7, 7))
    factories.appointment(clara, therapist, noon + dt.timedelta(hours=1))
    draft = factories.visit(clara, therapist, days_ago=40)
    factories.visit(clara, colleague, days_ago=2)

    response = as_(therapist).get("/today/")

    shown = response.context
    assert [row.case.client_name for row in shown["talk"]] == ["Clara Whitfield"]
    assert [row.case.client_name for row in shown["others"]] == ["Not today"]
    assert [visit.pk for visit in shown["drafts"]] == [draft.pk]
    assert [each.appointment.client for each in shown["coming"]] == [clara]
    assert "Keep five minutes to talk with Clara Whitfield." in response.content.decode()


def test_today_says_whose_consents_or_intake_are_due_before_their_visit(as_, therapist, noon):
    """Whoever works without a reception would learn of it nowhere else before the visit begins."""
    holds = {"consent_until": noon.date(), "history_until": noon.date(), "changed_at": noon}
    known = {
        "All In": holds,
        "To Review": holds | {"to_review": True},
        "No Consent": holds | {"consent_until": None},
        "Ran Out": holds | {"history_until": noon.date() - dt.timedelta(days=1)},
        "Is New": {},
        "Was Here": {},
    }
    for n, (name, paperwork) in enumerate(known.items()):
        client = factories.client(name)
        at = noon + dt.timedelta(hours=n + 1) if name != "Was Here" else noon - dt.timedelta(hours=3)
        factories.appointment(client, therapist, at)
        if paperwork:
            Paperwork.objects.create(client=client, **paperwork)
    page = as_(therapist).get("/today/")
    due = {each.appointment.client.name: [pill.text for pill in each.due] for each in page.context["coming"]}
    assert due == {
        **{name: [] for name in ("All In", "To Review", "Was Here")},
        "No Consent": ["consent due"],
        "Ran Out": ["renewal due"],
        "Is New": ["intake due"],
    }
    assert page.text.count("consent due") == 1


def test_today_without_anybody_says_what_to_do(as_, therapist):
    page = as_(therapist).get("/today/").content.decode()
    assert "Nobody is booked with you today." in page and "Nobody today." in page


@pytest.mark.parametrize("count", [1, 3])
def test_today_asks_as_many_queries_for_three_clients_as_for_one(
    as_, therapist, noon, count, django_assert_num_queries
):
    for n in range(count):
        client = factories.client(f"Client {n}", therapist=therapist)
        complaint = build.complaint(client, therapist, (7, 7, 7))
        factories.diary(complaint, "xxxxxxx.")
        factories.appointment(client, therapist, noon + dt.timedelta(hours=n + 1))
        factories.alert(client)
        factories.alert(factories.client(f"Later {n}", therapist=therapist))
    logged_in = as_(therapist)
    # session, user, practice; visits, what came in and nobody has looked at, appointments,
    # their paperwork, cases, good days, improvements, what she is asked, referrals to ask about; for the evening:
    # visits, appointments not begun
    with django_assert_num_queries(14):
        response = logged_in.get("/today/")
    shown = response.context
    assert len(shown["coming"]) == len(shown["talk"]) == len(shown["later"]) == len(shown["good_news"]) == count


def test_a_first_good_day_of_her_own_client_is_told_until_a_visit_after_it(as_, therapist, colleague, noon):
    hers, not_hers = (
        factories.client(name, therapist=who) for name, who in (("Hers", therapist), ("Not", colleague))
    )
    closed = {"closed_on": noon.date(), "closed_reason": "resolved"}
    diaries = {"xxxxxxx.": hers, "xxxxxxxx.": not_hers, "xxx.": hers, "xxxxxxxxx.": factories.client("Nobody's")}
    for days, client in diaries.items():
        factories.diary(build.complaint(client, None, ()), days, at=noon - dt.timedelta(hours=2))
    factories.diary(build.complaint(hers, None, (), **closed), "xxxxxxxx.")
    browser = as_(therapist)
    page = browser.get("/today/").content.decode()
    assert "First day without a headache since Hers began keeping the diary" in page
    assert page.count("Worth telling") == 1
    visit = factories.visit(hers, therapist, starts_at=noon - dt.timedelta(hours=1))
    assert "Worth telling" in browser.get("/today/").content.decode()
    factories.sign(visit)
    assert "Worth telling" not in browser.get("/today/").content.decode()


def test_improvement_that_is_new_is_told_with_the_same_care(as_, therapist, colleague):
    """Reached, held for the first time, or level; of her own clients; not what was told at the visit before."""
    told = {
        "Reached": (7, 4),
        "Holds now": (7, 4, 4),
        "Held before": (7, 4, 4, 3),
        "Level": (7, 3, 3, 3, 3, 3, 3),
        "Stalled": (7, 7, 7),
    }
    for name, values in told.items():
        build.complaint(factories.client(name, therapist=therapist), therapist, values, ends=3)
    build.complaint(factories.client("Long ago", therapist=therapist), therapist, (7, 4), ends=20)
    build.complaint(factories.client("Of Tomas", therapist=colleague), colleague, (7, 4), ends=3)
    page = as_(therapist).get("/today/")
    assert {row.case.client_name for row in page.context["better_too"]} == {"Reached", "Holds now", "Level"}
    assert "Headaches: 7 at the start, 4 at visit 3, two weeks on: better, and it holds." in page.text
    assert page.text.count("space the visits out, keep them as they are, or finish?") == 1


def test_today_shows_what_came_in_of_her_clients_and_of_nobodys(as_, therapist, colleague, noon):
    """Beside who comes today; of the others, urgent ones first, then who comes first."""
    clara, later = factories.client("Clara Whitfield"), factories.client("Later")
    factories.appointment(clara, therapist, noon + dt.timedelta(hours=1))
    factories.appointment(later, therapist, noon + dt.timedelta(days=3))
    own, nobodys = factories.client("Own", therapist=therapist), factories.client("Nobody's")
    seen_once = factories.client("Seen once")
    factories.visit(seen_once, therapist, days_ago=9, signed=True)
    of_tomas, booked = factories.client("Of Tomas", therapist=colleague), factories.client("Booked with Tomas")
    factories.appointment(booked, colleague, noon + dt.timedelta(days=1))
    gone = factories.client("Archived", therapist=therapist, archived_at=noon)
    for client in (clara, later, nobodys, seen_once, of_tomas, booked, gone):
        factories.alert(client)
    factories.alert(own, urgent=True)
    dealt = {"dealt_at": noon, "dealt_by": therapist, "dealt_note": "..."}
    factories.alert(factories.client("Quiet", therapist=therapist), **dealt)

    shown = as_(therapist).get("/today/").context

    assert [(each.appointment.client, len(each.news.alerts)) for each in shown["coming"]] == [(clara, 1)]
    assert [each.client for each in shown["later"]] == [own, later, nobodys, seen_once]


def test_desk_and_owner_have_no_today(as_, desk, owner):
    assert [as_(person).get("/today/").status_code for person in (desk, owner)] == [403, 403]


def test_who_is_here_stands_first_to_be_begun_and_the_visit_marks_the_appointment(as_, desk, therapist, noon):
    """From the desk's tap to the signature: each sees what the other did."""
    first, clara = factories.client("First"), factories.client("Clara Whitfield")
    expected = factories.appointment(first, therapist, noon + dt.timedelta(minutes=10))
    booked = factories.appointment(clara, therapist, noon + dt.timedelta(minutes=90), 75)
    early = noon + dt.timedelta(minutes=5)
    assert as_(therapist).get("/today/").context["next_up"].appointment == expected
    as_(desk).post(f"/appointments/{booked.public_id}/mark/", {"status": "arrived", "version": 1})
    browser = as_(therapist)
    page = browser.get("/today/")
    (shown,) = [each for each in page.context["coming"] if each.appointment == booked]
    assert (page.context["next_up"], shown.is_here) == (shown, True)
    assert [pill.text for pill in shown.due] == ["intake due"]
    assert page.text.count("here since 12:00") == 1

    start = f"/clients/{clara.public_id}/visits/new/?appointment={booked.public_id}"
    assert f'href="{start}"' in page.text
    form = browser.get(start).context["page"].form
    assert (form["starts_at"].value(), form["minutes"].value()) == (timezone.localtime(noon), 75)
    visit = log_visit(
        clara, by=therapist, now=early, request_id=uuid.uuid4(), starts_at=early, minutes=75, appointment=booked
    )
    booked.refresh_from_db()
    assert (booked.status, booked.status_at, booked.status_by) == ("in_treatment", early, therapist)
    assert [each.visit for each in browser.get("/today/").context["coming"]] == [None, visit]
    sign_visit(visit, by=therapist, now=early, seen=visit.version, despite="In a hurry")
    booked.refresh_from_db()
    assert (booked.status, FollowUp.objects.get().client, FollowUp.objects.get().minutes) == ("done", clara, 75)


def test_two_appointments_of_one_client_have_each_their_visit(as_, therapist, noon):
    clara = factories.client("Clara Whitfield")
    morning = factories.appointment(clara, therapist, noon - dt.timedelta(hours=3))
    later = factories.appointment(clara, therapist, noon + dt.timedelta(hours=1))
    visit = factories.visit(clara, therapist, starts_at=morning.starts_at, appointment=morning)
    coming = as_(therapist).get("/today/").context["coming"]
    assert [(each.appointment, each.visit) for each in coming] == [(morning, visit), (later, None)]


@pytest.mark.parametrize("status", ["done", "booked"])
def test_what_is_written_down_later_is_not_being_treated(therapist, noon, status):
    clara = factories.client("Clara Whitfield")
    over = noon - dt.timedelta(hours=3)
    booked = factories.appointment(clara, therapist, over, status=status)
    log_visit(clara, by=therapist, now=noon, request_id=uuid.uuid4(), starts_at=over, appointment=booked)
    booked.refresh_from_db()
    assert (booked.status, booked.version) == (status, 1)
