"""A therapist enters a sheet of paper: on a phone, every page sound, and the consents from the sheet come next."""

from django.urls import reverse

from intake.models import Intake
from tests import factories
from tests.browser.test_for_you import Hand


def test_a_sheet_of_paper_is_entered(live, transactional_db):
    ines = factories.user("Ines Moreno", is_therapist=True)
    clara = factories.client("Clara Whitfield")
    watched = live(ines, 360)
    hand, page = Hand(watched), watched.page
    watched.goto(reverse("intake:intakes", args=[clara.public_id]))
    page.get_by_role("link", name="Enter one from paper or by phone").click()
    hand.next("Begin")
    hand.arrives("reason")
    hand.tap("I'd like to unwind")
    hand.next()
    hand.arrives("you")
    hand.type("Your name", "Clara Whitfield")
    hand.type("Day", "1")
    page.get_by_label("Month").select_option("April")
    hand.type("Year", "1980")
    hand.next()
    hand.arrives("health")
    hand.tap("None of these", "checkbox")
    nav = page.get_by_role("navigation", name="Main").bounding_box()
    on = page.get_by_role("button", name="Next", exact=True).last.bounding_box()
    assert on["y"] + on["height"] <= nav["y"]  # both stay in reach of a thumb
    hand.next()
    hand.arrives("medicines")
    hand.tap("None of these", "checkbox")
    hand.tap("None that I know of", "checkbox")
    hand.next()
    hand.arrives("likes")
    hand.next()
    page.get_by_role("button", name="Hand it in").wait_for()
    assert watched.faults() == []
    hand.next("Hand it in")
    page.wait_for_url(f"**{reverse('intake:paper_consent', args=[clara.public_id])}")
    assert hand.wrong == {}
    entry = Intake.objects.get()
    assert (entry.entered_by, bool(entry.submitted_at)) == (ines, True)
