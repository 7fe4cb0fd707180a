"""The body on the visit page: by touch and by keyboard, in step with the list, with what was found last time."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.models import Area
from sessions_log.models import AreaWorked, Visit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_tap_on_the_body_offers_its_muscles_and_a_tap_on_one_goes_round_its_sides(live, transactional_db):
    therapist, clara = factories.user("Ines Moreno"), factories.client()
    last = factories.visit(clara, therapist, days_ago=7)
    masseter = Area.objects.get(name="Masseter")
    AreaWorked.objects.create(visit=last, area=masseter, side="left", finding="trigger_point", finding_note="deep")
    factories.sign(last)
    watched = live(therapist)
    page = watched.page
    watched.goto(reverse("sessions_log:start", args=[clara.public_id]))
    jaw = page.locator(".body-spot[data-code=jaw_left]").first
    jaw.click()
    page.get_by_role("heading", name="Jaw, left").wait_for()
    muscle = page.get_by_role("button", name=re.compile("^Masseter"))
    for side in ("left", "right", "both"):
        muscle.click()
        expect(muscle).to_have_text(re.compile(f"Masseter .*{side}$"))
    expect(jaw).to_have_attribute("aria-label", "Jaw, left: Masseter, both")
    expect(page.locator(f"[name=area][value='{masseter.pk}']")).to_be_checked()
    muscle.click()
    expect(muscle).to_have_attribute("aria-pressed", "false")
    muscle.click()
    page.get_by_text("What did you find there?").click()
    page.get_by_text("The visit before: trigger point (deep)").wait_for()
    row = page.locator(".finding")
    row.get_by_role("radio", name="less than last time").check(force=True)
    row.get_by_role("radio", name="tender spot").check(force=True)
    expect(jaw).to_have_attribute("aria-label", "Jaw, left: Masseter, left, tender spot")
    page.locator(
        ".body-spot[data-code=temple_right]"
    ).first.focus()  # by keys: to a place, into what lies there, and back
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Temple, right").wait_for()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name=re.compile("^Temporalis"))).to_have_text(re.compile("right$"))
    page.keyboard.press("Escape")
    expect(page.locator(".body-spot[data-code=temple_right]").first).to_be_focused()
    assert watched.faults() == []
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as a draft.").wait_for()
    assert set(Visit.objects.latest("pk").areas.values_list("area__name", "side", "finding", "change")) == {
        ("Masseter", "left", "tender", "less"),
        ("Temporalis", "right", "", ""),
    }
    expect(page.locator(".body-spot[data-code=jaw_left]").first).to_have_class(re.compile("found"))
