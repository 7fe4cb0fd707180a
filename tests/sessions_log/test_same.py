"""Same as last time: what it fills, what it never does, and what stays marked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Area, HomeworkKind, Technique
from sessions_log.models import AreaWorked, Homework, TechniqueUsed, Visit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(db):
    """Two areas, a technique and two homeworks of the shipped vocabulary."""
    scalenes, levator = Area.objects.get(name="Scalenes"), Area.objects.get(name="Levator scapulae")
    return scalenes, levator, Technique.objects.get(name="Friction"), *HomeworkKind.objects.order_by("pk")[:2]


@pytest.fixture
def clara(therapist, words):
    """A client whose last visit had one of everything."""
    clara = factories.client()
    scalenes, levator, friction, first, second = words
    last = factories.visit(
        clara, therapist, days_ago=7, pressure="firm", plan="Breathing.", subjective="Worse at night"
    )
    factories.rating(last, factories.complaint(clara), 7)
    AreaWorked.objects.create(visit=last, area=scalenes, side="left", finding="trigger_point", finding_note="deep")
    AreaWorked.objects.create(visit=last, area=levator, side="both")
    TechniqueUsed.objects.create(visit=last, technique=friction)
    Homework.objects.create(visit=last, kind=first, detail="chin tucks", times_a_day=2)
    Homework.objects.create(visit=last, kind=second)
    factories.sign(last)
    return clara


def sent(clara, **data) -> dict:
    start = timezone.localtime()
    return {
        "request_id": factories.request_id(),
        "version": "0",
        "starts_at_0": f"{start:%Y-%m-%d}",
        "starts_at_1": f"{start:%H:%M}",
        "minutes": "60",
    } | data


def said(visit: Visit) -> dict:
    return {
        "areas": set(visit.areas.values_list("area__name", "side", "finding", "finding_note")),
        "techniques": set(visit.techniques.values_list("technique__name", flat=True)),
        "pressure": visit.pressure,
        "homework": set(visit.homework.values_list("detail", "times_a_day")),
    }


NOTHING = {"areas": set(), "techniques": set(), "pressure": "", "homework": set()}
ALL = {
    "areas": {("Scalenes", "left", "", ""), ("Levator scapulae", "both", "", "")},
    "techniques": {"Friction"},
    "pressure": "firm",
    "homework": {("chin tucks", 2), ("", None)},
}


def test_it_fills_what_was_done_and_no_rating_note_or_finding(as_, therapist, clara, words):
    answer = as_(therapist).post(reverse("sessions_log:start", args=[clara.public_id]), sent(clara, action="same"))
    visit = Visit.objects.latest("pk")
    assert answer.url == reverse("sessions_log:visit", args=[visit.public_id]) + "#same"
    assert said(visit) == ALL
    assert (visit.ratings.count(), visit.subjective, visit.plan, visit.homework_reviews.count()) == (0, "", "", 0)
    scalenes, levator, friction, first, second = (word.pk for word in words)
    keys = [f"area-{scalenes}", f"area-{levator}", f"technique-{friction}", "pressure"]
    assert visit.from_last == [*keys, f"homework-{first}", f"homework-{second}"]


def test_what_was_chosen_already_stays_and_what_is_touched_loses_its_mark(as_, therapist, clara, words):
    scalenes, levator, *_ = words
    mine = {"area": [f"{scalenes.pk}-right"], "pressure": "light"}
    data = sent(clara, action="same", **mine)
    as_(therapist).post(reverse("sessions_log:start", args=[clara.public_id]), data)
    visit = Visit.objects.latest("pk")
    told = said(visit)
    assert (told["pressure"], ("Scalenes", "right", "", "") in told["areas"]) == ("light", True)
    assert f"area-{scalenes.pk}" not in visit.from_last and "pressure" not in visit.from_last
    marks = " ".join([*visit.from_last, "area-999999", "nonsense"])
    changed = sent(clara, version=visit.version, from_last=marks, area=[f"{levator.pk}-left"])
    as_(therapist).post(reverse("sessions_log:visit", args=[visit.public_id]), changed)
    visit.refresh_from_db()
    assert (said(visit)["areas"], visit.from_last) == ({("Levator scapulae", "left", "", "")}, [])


def test_undo_takes_out_what_came_from_there_and_nothing_else(as_, therapist, clara, words):
    scalenes, _levator, friction, first, second = words
    data = sent(clara, action="same", technique=[friction.pk])
    as_(therapist).post(reverse("sessions_log:start", args=[clara.public_id]), data)
    visit = Visit.objects.latest("pk")
    kept = {"from_last": " ".join(visit.from_last), "area": [scalenes.pk, f"{scalenes.pk}-left"]}
    kept |= {f"h{first.pk}-given": "on", f"h{first.pk}-detail": "chin tucks", f"h{first.pk}-times_a_day": "3"}
    kept |= {f"h{second.pk}-given": "on", "pressure": "firm", "technique": [friction.pk], "plan": "More of it."}
    undone = sent(clara, version=visit.version, action="undo_same", **kept)
    as_(therapist).post(reverse("sessions_log:visit", args=[visit.public_id]), undone)
    visit.refresh_from_db()
    assert said(visit) == NOTHING | {"techniques": {"Friction"}, "homework": {("chin tucks", 3)}}
    assert (visit.plan, visit.from_last) == ("More of it.", [])


def test_it_is_not_there_without_a_last_visit_and_gives_no_retired_word(as_, therapist, clara, words):
    _scalenes, _levator, friction, *_ = words
    friction.retired_at = timezone.now()
    friction.save()
    page = as_(therapist).get(reverse("sessions_log:start", args=[clara.public_id]))
    assert b"Same as last time" in page.content
    assert not [key for key in page.context["page"].same.items if key.startswith("technique")]
    new = factories.client("Nora New")
    assert b"Same as last time" not in as_(therapist).get(reverse("sessions_log:start", args=[new.public_id])).content
