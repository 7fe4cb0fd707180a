"""A client's form in a browser: on a phone, counted; without JavaScript; by keys alone; on two devices."""

import uuid

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from intake import links
from intake.enums import Purpose
from intake.models import Consent, HealthCondition, Intake
from practice.models import Practice
from tests import factories
from tests.browser.test_frame import small_targets

DECISIONS = 45  # at most, for a headache
URGENT = "Please get medical help today; do not wait for your massage."


@pytest.fixture
def address(transactional_db):
    Practice.objects.update(name="Moreno Massage", emergency_number="911")
    clara = factories.client("Clara Whitfield")
    _link, token = links.make_link(clara, Purpose.INTAKE, by=None, request_id=uuid.uuid4(), now=timezone.now())
    return f"/for-you/{token}/"


class Hand:
    """Fills in, and counts: a tap on a choice, a field typed and a tap on Next are one decision each."""

    def __init__(self, watched, scripts: bool = True):
        self.watched, self.page, self.count = watched, watched.page, 0
        self.wrong = {}
        self.scripts = scripts

    @property
    def step(self) -> str:
        return self.page.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]

    def tap(self, text: str, role: str = "radio", of: str = "") -> None:
        self.count += 1
        inside = self.page.get_by_role("group", name=of) if of else self.page
        inside.get_by_role(role, name=text, exact=True).first.check(force=True)

    def type(self, label: str, text: str) -> None:
        self.count += 1
        self.page.get_by_label(label).first.fill(text)

    def look(self) -> None:
        """On a phone: what is wrong with the page that is open. Without scripts there is no axe to tell."""
        if not self.scripts:
            return
        small = [target for target in small_targets(self.watched) if "aria-hidden" not in target]
        wrong = self.watched.axe() + small + self.watched.errors
        if (over := self.watched.sideways()) > 0:
            wrong.append(f"{over} px too wide")
        if wrong:
            self.wrong[self.step] = wrong

    def next(self, button: str = "Next") -> None:
        self.look()
        self.count += 1
        self.page.get_by_role("button", name=button, exact=True).click()

    def arrives(self, step: str) -> None:
        self.page.wait_for_url(f"**/{step}/*")


def start(hand: Hand, address: str, reason: str) -> None:
    hand.watched.goto(address)
    hand.tap(reason)
    hand.next()
    hand.arrives("you")
    hand.type("Your name", "Clara Whitfield")
    hand.type("Day", "1")
    hand.page.get_by_label("Month").select_option("April")
    hand.type("Year", "1980")
    hand.count += 1  # the month
    hand.next()


def answer_health(hand: Hand) -> None:
    hand.tap("None of these", "checkbox")
    hand.next()
    hand.arrives("medicines")
    hand.tap("None of these", "checkbox")
    hand.tap("None that I know of", "checkbox")
    hand.next()


def agree(hand: Hand) -> None:
    for tick in hand.page.get_by_role("checkbox", name="I have read this and agree").all():
        hand.count += 1
        tick.check()
    hand.tap("I agree")
    hand.type("Your full name, typed, signs this", "Clara Whitfield")


