"""The intake form's own fields in a browser: by finger, by keyboard, without JavaScript, on a phone."""

import json
import re

import pytest
from playwright.sync_api import expect

from intake.signature import WIDTH

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fields(live, settings):
    settings.ROOT_URLCONF = "tests.browser.field_pages"

    def open_at(width=360, **options):
        watched = live(None, width, **options)
        watched.goto("/fields/")
        return watched

    return open_at


def place(page, code: str, field: str = "where"):
    return page.locator(f"#id_{field} .body-spot[data-code={code}]").locator("visible=true").first


def told(page, field: str = "where") -> str:
    return page.locator(f"#id_{field} .body-told").inner_text()


def sent(page) -> dict:
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    return json.loads(page.locator("body").inner_text())


def test_picture_and_list_are_in_step_and_fields_apart(fields):
    watched = fields()
    page = watched.page
    place(page, "temple_left").click()
    place(page, "temple_right").click()
    page.locator("#id_where").get_by_role("button", name="Back").click()
    place(page, "low_back_left").click()
    assert (told(page), told(page, "before")) == ("both temples, low back on the left", "knee on the left")
    page.locator("#id_where").get_by_text("Choose from a list").click()
    page.locator("#id_where").get_by_text("Head and jaw").click()
    page.locator("#id_where input[value=temple_left]").uncheck(force=True)
    page.locator("#id_where").get_by_role("button", name="Front").click()
    assert place(page, "temple_left").get_attribute("aria-checked") == "false"
    assert place(page, "temple_right").get_attribute("aria-checked") == "true"
    assert told(page) == "temple on the right, low back on the left"
    place(page, "knee_left", "before").click()
    assert told(page, "before") == "nothing yet"
    assert watched.faults() == []
    watched.resize(360)
    assert sent(page) == {"where": ["temple_right", "low_back_left"], "before": [], "signature": ""}


def test_keyboard_alone_marks_places(fields):
    watched = fields(1440)
    page = watched.page
    focused = "document.activeElement.dataset.code"
    page.locator("#id_where").get_by_role("checkbox", name="Top of the head").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "forehead"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert (page.evaluate(focused), told(page)) == ("temple_left", "temple on the left")
    page.keyboard.press("Tab")  # the whole picture is one stop
    assert page.evaluate("document.activeElement.closest('[data-side]').dataset.side") == "back"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    assert (page.evaluate(focused), told(page)) == ("temple_left", "nothing yet")


def test_every_place_is_reached_with_the_arrow_keys(fields):
    """From any place of a picture to any other."""
    page = fields(1440).page
    unreached = page.evaluate(
        """() => [...document.querySelectorAll("#id_where svg")].map((svg) => {
          const seen = new Set(), ahead = [svg.querySelector(".body-spot")]
          while (ahead.length) {
            const spot = ahead.pop()
            if (seen.has(spot)) continue
            seen.add(spot)
            for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
              spot.focus()
              spot.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }))
              ahead.push(document.activeElement)
            }
          }
          return [...svg.querySelectorAll(".body-spot")].filter((it) => !seen.has(it)).map((it) => it.dataset.code)
        })"""
    )
    assert unreached == [[], []]


def test_without_javascript_the_list_sends_the_same(fields):
    page = fields(java_script_enabled=False).page
    expect(page.get_by_text("Signature", exact=True)).to_be_hidden()
    where = page.locator("#id_where")
    expect(page.locator("#id_where .body-pictures")).to_be_hidden()
    expect(page.get_by_text("Chosen:").first).to_be_hidden()  # it would not follow the ticks
    for group, name in (("Head and jaw", "Temple, right"), ("Low back and hips", "Low back, left")):
        where.locator("summary", has_text=group).click()
        where.get_by_role("checkbox", name=name).check(force=True)
    assert sent(page) == {"where": ["temple_right", "low_back_left"], "before": ["knee_left"], "signature": ""}


def test_form_that_came_back_leads_to_the_list_and_is_accessible(fields):
    watched = fields()
    page = watched.page
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Where do you feel it?").click()
    expect(page.locator("#id_where_0")).to_be_visible()
    assert watched.faults() == []


def sign(page, *points) -> None:
    """Draw with the mouse through these places of the pad's own box."""
    box = page.locator(".signature-pad").bounding_box()
    scale = box["width"] / WIDTH
    for number, (x, y) in enumerate(points):
        page.mouse.move(box["x"] + x * scale, box["y"] + y * scale)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def test_signature_is_drawn_comes_back_with_errors_is_cleared_and_sent(fields):
    watched = fields()
    page = watched.page
    pad, drawn = page.locator(".signature-pad"), page.locator("#id_signature")
    pad.scroll_into_view_if_needed()
    sign(page, (100, 180), (150, 40), (300, 200))
    watched.resize(1440)
    pad.scroll_into_view_if_needed()
    sign(page, (400, 100), (900, 100))  # and over the edge
    first, second = [[int(n) for n in re.findall(r"-?\d+", stroke)] for stroke in drawn.input_value().split("M")[1:]]
    assert first == pytest.approx([100, 180, 0, 0, 50, -140, 150, 160], abs=4)
    assert second == pytest.approx([400, 100, 0, 0, 200, 0], abs=2)
    before = drawn.input_value()
    page.get_by_role("button", name="Send").click()  # nothing is marked on the body
    page.get_by_role("alert").wait_for()
    expect(page.locator(".signature-pad .signature-ink")).to_have_attribute("d", before)
    expect(drawn).to_have_value(before)
    assert watched.faults() == []
    place(page, "crown").click()
    page.get_by_role("button", name="Clear").click()
    assert (drawn.input_value(), page.get_by_role("button", name="Clear").is_visible()) == ("", False)
    pad.scroll_into_view_if_needed()
    sign(page, (100, 100), (140, 120))
    before = drawn.input_value()
    assert sent(page) == {"where": ["crown"], "before": ["knee_left"], "signature": before}
    assert before.startswith("M")


@pytest.mark.parametrize("side", ["front", "back"])
def test_on_a_phone_every_place_has_room_for_a_finger(fields, side):
    """A square of 19 px in which every tap means this place; the list has larger ones for whoever needs them."""
    page = fields().page
    page.set_viewport_size({"width": 360, "height": 1200})
    page.locator(f"#id_where [data-turn={side}]").click()
    cramped = page.evaluate(
        """(side) => [...document.querySelectorAll(`#id_where [data-side=${side}] .body-spot`)].filter((spot) => {
          const means = (x, y) =>
            document.elementFromPoint(x, y)?.closest("[data-code]")?.dataset.code === spot.dataset.code
          const steps = [-9.5, 0, 9.5]
          const box = spot.getBoundingClientRect()
          for (let x = box.left - 8; x < box.right + 8; x += 2)
            for (let y = box.top - 8; y < box.bottom + 8; y += 2)
              if (means(x, y) && steps.every((dx) => steps.every((dy) => means(x + dx, y + dy)))) return false
          return true
        }).map((spot) => spot.dataset.code)""",
        side,
    )
    assert cramped == []
