"""Alerts: raised by answers, seen wherever a therapist meets the client, quiet once dealt with, never gone."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.models import Paperwork
from intake import alerts
from intake.models import Alert, HealthCondition, Precaution, RedFlag
from intake.news import news_of
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def clara():
    return factories.client()


@pytest.fixture
def arrived(clara):
    """Her intake with a thunderclap, warfarin, asthma (good to know) and a clot, and nothing else to speak of."""
    thunderclap, harmless = RedFlag.objects.get(name="Thunderclap headache"), RedFlag.objects.last()
    know, stop = (HealthCondition.objects.filter(care=care).first() for care in ("know", "stop"))
    answers = {
        "health": {"conditions": [str(know.public_id), str(stop.public_id)], "pregnancy": "no"},
        "medicines": {"thinners": ["warfarin"], "allergies": "None."},
        "flags": {str(thunderclap.public_id): True, str(harmless.public_id): False},
    }
    intake = factories.intake(clara, answers)
    alerts.raise_for(intake, NOW)
    return intake, thunderclap, stop


def pages_of(clara, therapist):
    """Where a therapist meets a client."""
    complaint = factories.complaint(clara)
    signed = factories.visit(clara, therapist, days_ago=7, signed=True)
    return [
        reverse("cases:chart", args=[clara.public_id]),
        reverse("cases:case", args=[complaint.public_id]),
        reverse("sessions_log:complaint", args=[complaint.public_id]),
        reverse("sessions_log:start", args=[clara.public_id]),
        reverse("sessions_log:visit", args=[signed.public_id]),
    ]


def test_answers_that_a_therapist_must_know_of_are_alerts_urgent_ones_first(clara, arrived):
    _intake, thunderclap, stop = arrived
    told = [(alert.kind, alert.urgent, alert.text) for alert in news_of(clara).alerts]
    assert told == [
        ("red_flag", True, thunderclap.name),
        ("health", True, stop.name),
        ("health", False, "Blood thinners: warfarin (Coumadin, Marcumar)"),
    ]
    assert Paperwork.objects.get(client=clara).to_review is True


def test_an_alert_stands_on_every_page_of_the_client_until_one_has_dealt_with_it(as_, therapist, clara, arrived):
    browser, pages = as_(therapist), pages_of(clara, therapist)
    for path in pages:
        html = browser.get(path).content.decode()
        assert ("Urgent" in html, html.count("Thunderclap headache")) == (True, 1), path
    for alert in Alert.objects.all():
        answer = browser.post(reverse("intake:deal_with", args=[alert.public_id]), {"note": "Rang her doctor."})
        assert answer.url == reverse("intake:alerts", args=[clara.public_id])
    assert [path for path in pages if "Thunderclap" in browser.get(path).content.decode()] == []
    history = browser.get(reverse("intake:alerts", args=[clara.public_id])).content.decode()
    assert (history.count("Rang her doctor."), history.count("Ines Moreno,")) == (3, 3)
    assert Paperwork.objects.get(client=clara).to_review is False


def test_dealing_says_how_and_may_keep_it_for_every_visit(as_, therapist, clara):
    alert, browser = factories.alert(clara, advice="Light pressure."), as_(therapist)
    path, chart = (
        reverse(name, args=[key])
        for name, key in (("intake:deal_with", alert.public_id), ("cases:chart", clara.public_id))
    )
    form = browser.get(path).context["form"]
    assert form["precaution"].value() == "Blood thinners: warfarin: Light pressure."
    for wrong, field in (({"note": " "}, "note"), ({"note": "x", "keep": "on", "precaution": ""}, "precaution")):
        assert list(browser.post(path, wrong).context["form"].errors) == [field]
    assert (Precaution.objects.count(), Alert.objects.open().count()) == (0, 1)
    said = {"note": "Since May.", "keep": "on", "precaution": "Warfarin: light pressure", "next": chart}
    answers = [browser.post(path, said) for _click in range(2)]
    assert [answer.url for answer in answers] == [chart, chart]
    alert.refresh_from_db()
    assert (alert.dealt_by, alert.dealt_note) == (therapist, "Since May.")
    assert list(Precaution.objects.values_list("text", "created_by")) == [("Warfarin: light pressure", therapist.pk)]


def test_who_comes_second_sees_what_the_first_did_and_keeps_what_was_typed(as_, therapist, colleague, clara):
    alert = factories.alert(clara)
    alerts.deal_with(alert, by=colleague, note="Asked on the phone.", now=NOW)
    said = {"note": "Will ask her doctor.", "keep": "on", "precaution": "go light"}
    answer = as_(therapist).post(reverse("intake:deal_with", args=[alert.public_id]), said)
    html = answer.content.decode()
    assert answer.status_code == 409 and Precaution.objects.count() == 0
    assert [
        text in html for text in ("Tomas Reyes dealt with it", "Asked on the phone.", "Will ask her doctor.")
    ] == [True] * 3
    assert Alert.objects.get().dealt_by == colleague


def test_a_word_passed_on_is_shown_with_who_wrote_it(as_, therapist, desk, clara):
    alerts.pass_on(clara, "Her doctor says no pressure on the neck.", by=desk, request_id=uuid.uuid4(), now=NOW)
    html = as_(therapist).get(reverse("intake:alerts", args=[clara.public_id])).content.decode()
    assert "Her doctor says no pressure on the neck." in html and "Passed on by Dora Desk" in html


def test_owners_see_alerts_and_do_not_deal_with_them(as_, owner, clara):
    alert = factories.alert(clara)
    browser, there = as_(owner), reverse("intake:deal_with", args=[alert.public_id])
    page = browser.get(reverse("intake:alerts", args=[clara.public_id])).content.decode()
    assert "warfarin" in page and there not in page
    assert there not in browser.get(reverse("cases:chart", args=[clara.public_id])).content.decode()


@pytest.mark.parametrize(("days", "raised"), [(9, []), (10, ["Painkillers on 10 days a month"])])
def test_painkillers_on_many_days_are_a_red_flag(clara, days, raised):
    answers = {"reason": {"reason": "hurts"}, "main": {"own_words": "head"}, "so_far": {"painkiller_days": days}}
    alerts.raise_for(factories.intake(clara, answers), NOW)
    assert list(Alert.objects.filter(kind="red_flag").values_list("text", flat=True)) == raised
