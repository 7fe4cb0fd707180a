"""What a client tells between visits, in a browser: on her phone, and at the visit."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.enums import Measure
from intake.models import ComplaintType
from sessions_log.models import Rating
from sessions_log.told import moment
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clara(transactional_db):
    return factories.client()


@pytest.fixture
def headaches(clara):
    fields = {"main_measure": Measure.DAYS, "track_days": True}
    return factories.complaint(clara, type=ComplaintType.objects.get(name="Headache"), **fields)


def kept() -> dict:
    return {row.measure: (row.value, row.scale_max, row.source) for row in Rating.objects.all()}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_check_in_is_used_by_one_tap_and_changed_by_another(live, clara, headaches, scripts):
    watched = live(factories.user("Ines Moreno"), java_script_enabled=scripts, width=360)
    page, now = watched.page, timezone.now()
    factories.check_in(headaches, now, intensity=6, days=5)
    watched.goto(reverse("sessions_log:start", args=[clara.public_id]))
    page.get_by_text(f"From the client, {moment(now, now)}: 5 of the last 7 days; 6 of 10").wait_for()
    assert page.locator(".complaint input[type=radio]:checked").count() == 0
    assert not scripts or watched.faults() == []
    page.get_by_role("button", name="Use it Headaches").click()
    page.get_by_text("From the client's check-in, confirmed.").wait_for()
    assert page.get_by_role("button", name="Use it").count() == 0
    assert page.locator(".complaint input[type=radio]:checked").count() == 2
    assert kept() == {"days": (5, 7, "check_in"), "intensity": (6, 10, "check_in")}
    page.locator(".complaint input[value='3']").first.check(force=True)
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as a draft.").wait_for()
    assert kept() == {"days": (3, 7, "asked"), "intensity": (6, 10, "check_in")}


def test_a_whole_week_of_the_diary_is_filled_in_and_counts_at_a_tap(live, clara, headaches):
    watched = live(factories.user("Ines Moreno"))
    page = watched.page
    factories.diary(headaches, "xxxxxxxx..x.x.x")
    watched.goto(reverse("sessions_log:start", args=[clara.public_id]))
    page.get_by_text("From the diary: 3 of the last 7 days").wait_for()
    page.get_by_text("First day without a headache since Clara began keeping the diary").wait_for()
    assert page.locator(".complaint input[value='3']:checked").count() == 1 and kept() == {}
    assert watched.faults() == []
    page.get_by_role("button", name="Use it Headaches").click()
    page.get_by_text("From the client's diary, confirmed.").wait_for()
    assert kept() == {"days": (3, 7, "diary")}
