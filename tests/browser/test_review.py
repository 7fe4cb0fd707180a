"""The owner's review in a browser: by keyboard, with scripts switched off."""

from playwright.sync_api import expect

from cases.models import Decision, MeetingEntry
from tests import factories
from tests.cases import build

ALT = 1


def press_access_key(page, key):
    """As a keyboard does it: Playwright's own press() leaves out what access keys go by."""
    keyboard, code = page.context.new_cdp_session(page), ord(key.upper())
    for kind in ("rawKeyDown", "char", "keyUp"):
        keyboard.send(
            "Input.dispatchKeyEvent",
            {
                "type": kind,
                "modifiers": ALT,
                "key": key,
                "windowsVirtualKeyCode": code,
                "text": key,
                "unmodifiedText": key,
            },
        )


def test_a_review_goes_by_keyboard_without_any_script(live, owner, therapist):
    for name, values in (("Finn", (7, 6, 7, 6, 6)), ("Rae", (7, 7, 7, 7)), ("Ada", (7, 7, 7))):
        build.complaint(factories.client(name), therapist, values)
    page = live(owner, java_script_enabled=False).page
    heading = page.get_by_role("heading", level=1)

    page.goto("/fresh-look/")
    page.get_by_role("link", name="Go through them all").press("Enter")
    expect(heading).to_have_text("Finn")
    press_access_key(page, "n")
    expect(heading).to_have_text("Rae")
    press_access_key(page, "p")
    expect(heading).to_have_text("Finn")
    press_access_key(page, "s")
    expect(heading).to_have_text("Rae")

    page.get_by_role("radio", name="Continue as it is").press("Space")
    page.get_by_role("textbox", name="Why").press_sequentially("Too early.")
    page.get_by_role("button", name="Decide").press("Enter")
    expect(heading).to_have_text("Ada")
    page.get_by_role("textbox", name="Note of the meeting").press_sequentially("Her pillow.")
    page.get_by_role("button", name="Keep the note").press("Enter")
    expect(page.get_by_text("Her pillow.")).to_be_visible()
    press_access_key(page, "s")

    expect(heading).to_contain_text("Review of")
    for words in ("Continue as it is", "Too early.", "Left for another day", "Her pillow."):
        expect(page.get_by_text(words)).to_be_visible()
    assert Decision.objects.get().decided_by == owner
    assert MeetingEntry.objects.count() == 3