def tell_of_a_headache(hand: Hand) -> None:
    hand.tap("Headache")
    hand.type("What bothers you most?", "A headache that never stops")
    hand.next()
    hand.arrives("where")
    if not hand.scripts:
        hand.page.locator("summary").filter(has_text="Head and jaw").click()
    for place in ("temple, left", "temple, right"):
        hand.count += 1
        hand.page.get_by_role("checkbox", name=place).first.dispatch_event("click")
    hand.next()
    hand.arrives("how")
    hand.tap("7", of="How strong is it?")
    hand.tap("7 every day")
    hand.next()
    hand.arrives("so_far")
    hand.type("On how many days a month do you take something for the pain?", "8")
    hand.next()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_headache_on_a_phone_takes_few_decisions_and_every_page_is_sound(live, address, scripts):
    """In the dark theme, which tests/browser/test_every_page.py does not show on a phone; and without JavaScript."""
    watched = live(None, 360, "dark", java_script_enabled=scripts)
    hand, page = Hand(watched, scripts), watched.page
    start(hand, address, "Something hurts or bothers me")
    hand.arrives("about")
    hand.next()
    hand.arrives("main")
    tell_of_a_headache(hand)
    for step in ("others", "likes"):
        hand.arrives(step)
        hand.next()
    hand.arrives("health")
    answer_health(hand)
    hand.arrives("flags")
    for no in page.get_by_role("radio", name="No", exact=True).all():
        hand.count += 1
        no.check(force=True)
    hand.next()
    hand.arrives("team")
    hand.next()
    hand.arrives("consents")
    agree(hand)
    page.get_by_text("Read the whole text").first.click()
    if scripts:
        draw(page)
    hand.next()
    hand.arrives("look")
    hand.next("Send")
    page.get_by_role("heading", name="Thank you").wait_for()
    hand.look()
    assert hand.wrong == {}
    assert hand.count <= DECISIONS
    assert Intake.objects.get().answers["where"] == {"felt": ["temple_left", "temple_right"]}
    assert Consent.objects.get(text__kind="treatment").signature.startswith("M" if scripts else "")
    page.go_back()
    assert "Clara" not in page.content()
    if scripts:
        page.get_by_role("heading", name="Thank you").wait_for()


