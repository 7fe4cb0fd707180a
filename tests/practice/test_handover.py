"""What a leaver has open, and handing it over: what cannot move is named, and nobody signs for another."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import Range

from bookings.models import Appointment, FollowUp
from clients.models import Client
from sessions_log.models import Visit
from tests import factories
from tests.snapshot import changed, snapshot


@pytest.fixture
def hour():
    """The start of an hour two days ahead."""
    return (timezone.now() + dt.timedelta(days=2)).replace(minute=0, second=0, microsecond=0)


def appointment(client, therapist, start) -> Appointment:
    during = Range(start, start + dt.timedelta(hours=1))
    return Appointment.objects.create(client=client, therapist=therapist, during=during)


def follow_up(client, therapist, **fields) -> FollowUp:
    today = timezone.localdate()
    return FollowUp.objects.create(client=client, therapist=therapist, due_from=today, due_by=today, **fields)


def hand_over(browser, leaver, to, *what):
    address = reverse("practice:leave", args=[leaver.public_id])
    return browser.post(address, {"to": to.public_id, "what": what or ["clients", "appointments", "followups"]})


def test_everything_open_is_shown(as_, owner, therapist, hour):
    client = factories.client("Clara Whitfield", therapist=therapist)
    appointment(client, therapist, hour)
    follow_up(client, therapist)
    factories.visit(client, therapist)
    factories.visit(client, therapist, days_ago=9, signed=True)
    page = as_(owner).get(reverse("practice:leave", args=[therapist.public_id]))
    found = {one.section.key: one.count for one in page.context["found"]}
    assert found == {"clients": 1, "drafts": 1, "appointments": 1, "followups": 1}


def test_clients_appointments_and_follow_ups_go_to_another(as_, owner, therapist, colleague, hour):
    mine = factories.client("Mine", therapist=therapist)
    others = factories.client("Other", therapist=colleague)
    later, past = appointment(mine, therapist, hour), appointment(mine, therapist, hour - dt.timedelta(days=9))
    ask = follow_up(mine, therapist)
    hand_over(as_(owner), therapist, colleague)
    for row in (mine, later, past, ask, others):
        row.refresh_from_db()
    assert (mine.therapist, mine.version) == (colleague, 2)
    assert (later.therapist, ask.therapist) == (colleague, colleague)
    assert past.therapist == therapist, "what was, stays"
    assert others.version == 1


def test_only_what_was_chosen_goes(as_, owner, therapist, colleague, hour):
    client = factories.client("Mine", therapist=therapist)
    later = appointment(client, therapist, hour)
    hand_over(as_(owner), therapist, colleague, "clients")
    later.refresh_from_db()
    assert (Client.objects.get().therapist, later.therapist) == (colleague, therapist)


def test_an_appointment_at_a_taken_time_stays_and_is_named(as_, owner, therapist, colleague, hour):
    stays = appointment(factories.client("Clara Whitfield"), therapist, hour)
    moves = appointment(factories.client("Martin Osei"), therapist, hour + dt.timedelta(hours=2))
    appointment(factories.client("Somebody Else"), colleague, hour + dt.timedelta(minutes=30))
    browser = as_(owner)
    hand_over(browser, therapist, colleague, "appointments")
    stays.refresh_from_db(), moves.refresh_from_db()
    assert (stays.therapist, moves.therapist) == (therapist, colleague)
    said = browser.get(reverse("practice:leave", args=[therapist.public_id])).content.decode()
    assert "Clara Whitfield: not moved, Tomas Reyes is not free then" in said
    assert "Martin Osei: not moved" not in said


def test_a_draft_is_named_and_stays_its_authors(as_, owner, therapist, colleague):
    draft = factories.visit(factories.client(), therapist, subjective="hers")
    browser = as_(owner)
    page = hand_over(browser, therapist, colleague, "drafts")
    assert list(page.context["form"].errors) == ["what"]
    draft.refresh_from_db()
    assert (draft.therapist, draft.signed_at, Visit.objects.count()) == (therapist, None, 1)


@pytest.mark.parametrize("to", ["desk", "away", "therapist", "nobody"])
def test_only_another_therapist_who_is_here_takes_over(as_, owner, therapist, desk, to):
    factories.user("Tomas Reyes", is_therapist=True)
    factories.client("Mine", therapist=therapist)
    away = factories.user("Petra Past", is_active=False)
    people = {"desk": desk.public_id, "away": away.public_id, "therapist": therapist.public_id, "nobody": ""}
    browser = as_(owner)
    before = snapshot()
    address = reverse("practice:leave", args=[therapist.public_id])
    page = browser.post(address, {"to": people[to], "what": ["clients"]})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["to"])
    assert changed(before, snapshot()) == []


def test_the_page_takes_as_many_queries_for_three_of_each_as_for_one(
    as_, owner, therapist, hour, django_assert_num_queries
):
    factories.user("Tomas Reyes", is_therapist=True)
    browser, page = as_(owner), reverse("practice:leave", args=[therapist.public_id])

    def one_more(n):
        client = factories.client(f"Client {n}", therapist=therapist)
        appointment(client, therapist, hour + dt.timedelta(hours=2 * n))
        follow_up(client, therapist)
        factories.visit(client, therapist, days_ago=n)

    one_more(0)
    # session, user, practice, leaver; a count of each of the five kinds, a list of the four
    # that there are; is there a taker; the takers
    with django_assert_num_queries(15):
        browser.get(page)
    one_more(1), one_more(2)
    with django_assert_num_queries(15):
        text = browser.get(page).content.decode()
    assert [text.count(f"Client {n}") for n in range(3)] == [4, 4, 4]
