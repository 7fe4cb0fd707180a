"""Preferences and precautions: the strip that a therapist sees before touching."""

import uuid

import pytest
from django.urls import reverse

from intake.models import ClientPreferences, Precaution
from intake.queries import strip_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara():
    return factories.client()


def test_preferences_are_kept_and_a_second_window_sees_both_versions(as_, therapist, clara):
    browser, path = as_(therapist), reverse("intake:preferences", args=[clara.public_id])
    browser.post(path, {"version": "0", "oil": "almond", "pressure": "light"})
    answer = browser.post(path, {"version": "0", "oil": "jojoba", "pressure": "light"})
    html = answer.content.decode()
    row = ClientPreferences.objects.get(client=clara)
    assert (answer.status_code, row.oil, row.version) == (409, "almond", 1)
    assert ("almond" in html, "jojoba" in html) == (True, True)
    browser.post(path, {"version": "1", "oil": "jojoba", "pressure": "light"})
    assert strip_of(clara).preferences.oil == "jojoba"


def test_a_precaution_stands_until_somebody_says_why_it_ends(as_, therapist, clara):
    browser, request_id = as_(therapist), str(uuid.uuid4())
    path = reverse("intake:precaution_add", args=[clara.public_id])
    for _click in range(2):
        browser.post(path, {"request_id": request_id, "text": "Blood thinners: light pressure"})
    precaution = Precaution.objects.get()
    visit_page = reverse("sessions_log:start", args=[clara.public_id])
    assert "Blood thinners: light pressure" in browser.get(visit_page).content.decode()
    end = reverse("intake:precaution_end", args=[precaution.public_id])
    assert browser.post(end, {"note": ""}).status_code == 200
    answer = browser.post(end, {"note": "stopped in May", "next": visit_page})
    assert answer.url == visit_page
    precaution.refresh_from_db()
    assert (precaution.ended_by, precaution.ended_note) == (therapist, "stopped in May")
    assert "Blood thinners" not in browser.get(visit_page).content.decode()


def test_a_way_back_leads_nowhere_else(as_, therapist, clara):
    path = reverse("intake:precaution_add", args=[clara.public_id])
    data = {"request_id": str(uuid.uuid4()), "text": "Fever", "next": "https://evil.example/"}
    assert as_(therapist).post(path, data).url == reverse("clients:detail", args=[clara.public_id])
