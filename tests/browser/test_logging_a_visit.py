"""A whole visit, logged in a browser: with JavaScript, without it, and by keyboard alone."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions_log.models import Rating, Visit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(transactional_db):
    """A client whose headaches were 7 at the last two visits."""
    therapist, clara = factories.user("Ines Moreno"), factories.client()
    complaint = factories.complaint(clara)
    factories.consents(clara)
    for days_ago in (14, 7):
        visit = factories.visit(clara, therapist, days_ago=days_ago, plan="Breathing low into the belly.")
        factories.rating(visit, complaint, 7)
        factories.sign(visit)
    return therapist, clara, reverse("sessions_log:start", args=[clara.public_id])


def tap(page, role: str, name: str) -> None:
    """The first choice of that name. The real input lies unseen over its chip."""
    page.get_by_role(role, name=name, exact=True).first.check(force=True)


def logged() -> Visit:
    return Visit.objects.latest("pk")


def test_with_javascript_the_stage_is_said_at_the_tap(live, story):
    therapist, _clara, start = story
    watched = live(therapist)
    page = watched.page
    watched.goto(start)
    aside = page.locator(".visit-aside details").first
    assert (page.locator(".chip.was").count(), aside.get_attribute("open")) == (0, None)
    tap(page, "radio", "No")
    tap(page, "radio", "6")
    page.get_by_text("Third visit without improvement for the headaches: time to change the approach.").wait_for()
    assert page.locator(".chip.was").inner_text() == "7"
    assert aside.get_attribute("open") == ""
    assert Rating.objects.filter(visit=logged()).get().value == 6
    page.get_by_role("searchbox").fill("scal")
    tap(page, "checkbox", "Scalenes side of the neck")
    page.get_by_text("What did you find there?").click()
    tap(page, "radio", "trigger point")
    tap(page, "checkbox", "Positional release")
    page.locator(".give").get_by_role("checkbox", name="Heat", exact=True).check(force=True)
    page.get_by_label("Times a day").locator("visible=true").fill("2")
    page.get_by_label("What comes next").fill("The other side.")
    page.locator(".return").get_by_role("radio", name="2", exact=True).check(force=True)
    assert watched.faults() == []
    page.get_by_role("button", name="Sign").click()
    page.get_by_text(re.compile("Signed by Ines Moreno")).wait_for()
    visit = logged()
    assert (visit.signed_by, visit.plan, visit.follow_up.minutes) == (therapist, "The other side.", 60)
    assert list(visit.areas.values_list("area__name", "side", "finding")) == [("Scalenes", "both", "trigger_point")]
    assert (visit.homework.get().times_a_day, visit.techniques.get().technique.name) == (2, "Positional release")
    assert Visit.objects.filter(starts_at__date=timezone.localdate()).count() == 1


def test_a_rating_that_is_on_its_way_is_not_lost_by_a_quick_save(live, story):
    therapist, _clara, start = story
    page = live(therapist).page
    page.goto(start)
    tap(page, "radio", "4")
    page.get_by_label("What you found").fill("Less guarding")
    page.wait_for_timeout(460)  # the tap has just been sent
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as a draft.").wait_for()
    visit = logged()
    assert (visit.objective, visit.ratings.get().value, Visit.objects.drafts().count()) == ("Less guarding", 4, 1)


def test_without_javascript_the_page_is_one_form(live, story):
    therapist, _clara, start = story
    page = live(therapist, java_script_enabled=False).page
    page.goto(start)
    tap(page, "radio", "6")
    page.get_by_text("Neck", exact=True).last.click()
    tap(page, "checkbox", "Scalenes side of the neck")
    page.get_by_label("What comes next").fill("The other side.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as a draft.").wait_for()
    page.get_by_text("Third visit without improvement for the headaches").wait_for()
    assert page.locator(".chip.was").inner_text() == "7"
    page.get_by_role("button", name="Sign").click()
    page.get_by_text("Not recorded:").wait_for()
    page.get_by_label("The reason, in a few words").fill("She had to run")
    page.get_by_role("button", name="Sign as it is").click()
    page.get_by_text(re.compile("Signed by Ines Moreno")).wait_for()
    assert (logged().plan, logged().areas.get().side) == ("The other side.", "both")


def test_the_scale_works_by_keyboard_alone(live, story):
    therapist, _clara, start = story
    page = live(therapist).page
    page.goto(start)
    page.locator(".complaint input[type=radio]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.get_by_text("Last time,").wait_for()
    assert Rating.objects.filter(visit=logged()).get().value == 2  # and not each number on the way
    page.keyboard.press("1")
    page.keyboard.press("0")
    page.locator("#visit-version[value='3']").wait_for(state="attached")
    assert Rating.objects.filter(visit=logged()).get().value == 10
    assert page.evaluate("document.activeElement.value") == "10"


def test_the_screen_is_handed_over_and_back_in_the_history_shows_the_question(live, story):
    therapist, _clara, start = story
    page = live(therapist, java_script_enabled=False).page
    page.goto(start)
    page.get_by_role("button", name="Hand over").click()
    page.get_by_role("heading", name="Headaches", exact=True).wait_for()
    page.go_back()
    page.get_by_role("heading", name="Headaches", exact=True).wait_for()
    tap(page, "radio", "6")
    page.get_by_role("button", name="Done").click()
    page.get_by_text("Thank you. Please hand it back.").wait_for()
    page.get_by_text("For your therapist").click()
    page.get_by_role("button", name="Back to the visit").click()
    page.get_by_text("Third visit without improvement for the headaches").wait_for()
    assert Rating.objects.get(visit=logged()).value == 6
