"""What a client told between visits, at the visit: offered, confirmed by a tap, and where it came from."""

import datetime as dt
import json
import re
import uuid
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from intake.enums import Measure
from intake.models import ComplaintType, DiaryDay
from sessions_log.access import get_visit
from sessions_log.models import Progress, Rating, Visit
from sessions_log.page import load
from sessions_log.page_state import state_of
from sessions_log.record import sign_visit
from sessions_log.told import moment
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clara():
    return factories.client()


@pytest.fixture
def neck(clara):
    return factories.complaint(clara, "Neck", type=ComplaintType.objects.get(name="Neck"))


def headaches_of(client, **fields):
    days = {"main_measure": Measure.DAYS, "track_days": True, "track_painkiller_days": True}
    return factories.complaint(client, "Headaches", type=ComplaintType.objects.get(name="Headache"), **days | fields)


@pytest.fixture
def headaches(clara):
    return headaches_of(clara)


@pytest.fixture
def ines(as_, therapist):
    return as_(therapist)


def page(ines, client, visit=None) -> str:
    """As text, without the tags."""
    args = ("sessions_log:visit", [visit.public_id]) if visit else ("sessions_log:start", [client.public_id])
    html = ines.get(reverse(args[0], args=args[1])).content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def send(ines, complaint, *, hx: bool = True, visit: Visit | None = None, **data):
    """Tap, or save the whole page without JavaScript."""
    client, now = complaint.client, timezone.localtime()
    fields = {
        "request_id": str(visit.request_id if visit else uuid.uuid4()),
        "new_complaint_id": str(uuid.uuid4()),
        "version": str(Visit.objects.get(pk=visit.pk).version if visit else 0),
        "starts_at_0": f"{now:%Y-%m-%d}",
        "starts_at_1": f"{now:%H:%M}",
        "minutes": "60",
    }
    answers = {"shown": "1", "worked_on": "on"} | data
    fields |= {f"c{complaint.pk}-{name}": value for name, value in answers.items()}
    if hx:
        typed = {f"c{complaint.pk}-{name}": value for name, value in data.items()}
        saved = state_of(load(client, get_visit(None, visit.public_id), now=now)) if visit else {}
        changes = json.dumps({name: {"was": saved.get(name, ""), "now": value} for name, value in typed.items()})
        path = reverse("sessions_log:keep_new", args=[client.public_id])
        return ines.post(path, fields | {"changes": changes}, headers={"HX-Request": "true"})
    return ines.post(reverse("sessions_log:start", args=[client.public_id]), fields)


def given(measure="intensity", **filters):
    return Rating.objects.filter(measure=measure, **filters).values_list("value", "scale_max", "source").get()


class TestCheckIn:
    def test_it_is_offered_and_nothing_is_filled(self, ines, clara, neck):
        now = timezone.now()
        factories.check_in(neck, now, intensity=6)
        html = ines.get(reverse("sessions_log:start", args=[clara.public_id])).content.decode()
        assert f"From the client, {moment(now, now)}: 6 of 10" in html
        assert re.findall(r'name="c\d+-intensity"[^>]*checked', html) == [] and not Rating.objects.exists()

    @pytest.mark.parametrize("hx", [True, False])
    def test_one_tap_makes_it_todays_rating_and_says_where_it_came_from(self, ines, clara, neck, hx):
        factories.check_in(neck, intensity=6)
        send(ines, neck, hx=hx, use="check_in")
        assert given() == (6, 10, "check_in")
        visit = Visit.objects.get()
        assert "From the client's check-in, confirmed." in page(ines, clara, visit)
        assert "Use it" not in page(ines, clara, visit)
        sign_visit(visit, by=visit.therapist, now=timezone.now(), seen=visit.version, despite="In a hurry")
        assert "6 of 10 (from the client's check-in, confirmed)" in page(ines, clara, visit)
        chart = ines.get(reverse("cases:chart", args=[clara.public_id])).content.decode()
        assert "6 (from the client&#x27;s check-in, confirmed)" in chart

    def test_every_measure_of_it_is_used(self, ines, clara, headaches):
        headaches.track_function, headaches.activities = True, ["Reading", "Driving"]
        headaches.save()
        factories.check_in(headaches, intensity=6, days=5, function=[4, 7], painkiller_days=8)
        assert "5 of the last 7 days; 6 of 10; Reading 4, Driving 7; painkillers on 8 days of the month" in page(
            ines, clara
        )
        send(ines, headaches, use="check_in")
        found = {row.measure: (row.value, row.parts, row.source) for row in Rating.objects.all()}
        assert found == {
            "intensity": (6, [], "check_in"),
            "days": (5, [], "check_in"),
            "function": (None, [4, 7], "check_in"),
            "painkiller_days": (8, [], "check_in"),
        }

    def test_another_number_was_asked_for_and_saving_again_changes_nothing(self, ines, clara, neck):
        factories.check_in(neck, intensity=6)
        send(ines, neck, use="check_in")
        visit = Visit.objects.get()
        send(ines, neck, visit=visit, intensity="6")
        assert given() == (6, 10, "check_in")
        send(ines, neck, visit=visit, intensity="7")
        assert given() == (7, 10, "asked")
        send(ines, neck, visit=visit, intensity="6")
        assert given() == (6, 10, "asked")

    def test_the_same_number_tapped_on_the_scale_was_asked_for(self, ines, neck):
        factories.check_in(neck, intensity=6)
        send(ines, neck, intensity="6")
        assert given() == (6, 10, "asked")

    @pytest.mark.parametrize(("hours_before", "offered"), [(-0.2, 1), (0.1, 1), (35.9, 1), (36.1, 0), (-0.5, 0)])
    def test_it_speaks_of_a_visit_that_begins_soon_after(self, ines, neck, therapist, hours_before, offered):
        visit = factories.visit(neck.client, therapist, starts_at=timezone.now() - 50 * HOUR)
        factories.check_in(neck, visit.starts_at - hours_before * HOUR, intensity=6)
        assert page(ines, neck.client, visit).count("From the client") == offered

    def test_it_is_no_news_after_a_visit(self, ines, clara, neck, therapist):
        factories.check_in(neck, timezone.now() - 5 * HOUR, intensity=6)
        factories.rating(factories.visit(clara, therapist, starts_at=timezone.now() - 4 * HOUR), neck, 5)
        assert "From the client" not in page(ines, clara)
        send(ines, neck, use="check_in")
        assert Rating.objects.count() == 1

    def test_the_latest_counts_and_a_refusal_is_told(self, ines, clara, neck):
        factories.check_in(neck, timezone.now() - 20 * HOUR, intensity=6)
        factories.check_in(neck, timezone.now() - 1 * HOUR)
        said = page(ines, clara)
        assert "would rather not say" in said and "6 of 10" not in said and "Use it" not in said

    def test_other_activities_are_another_measure(self, ines, clara, neck):
        neck.main_measure, neck.track_function, neck.activities = Measure.FUNCTION, True, ["Reading"]
        neck.activities_edition = 2
        neck.save()
        factories.check_in(neck, function=[4])
        assert "From the client" not in page(ines, clara)

    def test_what_is_no_longer_asked_is_not_offered(self, ines, clara, neck):
        factories.check_in(neck, days=4)
        assert "From the client" not in page(ines, clara)
        answer = send(ines, neck, use="check_in")
        assert (answer.status_code, Rating.objects.count()) == (200, 0)


