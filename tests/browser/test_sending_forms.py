"""Giving out a form at the desk: the code to scan, the text to copy, and the tablet that is handed over."""

import datetime as dt

from django.urls import reverse

from intake import gate, links
from intake.models import ClientLink
from tests import factories


def test_a_link_is_shown_to_scan_and_copied_as_a_text(live, transactional_db):
    desk = factories.user("Dora Desk", is_front_desk=True)
    clara = factories.client("Clara Whitfield", birth_date=dt.date(1980, 4, 1))
    watched = live(desk, permissions=["clipboard-read", "clipboard-write"])
    page = watched.page
    watched.goto(reverse("clients:detail", args=[clara.public_id]))
    page.get_by_text("Send a form").click()
    page.get_by_label("Short intake").check()
    page.get_by_role("button", name="Link or QR code").click()
    page.get_by_role("img", name="QR code of the link").wait_for()
    assert watched.faults() == []
    page.get_by_role("button", name="Copy the text").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    token = copied.rstrip("/").rsplit("/")[-1]
    link = links.by_token(token)
    assert (link.client, link.purpose, token in page.url) == (clara, "walk_in", False)


def test_on_a_tablet_that_was_handed_over_nobody_gets_back_to_the_client(live, transactional_db):
    desk = factories.user("Dora Desk", is_front_desk=True)
    clara = factories.client("Clara Whitfield")
    watched = live(desk, 820)
    page = watched.page
    watched.goto(reverse("intake:forms", args=[clara.public_id]))
    page.get_by_text("Fill it in on this device").click()
    assert watched.faults() == []
    page.get_by_role("button", name="Log me out and open the form").click()
    page.wait_for_url(f"**{gate.PATH}**")
    [cookie] = [cookie for cookie in page.context.cookies() if cookie["name"] == gate.KIOSK]
    assert (cookie["value"], cookie["path"]) == (str(ClientLink.objects.get().public_id), gate.PATH)
    page.go_back()
    assert "/accounts/login/" in page.url and "Clara" not in page.content()
    watched.goto(reverse("clients:detail", args=[clara.public_id]))
    assert "/accounts/login/" in page.url
