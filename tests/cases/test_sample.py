"""The sample practice: loaded whole, once, and with the story that the product exists for."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bookings.models import Appointment, Call, Peace, Waiting
from cases.models import Decision
from clients.models import Client
from intake.models import Complaint
from practice.models import Practice, User
from sessions_log.models import AreaWorked, Progress, Rating, SensitiveConsent, TechniqueUsed, Visit


@pytest.fixture
def sample(db):
    call_command("load_sample", verbosity=0)


def test_sample_practice_is_whole_tells_the_story_and_shows_on_every_home(sample, client):
    """One test, because loading takes seconds."""
    _it_has_people_clients_and_visits()
    _clara_was_flagged_at_three_and_at_five()
    _visits_are_signed_and_nobody_is_in_two_places()
    _boards_and_homes_show_it(client)
    _the_desk_has_something_of_each_kind(client)
    with pytest.raises(CommandError, match="empty practice"):
        call_command("load_sample", verbosity=0)
    assert Client.objects.filter(name="Clara Whitfield").count() == 1


def _it_has_people_clients_and_visits():
    practice = Practice.objects.get()
    assert (practice.name, practice.is_demo) == ("Fifth Visit sample practice", True)
    roles = {user.email: (user.is_owner, user.is_therapist, user.is_front_desk) for user in User.objects.all()}
    assert roles == {
        "owner@demo.example": (True, False, False),
        "therapist@demo.example": (False, True, False),
        "colleague@demo.example": (False, True, False),
        "june@demo.example": (False, True, False),
        "desk@demo.example": (False, False, True),
    }
    clients, visits = Client.objects.count(), Visit.objects.count()
    without = clients - Complaint.objects.values("client").distinct().count()
    assert 110 <= clients <= 130 and 850 <= visits <= 1000
    assert clients // 4 <= without <= clients // 2
    first = Visit.objects.earliest("starts_at").starts_at
    assert dt.timedelta(days=300) < timezone.now() - first < dt.timedelta(days=400)


def _clara_was_flagged_at_three_and_at_five():
    clara = Client.objects.get(name="Clara Whitfield")
    stages = {each.complaint.name: each for each in Progress.objects.filter(complaint__client=clara)}
    headaches = stages["Headaches"]
    assert (headaches.stage, headaches.visits, headaches.verdict, headaches.without) == (
        "refer",
        5,
        "no_improvement",
        5,
    )
    numbers = headaches.measures["intensity"]
    assert (numbers["baseline"], numbers["current"], numbers["need"]) == ("6.5", "6", "2")
    assert [(stages[name].verdict, stages[name].improvement_held) for name in ("Upper back", "Stress")] == [
        ("improved", True),
        ("improved", True),
    ]
    decision = Decision.objects.get(complaint=headaches.complaint)
    assert (decision.kind, decision.stage, decision.visits, decision.look_again_visit) == ("change", "review", 3, 5)
    assert {(each.technique.name, each.adds) for each in decision.changes.all()} == {
        ("Contract-relax (PNF, MET)", True),
        ("Positional release", True),
        ("Breathing work", True),
        ("Trigger-point pressure", False),
    }
    beside = Decision.objects.get(kind="maintain")
    assert (beside.complaint.aim, beside.massage_for) == (
        "maintain",
        "an hour to let go, once a month, and better sleep",
    )
    visits = Visit.objects.filter(client=clara).order_by("starts_at")
    assert "migraines on some days" in visits[0].subjective and "fair try" in visits[4].assessment
    series = Rating.objects.filter(complaint=headaches.complaint, measure="intensity", timing="before")
    assert [int(each.value) for each in series.order_by("visit__starts_at")] == [7, 6, 7, 6, 6]


def _visits_are_signed_and_nobody_is_in_two_places():
    drafts = Visit.objects.drafts()
    assert 0 < drafts.count() < 8
    assert Visit.objects.filter(signed_at=None).count() == drafts.count()
    worked = AreaWorked.objects.filter(area__sensitive=True).values_list("visit", "area")
    agreed = SensitiveConsent.objects.filter(agreed=True, technique=None).exclude(reason="")
    assert set(worked) == set(agreed.values_list("visit", "area")) != set()
    used = TechniqueUsed.objects.filter(technique__sensitive=True).count()
    assert used == SensitiveConsent.objects.filter(agreed=True, area=None).exclude(reason="").count() > 0
    starts = list(Visit.objects.values_list("therapist", "starts_at"))
    assert len(starts) == len(set(starts))
    signed = Visit.objects.exclude(signed_at=None)
    assert set(signed.values_list("appointment__status", flat=True)) == {"done"}
    assert Appointment.objects.filter(during__startswith__gt=timezone.now()).count() > 20


def _the_desk_has_something_of_each_kind(client):
    client.force_login(User.objects.get(email="desk@demo.example"))
    page = client.get("/follow-ups/")
    asked = [row for _heading, rows in page.context["groups"] for row in rows]
    assert len(asked) >= 5 and all(row.offers for row in asked)
    assert {row.call.outcome for row in asked if row.call} == {"message", "again"} and Call.objects.count() == 3
    assert "eadache" not in page.content.decode()
    counts = {one.value: count for one, count in client.get("/figures/?weeks=12").context["counts"]}
    assert all(counts.values()), counts
    use = client.get("/figures/").context["use"]
    assert [10 < each.percent < 60 for each in use] == [True] * 3
    for why in ("rhythm", "lapsed"):
        missed = [each for each, _key in client.get(f"/recall/?why={why}").context["rows"]]
        assert missed and not Peace.objects.filter(client__in=missed).exists()
    cancelled = Appointment.objects.get(during__startswith__gt=timezone.now(), status="cancelled")
    fitting = client.get(f"/appointments/{cancelled.public_id}/").context["fitting"]
    assert len(fitting) == Waiting.objects.count() == 2
    one, two = Appointment.objects.exclude(couple=None)
    assert (one.couple, one.during, one.table.room) == (two.couple, two.during, two.table.room)
    assert one.table != two.table and one.therapist != two.therapist
    series = Appointment.objects.exclude(series=None).order_by("during")
    hours = {(timezone.localtime(each.starts_at).hour, each.client_id) for each in series}
    assert (len(series), len(hours)) == (4, 1)


def _boards_and_homes_show_it(client):
    client.force_login(User.objects.get(email="owner@demo.example"))
    board = client.get("/fresh-look/")
    counts = {label: count for _tab, label, count in board.context["tabs"]}
    assert all(counts.values()), counts
    assert 5 <= counts["Needs a decision"] <= 25
    assert "Clara Whitfield" in board.content.decode()

    client.force_login(User.objects.get(email="therapist@demo.example"))
    today = client.get("/today/").content.decode()
    assert "Keep five minutes to talk with Clara Whitfield." in today
    assert "asks what next for" in today and "what would you try next?" in today
    assert "First day without a headache since Clara began keeping the diary" in today
    clara = Client.objects.get(name="Clara Whitfield")
    visit = client.get(f"/clients/{clara.public_id}/visits/new/").content.decode()
    assert "6 of 10; 6 of the last 7 days" in visit and "From the diary: 6 of the last 7 days" in visit
    chart = client.get(f"/clients/{clara.public_id}/chart/").content.decode()
    assert "Fifth visit, no improvement" in chart and "Better, and it holds" in chart
