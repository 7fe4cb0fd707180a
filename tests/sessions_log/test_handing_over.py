"""The screen in the client's hands: the question and nothing else, until the therapist takes it back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions_log import record
from sessions_log.content import Answer, given
from sessions_log.models import VisitComplaint
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara():
    return factories.client("Clara Whitfield")


@pytest.fixture
def browser(as_, therapist):
    return as_(therapist)


def begin(browser, who) -> str:
    """Press "Hand over" on the page of a new visit; the address that it leads to."""
    now = timezone.localtime()
    sent = {"request_id": factories.request_id(), "version": "0", "minutes": "60", "action": "hand_over"}
    sent |= {"starts_at_0": f"{now:%Y-%m-%d}", "starts_at_1": f"{now:%H:%M}", "plan": "Slowly"}
    return browser.post(reverse("sessions_log:start", args=[who.public_id]), sent).url


def test_each_complaint_is_asked_once_and_what_is_said_is_kept_beside_the_rest(browser, clara, therapist):
    headaches = factories.complaint(clara)
    neck = factories.complaint(clara, "Sore neck", main_measure="days", track_days=True)
    earlier = factories.visit(clara, therapist, days_ago=7, plan="Breathing low into the belly.")
    factories.rating(earlier, headaches, "8.25")
    factories.sign(earlier)
    page = begin(browser, clara)
    visit = VisitComplaint.objects.latest("pk").visit
    after = Answer(after=(given("intensity", 3),))
    record.record_answer(visit, neck, after, by=therapist, now=timezone.now(), seen=visit.version)
    html = browser.get(page).content.decode()
    assert "<h1>Headaches</h1>" in html
    secret = ("Clara", "Ines", "8.25", "Breathing", "Slowly", "Sore neck", "<nav", "not-no_time", "checked")
    assert [word for word in secret if word in html] == []

    first = {"complaint": headaches.public_id, "intensity": "6"}
    assert "Tap a number" in browser.post(page, {"complaint": headaches.public_id}).content.decode()
    assert [browser.post(page, first).url, browser.post(page, first | {"intensity": "9"}).url] == [page, page]
    assert "<h1>Sore neck</h1>" in browser.get(page).content.decode()
    browser.post(page, {"complaint": neck.public_id, "days": "declined"})
    assert "Thank you. Please hand it back." in browser.get(page).content.decode()

    kept = visit.ratings.order_by("pk").values_list("complaint", "measure", "timing", "value", "source")
    assert list(kept) == [
        (neck.pk, "intensity", "after", 3, "asked"),
        (headaches.pk, "intensity", "before", 6, "asked"),
    ]
    assert list(visit.complaints.order_by("complaint").values_list("declined", flat=True)) == [False, True]


def test_no_other_page_opens_until_the_therapist_takes_it_back(browser, clara):
    factories.complaint(clara)
    page = begin(browser, clara)
    visit = page.removesuffix("hand-over/")
    for address in (visit, "/today/", f"/clients/{clara.public_id}/chart/", "/fresh-look/"):
        assert (browser.get(address).status_code, browser.get(address).url) == (302, page)
    assert browser.post(page, {"back": "1"}).url == visit
    assert "Slowly" in browser.get(visit).content.decode()


def test_activities_are_answered_together(browser, clara):
    complaint = factories.complaint(
        clara, main_measure="function", track_function=True, activities=["Reading", "Driving"]
    )
    page = begin(browser, clara)
    said = {"complaint": complaint.public_id, "function_0": "4"}
    assert "Tap a number" in browser.post(page, said).content.decode()
    browser.post(page, said | {"function_1": "7"})
    visit = VisitComplaint.objects.latest("pk").visit
    assert visit.ratings.get().parts == [4, 7]
