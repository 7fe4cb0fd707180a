"""What a client tells between visits, in a browser: on her phone, and at the visit."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from intake import links
from intake.enums import Measure
from intake.models import CheckInRating, ComplaintType, DiaryDay
from sessions_log.models import Rating
from sessions_log.told import moment
from tests import factories
from tests.intake.filled import BORN

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clara(transactional_db):
    return factories.client(birth_date=BORN)


@pytest.fixture
def headaches(clara):
    fields = {"main_measure": Measure.DAYS, "track_days": True}
    return factories.complaint(clara, type=ComplaintType.objects.get(name="Headache"), **fields)


def opened(live, client, purpose: str, **options):
    """Her phone, with the link just opened and the birth date given."""
    _link, token = links.make_link(client, purpose, by=None, request_id=uuid.uuid4(), now=timezone.now())
    watched = live(width=360, **options)
    watched.goto(reverse("intake:open", args=[token]))
    page = watched.page
    page.get_by_label("Day").fill(str(BORN.day))
    page.get_by_label("Month").select_option(str(BORN.month))
    page.get_by_label("Year").fill(str(BORN.year))
    page.get_by_role("button", name="Go on").click()
    return watched


@pytest.mark.parametrize("scripts", [True, False])
def test_a_check_in_is_a_few_taps_on_a_phone(live, clara, headaches, scripts):
    watched = opened(live, clara, "check_in", java_script_enabled=scripts)
    page = watched.page
    page.get_by_role("heading", name="Headaches").wait_for()
    assert not scripts or watched.faults() == []
    page.get_by_role("group", name="On how many of the last 7 days").get_by_role("radio", name="5").check(force=True)
    page.get_by_role("group", name="On average over the last 7 days").get_by_role("radio", name="6").check(force=True)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert {row.measure: row.value for row in CheckInRating.objects.all()} == {"days": 5, "intensity": 6}
    page.reload()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert CheckInRating.objects.count() == 2 and (not scripts or watched.faults() == [])


def test_a_tap_keeps_a_day_and_a_failure_is_said(live, clara, headaches):
    watched = opened(live, clara, "diary")
    page, today = watched.page, timezone.localdate()
    page.get_by_role("heading", name="Your diary").wait_for()
    expect(page.get_by_role("button", name="Keep")).to_be_hidden()
    assert watched.faults() == []
    cell = page.locator("[data-cell]").first
    cell.get_by_role("radio", name="Yes").check(force=True)
    cell.get_by_role("status").get_by_text("Kept").wait_for()
    cell.get_by_role("radio", name="7").check(force=True)
    page.get_by_text("Yesterday", exact=True).click()
    page.locator("[data-cell]").nth(1).get_by_role("radio", name="No").check(force=True)
    page.locator("[data-cell]").nth(1).get_by_role("status").get_by_text("Kept").wait_for()
    assert watched.faults() == []
    days = {row.day: (row.had, row.value) for row in DiaryDay.objects.all()}
    assert days == {today: (True, 7), today - dt.timedelta(days=1): (False, None)}
    page.route("**/diary/", lambda route: route.abort())
    cell.get_by_role("radio", name="No").check(force=True)
    page.get_by_text("Not kept: no answer.").wait_for()
    page.unroute("**/diary/")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Kept. Thank you.").wait_for()
    assert DiaryDay.objects.get(day=today).had is False
    page.context.clear_cookies(name=re.compile("known_"))
    cell.get_by_role("radio", name="Yes").check(force=True)
    page.get_by_text("Not kept: this page has been open for too long.").wait_for()
    assert DiaryDay.objects.get(day=today).had is False


def test_without_javascript_one_button_keeps_the_diary(live, clara, headaches):
    page = opened(live, clara, "diary", java_script_enabled=False).page
    cell = page.locator("[data-cell]").first
    expect(cell.get_by_text("How strong?")).to_be_hidden()
    cell.get_by_role("radio", name="Yes").check(force=True)
    cell.get_by_role("radio", name="7").check(force=True)
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Kept. Thank you.").wait_for()
    assert DiaryDay.objects.values_list("had", "value").get() == (True, 7)


def kept() -> dict:
    return {row.measure: (row.value, row.scale_max, row.source) for row in Rating.objects.all()}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_check_in_is_used_by_one_tap_and_changed_by_another(live, clara, headaches, scripts):
    watched = live(factories.user("Ines Moreno"), java_script_enabled=scripts, width=360)
    page, now = watched.page, timezone.now()
    factories.check_in(headaches, now, intensity=6, days=5)
    watched.goto(reverse("sessions_log:start", args=[clara.public_id]))
    page.get_by_text(f"From the client, {moment(now, now)}: 5 of the last 7 days; 6 of 10").wait_for()
    expect(page.locator(".complaint input[type=radio]:checked")).to_have_count(0)
    assert not scripts or watched.faults() == []
    page.locator("details.when > summary").click()
    page.get_by_label("Minutes").press("Enter")  # saves, and uses nothing
    page.get_by_text("Saved as a draft.").wait_for()
    assert kept() == {}
    page.get_by_role("button", name="Use it Headaches").click()
    page.get_by_text("From the client's check-in, confirmed.").wait_for()
    expect(page.get_by_role("button", name="Use it")).to_have_count(0)
    expect(page.locator(".complaint input[type=radio]:checked")).to_have_count(2)
    assert kept() == {"days": (5, 7, "check_in"), "intensity": (6, 10, "check_in")}
    page.locator(".complaint input[value='3']").first.check(force=True)
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert kept() == {"days": (3, 7, "asked"), "intensity": (6, 10, "check_in")}


def test_a_whole_week_of_the_diary_is_filled_in_and_counts_at_a_tap(live, clara, headaches):
    watched = live(factories.user("Ines Moreno"))
    page = watched.page
    factories.diary(headaches, "xxxxxxxx..x.x.x")
    watched.goto(reverse("sessions_log:start", args=[clara.public_id]))
    page.get_by_text("From the diary: 3 of the last 7 days").wait_for()
    page.get_by_text("First day without a headache since Clara began keeping the diary").wait_for()
    expect(page.locator(".complaint input[value='3']:checked")).to_have_count(1)
    assert kept() == {}
    assert watched.faults() == []
    page.get_by_role("button", name="Use it Headaches").click()
    page.get_by_text("From the client's diary, confirmed.").wait_for()
    assert kept() == {"days": (3, 7, "diary")}
