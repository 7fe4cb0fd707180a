"""The frame in a browser: logging in with keys alone, forms sent once, dialogs, the style page in every dress."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from practice.models import User
from tests import factories
from tests.browser.watch import Watched

PASSWORD = "correct horse battery staple"
HASH = make_password(PASSWORD)


@pytest.fixture
def olga(transactional_db):
    person = factories.user("Olga Owner", is_owner=True)
    User.objects.filter(pk=person.pk).update(password=HASH)
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 820, 1440])
def test_style_page_in_every_dress(live, olga, width, scheme):
    page = live(olga, width, scheme)
    page.goto("/style/")
    assert page.axe() == []
    assert page.sideways() <= 0
    assert page.errors == []


def test_log_in_and_out_with_keys_alone(live, olga):
    page = live().page
    page.goto("/style/")
    page.keyboard.type(olga.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/style/")
    page.locator("details.menu summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Log out").press("Enter")
    page.wait_for_url("**/accounts/login/")
    page.go_back()  # on a shared tablet: the page must not come out of the browser's memory
    assert "/accounts/login/?next=/style/" in page.url


def test_wrong_password_moves_focus_to_what_is_wrong(live, olga):
    watched = live(None, 360)
    page = watched.page
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(olga.email)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    summary = page.get_by_role("alert")
    summary.wait_for()
    assert summary.evaluate("it => it === document.activeElement")
    assert page.get_by_label("E-mail").input_value() == olga.email
    assert watched.faults() == []


def test_a_form_is_sent_once_and_works_again_after_coming_back(live, olga):
    page = live(olga).page
    page.goto("/accounts/password/change/")
    sent = []
    page.route("**/accounts/password/change/", lambda route: sent.append(route) or hold(route))
    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('main form').requestSubmit()")
    page.wait_for_timeout(200)
    assert len(sent) == 1
    assert page.locator("main form button").get_attribute("aria-disabled") == "true"
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.locator("main form button").get_attribute("aria-disabled") is None


def hold(route) -> None:
    """The network is slow: the answer never comes while we look."""
    route.fulfill(status=204)


def test_dialog_opens_by_its_link_and_closes_with_escape(live, olga):
    page = live(olga).page
    page.goto("/style/")
    page.get_by_role("link", name="Open a dialog").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("width", [360, 820, 1440])
def test_without_javascript_the_menu_opens_and_is_in_reach(live, olga, width):
    page = live(olga, width, java_script_enabled=False).page
    page.goto("/style/")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/")


def test_every_target_is_big_enough_for_a_thumb(live, olga):
    page = live(olga, 360)
    page.goto("/style/")
    assert small_targets(page) == []


def small_targets(watched: Watched) -> list[str]:
    """Buttons, chips and fields lower or narrower than 44 px. Links inside a sentence are exempt."""
    return watched.page.evaluate(
        """() => [...document.querySelectorAll(
          "button, .btn, .chip, select, input:not([type=hidden]), .nav a, .tabs a, summary")]
          .filter(it => it.checkVisibility() && !it.closest(".check, .chip > *"))
          .filter(it => { const box = it.getBoundingClientRect(); return box.height < 43.5 || box.width < 43.5 })
          .map(it => it.outerHTML.slice(0, 80))"""
    )


def test_reduced_motion_and_forced_colours_leave_nothing_hidden(live, olga):
    page = live(olga, 820, forced_colors="active", reduced_motion="reduce")
    page.goto("/style/")
    assert page.errors == []
    assert re.fullmatch(
        r"0s(, 0s)*", page.page.locator(".btn").first.evaluate("it => getComputedStyle(it).transitionDuration")
    )