class TestDiary:
    def test_a_whole_week_is_filled_in_on_a_new_page(self, ines, clara, headaches):
        factories.diary(headaches, "x..x.xx")
        html = ines.get(reverse("sessions_log:start", args=[clara.public_id])).content.decode()
        assert "From the diary: 4 of the last 7 days" in html
        assert re.findall(r'name="c\d+-days" value="(\d)"[^>]*checked', html) == ["4"]
        assert not Rating.objects.exists()

    @pytest.mark.parametrize(
        ("data", "kept"),
        [
            ({"days": "4", "filled": "diary"}, (4, 7, "diary")),
            ({"use": "diary"}, (4, 7, "diary")),
            ({"days": "5", "filled": "diary"}, (5, 7, "asked")),
            ({"days": "4"}, (4, 7, "asked")),
        ],
    )
    def test_it_counts_once_it_is_saved_and_as_what_it_is(self, ines, headaches, data, kept):
        factories.diary(headaches, "x..x.xx")
        send(ines, headaches, hx=False, **data)
        assert given("days") == kept

    def test_what_was_taken_back_is_not_filled_in_again(self, ines, clara, headaches):
        factories.diary(headaches, "x..x.xx")
        send(ines, headaches, use="diary")
        visit = Visit.objects.get()
        send(ines, headaches, visit=visit, days="4", filled="diary", take_back="on")
        assert not Rating.objects.exists()
        html = ines.get(reverse("sessions_log:visit", args=[visit.public_id])).content.decode()
        assert re.findall(r'name="c\d+-days"[^>]*checked', html) == []
        assert "Use it" in html

    def test_of_five_or_six_days_a_choice_stands_on_the_scale_and_counts_exactly(self, ines, clara, headaches):
        factories.diary(headaches, "x x .xx")
        said = page(ines, clara)
        assert "From the diary: 4 of 5 days kept" in said and "Use it" not in said
        send(ines, headaches, days="4/5")
        assert given("days") == (4, 5, "diary")
        assert Progress.objects.get().measures["days"]["baseline"] == "5.6"
        visit = Visit.objects.get()
        html = ines.get(reverse("sessions_log:visit", args=[visit.public_id])).content.decode()
        assert re.findall(r'name="c\d+-days" value="([^"]+)"[^>]*checked', html) == ["4/5"]
        send(ines, headaches, visit=visit, days="4/5")
        assert given("days") == (4, 5, "diary")

    @pytest.mark.parametrize(("days", "said"), [("x. .x", "2 of 4 days kept"), ("x. .", None)])
    def test_of_fewer_it_is_said_and_no_number_is_made(self, ines, clara, headaches, days, said):
        factories.diary(headaches, days)
        shown = page(ines, clara)
        assert ("From the diary" in shown) is bool(said) and (said or "") in shown
        assert send(ines, headaches, days="2/4").status_code == 200
        assert not Rating.objects.exists()

    def test_today_and_the_days_before_the_week_are_left_out(self, ines, clara, headaches):
        factories.diary(headaches, "x.......x", until=timezone.localdate())
        assert "From the diary: 0 of the last 7 days" in page(ines, clara)

    def test_without_a_number_of_days_to_ask_for_nothing_is_offered(self, ines, clara, neck):
        factories.diary(neck, "xxxxxxx")
        assert "From the diary" not in page(ines, clara)