def draw(page) -> None:
    pad = page.locator(".signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 70, steps=4)
    page.mouse.up()


def test_an_urgent_answer_is_said_as_soon_as_it_is_tapped(live, address):
    urgent = HealthCondition.objects.filter(urgent=True).first()
    watched = live(None, 360, "dark")
    hand, page = Hand(watched), watched.page
    start(hand, address, "I'd like to unwind")
    hand.arrives("health")
    notice = page.get_by_role("alert").filter(has_text=URGENT)
    expect(notice).to_be_hidden()
    hand.tap(urgent.name, "checkbox")
    notice.wait_for()
    assert notice.get_by_role("link", name="Call 911").get_attribute("href") == "tel:911"
    hand.tap("None of these", "checkbox")  # takes the other tick back
    notice.wait_for(state="hidden")
    hand.tap(urgent.name, "checkbox")
    hand.next()
    hand.arrives("medicines")
    assert hand.wrong == {}


def test_going_back_past_a_page_that_came_back_with_errors_asks_for_no_resending(live, address):
    page = live(None, 360).page
    page.goto(address)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").wait_for()
    page.get_by_role("radio", name="I'd like to unwind").check(force=True)
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**/you/*")
    page.go_back()
    expect(page.get_by_role("radio", name="I'd like to unwind")).to_be_checked()


def test_without_javascript_it_all_works_but_drawing(live, address):
    urgent = HealthCondition.objects.filter(urgent=True).first()
    watched = live(None, 360, java_script_enabled=False)
    hand, page = Hand(watched, scripts=False), watched.page
    start(hand, address, "I'd like to unwind")
    hand.arrives("health")
    hand.tap(urgent.name, "checkbox")
    hand.next()
    page.get_by_role("alert").filter(has_text=URGENT).first.wait_for()
    page.get_by_role("button", name="Go on").click()
    hand.arrives("medicines")
    page.get_by_role("button", name="Back").click()
    hand.arrives("health")
    page.go_back()
    hand.arrives("medicines")
    hand.tap("None of these", "checkbox")
    hand.tap("None that I know of", "checkbox")
    hand.next()
    hand.arrives("likes")
    page.goto(f"{address}form/reason/")
    hand.tap("Both")
    hand.next()
    page.goto(f"{address}form/others/")
    hand.type("What is it?", "my jaw")
    page.get_by_role("button", name="Add another one").click()
    page.get_by_role("button", name="Remove 2").wait_for()
    page.get_by_label("What is it?").last.fill("my knee")
    hand.next()
    hand.arrives("likes")
    assert [one["own_words"] for one in Intake.objects.get().answers["others"]["others"]] == ["my jaw", "my knee"]
    page.goto(f"{address}form/reason/")
    hand.tap("I'd like to unwind")
    hand.next()
    page.goto(f"{address}form/likes/")
    hand.next()
    hand.arrives("consents")
    expect(page.locator(".signature-pad")).to_be_hidden()
    agree(hand)
    hand.next()
    hand.arrives("look")
    expect(page.get_by_role("alert").filter(has_text=URGENT)).to_be_visible()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert Intake.objects.get().submitted_at


class Keys:
    """Nothing but the keyboard."""

    def __init__(self, page):
        self.page, self.press, self.type = page, page.keyboard.press, page.keyboard.type

    def until(self, met: str, at_each=lambda: None) -> None:
        for _ in range(90):
            self.press("Tab")
            at_each()
            if self.page.evaluate(met):
                return
        raise AssertionError(f"not reached: {met}")

    def to(self, name: str) -> None:
        self.until(f"document.activeElement.name === '{name}'")

    def choose(self, *names: str) -> None:
        for name in names:
            self.to(name)
            self.press("Space")

    def tell(self, name: str, text: str) -> None:
        self.to(name)
        self.type(text)

    def go(self, step: str, at_each=lambda: None) -> None:
        self.until("document.activeElement.textContent.trim() === 'Next'", at_each)
        self.press("Enter")
        self.page.wait_for_url(f"**/{step}/*")

    def say_no(self) -> None:
        if self.page.evaluate("document.activeElement.type === 'radio'"):
            self.press("Space")
            while self.page.evaluate("document.activeElement.closest('label').textContent.trim()") != "No":
                self.press("ArrowRight")


def tell_by_keys(keys: Keys) -> None:
    """From what brings her to where and how it is felt."""
    keys.choose("reason")  # the first: something hurts
    keys.go("you")
    for name, text in (("name", "Clara"), ("birth_date_day", "1"), ("birth_date_month", "Apr")):
        keys.tell(name, text)
    keys.tell("birth_date_year", "1980")
    keys.go("about")
    keys.tell("occupation", "teacher")
    keys.go("main")
    keys.choose("type")
    keys.tell("own_words", "A headache that never stops")
    keys.go("where")
    keys.until("document.activeElement.matches('.body-spot')")
    keys.press("ArrowDown")
    keys.press("Space")
    keys.go("how")
    keys.choose("intensity", "days")
    for step in ("so_far", "others", "likes"):
        keys.go(step)


def test_keys_alone_fill_it_in_to_the_end(live, address):
    watched = live(None, 820)
    page, keys = watched.page, Keys(watched.page)
    watched.goto(address)
    tell_by_keys(keys)
    keys.choose("pressure")
    keys.go("health")
    keys.choose("conditions")
    page.get_by_role("alert").filter(has_text=URGENT).wait_for()
    keys.go("medicines")
    keys.choose("thinners", "allergies_none")
    keys.go("flags")
    keys.go("team", at_each=keys.say_no)
    keys.go("consents")
    keys.choose("agree-treatment", "agree-privacy", "agree-contact")
    keys.tell("typed_name", "Clara Whitfield")
    keys.go("look")
    keys.until("document.activeElement.textContent.trim() === 'Send'")
    keys.press("Enter")
    page.get_by_role("heading", name="Thank you").wait_for()
    intake = Intake.objects.get()
    assert intake.submitted_at and intake.answers["you"] == {"name": "Clara", "birth_date": "1980-04-01"}
    assert {row.text.kind: row.typed_name for row in Consent.objects.select_related("text")} == dict.fromkeys(
        ("treatment", "privacy", "contact"), "Clara Whitfield"
    )
    assert watched.errors == []
