"""The health history and the team: on the chart, changed by hand, and told apart from what nobody asked."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.models import Paperwork
from intake.models import HealthCondition, HealthHistory, Professional, TeamMember
from intake.told_us import told_us
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def clara():
    return factories.client()


def chart(browser, client) -> str:
    return browser.get(reverse("cases:chart", args=[client.public_id])).content.decode()


def test_never_asked_and_nothing_are_two_different_things(as_, therapist, clara):
    browser, path = as_(therapist), reverse("intake:health", args=[clara.public_id])
    assert "Nobody has asked yet." in chart(browser, clara)
    browser.post(path, {"version": "0", "confirmed_on": TODAY.isoformat()})
    assert "Asked, and nothing to take care of." in chart(browser, clara)
    assert Paperwork.objects.get(client=clara).history_until > TODAY


def test_what_is_known_stands_on_the_chart_in_words(as_, therapist, clara):
    gone = HealthCondition.objects.create(name="Gout", retired_at=timezone.now())
    browser, path = as_(therapist), reverse("intake:health", args=[clara.public_id])
    HealthHistory.objects.create(client=clara, conditions=[gone.name], confirmed_on=TODAY - dt.timedelta(days=400))
    said = {
        "conditions": [gone.name, "Diabetes"],
        "thinners": ["warfarin"],
        "pregnancy": "no",
        "medicines": "insulin",
    }
    browser.post(path, said | {"version": "1", "confirmed_on": TODAY.isoformat()})
    assert told_us(clara).of_health == [
        ("Conditions", "Gout, Diabetes"),
        ("Medicines", "insulin"),
        ("Blood thinners", "warfarin (Coumadin, Marcumar)"),
    ]
    assert told_us(clara).health.confirmed_on == TODAY
    assert "warfarin (Coumadin, Marcumar)" in chart(browser, clara)


def test_a_second_window_sees_both_versions_and_a_day_to_come_is_refused(as_, therapist, clara):
    browser, path = as_(therapist), reverse("intake:health", args=[clara.public_id])
    on = {"confirmed_on": TODAY.isoformat()}
    browser.post(path, {"version": "0", "medicines": "insulin"} | on)
    answer = browser.post(path, {"version": "0", "medicines": "ibuprofen"} | on)
    html = answer.content.decode()
    assert (answer.status_code, HealthHistory.objects.get().medicines) == (409, "insulin")
    assert ("insulin" in html, "ibuprofen" in html) == (True, True)
    late = {"version": "1", "confirmed_on": (TODAY + dt.timedelta(days=1)).isoformat()}
    assert list(browser.post(path, late).context["form"].errors) == ["confirmed_on"]
    browser.post(path, {"version": "1", "medicines": "ibuprofen"} | on)
    row = HealthHistory.objects.get()
    assert (row.medicines, row.version, row.events.get().medicines) == ("ibuprofen", 2, "insulin")


def test_somebody_who_treats_her_is_added_once_brought_up_to_date_and_ended(as_, therapist, clara):
    browser, path = as_(therapist), reverse("intake:team", args=[clara.public_id])
    adams = {"kind": "primary", "name": "Dr  Adams", "practice": "Maple Clinic"}
    for more in ({}, {"may_write": "on", "name": "dr adams"}):
        browser.post(path, adams | more)
    assert list(TeamMember.objects.values_list("professional__name", "may_write")) == [("Dr Adams", True)]
    assert "Dr Adams, primary care, Maple Clinic" in chart(browser, clara)
    another = factories.client("Another")
    browser.post(reverse("intake:team", args=[another.public_id]), adams)
    assert Professional.objects.count() == 1
    browser.post(reverse("intake:team_end", args=[clara.public_id, Professional.objects.get().public_id]))
    assert (told_us(clara).team, len(told_us(another).team)) == ([], 1)
    assert list(browser.post(path, {"kind": "", "name": " "}).context["form"].errors) == ["kind", "name"]