FACTS = [each.column for each in Progress._meta.concrete_fields if each.name not in ("complaint", "checked_at")]


def test_a_confirmed_number_and_one_that_was_asked_for_are_judged_alike(ines, therapist):
    """The rule does not know where a rating came from."""
    found = []
    ways = {
        "Asked": {"intensity": "6", "days": "4"},
        "Told": {"use": "check_in"},
        "Kept": {"use": "diary", "intensity": "6"},
    }
    for name, today in ways.items():
        client = factories.client(name)
        complaint = headaches_of(client)
        for days_ago, days, value in ((28, 5, 7), (21, 4, 7), (14, 5, 6), (7, 4, 7)):
            visit = factories.visit(client, therapist, days_ago=days_ago)
            factories.rating(visit, complaint, days, "days")
            factories.rating(visit, complaint, value)
            factories.sign(visit)
        if name == "Told":
            factories.check_in(complaint, intensity=6, days=4)
        if name == "Kept":
            factories.diary(complaint, "x..x.xx")
        send(ines, complaint, **today)
        facts = Progress.objects.filter(complaint=complaint).values(*FACTS).get()
        found.append(facts | {"last_visit_at": None})
    assert found[0] == found[1] == found[2] and found[0]["stage"] == "review"
    assert sorted(set(Rating.objects.values_list("source", flat=True))) == ["asked", "check_in", "diary"]


def test_a_rating_after_the_treatment_was_asked_for(clara, neck, therapist):
    visit = factories.visit(clara, therapist)
    with pytest.raises(IntegrityError, match="rating_after_was_asked"), transaction.atomic():
        factories.rating(visit, neck, 3, after=True).__class__.objects.filter(visit=visit).update(source="diary")
    with pytest.raises(IntegrityError, match="rating_source_is_known"), transaction.atomic():
        factories.rating(visit, neck, 3).__class__.objects.filter(visit=visit).update(source="guessed")


class TestGoodDay:
    def said(self, ines, client, visit=None):
        text = page(ines, client, visit)
        found = re.search(r"(\S+: )?First (day|good)[^.]*\. Worth telling Clara that you noticed\.", text, re.I)
        return found and found[0]

    def test_the_first_of_the_diary_is_told_with_its_day(self, ines, clara, headaches):
        factories.diary(headaches, "xxxxxxxx.x")
        day = timezone.localdate() - dt.timedelta(days=2)
        assert self.said(ines, clara) == (
            f"First day without a headache since Clara began keeping the diary: {day:%A} {day.day} {day:%B}."
            " Worth telling Clara that you noticed."
        )

    def test_a_later_one_is_told_with_how_long_it_took(self, ines, clara, neck):
        factories.diary(neck, ".xxxxx xxxx xxxx xxxxx." + "x")
        assert "Neck: first day without trouble in three weeks, by the diary:" in self.said(ines, clara)

    @pytest.mark.parametrize("days", ["xxxxxx.", ".xxx.xxx.", "xxxxxxx.xxxxxxxxxxxxxxx", "......."])
    def test_a_short_run_or_long_ago_is_no_news(self, ines, clara, neck, days):
        factories.diary(neck, days)
        assert self.said(ines, clara) is None

    def test_of_several_the_one_after_the_long_run_is_told(self, ines, clara, neck):
        factories.diary(neck, "xxxxxxx...")
        day = timezone.localdate() - dt.timedelta(days=3)
        assert f"{day:%A} {day.day} {day:%B}" in self.said(ines, clara)

    def test_it_is_told_until_a_visit_after_it_and_sleep_has_words_of_its_own(self, ines, clara, therapist):
        sleep = factories.complaint(clara, "Sleep", type=ComplaintType.objects.get(name="Sleep"))
        factories.diary(sleep, "xxxxxxx.", at=timezone.now() - 20 * HOUR)
        assert self.said(ines, clara).startswith("First good night since Clara began")
        visit = factories.visit(clara, therapist, starts_at=timezone.now() - 10 * HOUR)
        factories.rating(visit, sleep, 4)
        assert self.said(ines, clara, visit) is not None
        factories.sign(visit)
        assert self.said(ines, clara) is None


def test_a_value_of_a_day_without_it_is_refused_by_the_database(neck):
    with pytest.raises(IntegrityError, match="diaryday_value_fits"), transaction.atomic():
        DiaryDay.objects.create(complaint=neck, day=timezone.localdate(), had=False, value=3, at=timezone.now())
