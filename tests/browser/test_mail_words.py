"""The practice's words to clients: seen while they are typed, and copied for a text message."""

from playwright.sync_api import expect

from bookings.models import MessageText
from tests import factories


def test_an_owner_sees_the_mail_while_typing_and_the_desk_copies_a_text(live, transactional_db):
    owner, desk = factories.user("Olga Owner", is_owner=True), factories.user("Dora Desk", is_front_desk=True)
    watched = live(owner)
    watched.goto("/settings/mails/short/English/")
    letter = watched.page.locator("#letter")
    watched.page.get_by_label("Text").fill("Dear {first_name}, {oops}")
    expect(letter).to_contain_text("Dear Clara, {oops}")
    expect(letter).to_contain_text("{oops} means nothing here.")
    watched.page.get_by_label("Text").fill("Dear {first_name}, come by!")
    expect(letter).to_have_text("Dear Clara, come by!")
    assert not MessageText.objects.exists()
    watched.page.get_by_role("button", name="Save").click()
    expect(watched.page.get_by_text("Clients are written to so from now on.")).to_be_visible()

    asked = factories.follow_up(factories.client("Mia Mailed"))
    watched = live(desk, 360, permissions=["clipboard-read", "clipboard-write"])
    watched.goto(f"/follow-ups/{asked.public_id}/write/")
    watched.page.get_by_role("button", name="Copy for a text message").click()
    expect(watched.page.get_by_role("button", name="Copied")).to_be_visible()
    assert watched.page.evaluate("navigator.clipboard.readText()") == "Dear Mia, come by!"
    assert watched.faults() == []
