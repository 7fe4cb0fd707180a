"""The visit page keeps itself where a browser is slow or keeps nothing, and after a login in another window."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import Client
from sessions_log.models import Visit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

SLOW_KEYS = """const importKey = crypto.subtle.importKey.bind(crypto.subtle);
    crypto.subtle.importKey = async (...how) => {
        await new Promise((done) => setTimeout(done, 1200));
        return importKey(...how);
    };"""


@pytest.fixture
def story(transactional_db):
    clara = factories.client()
    return factories.user("Ines Moreno"), reverse("sessions_log:start", args=[clara.public_id])


def says(page):
    return expect(page.locator("#visit-saved"))


def type_in(page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def test_words_typed_before_those_kept_here_are_read_stand_beside_them(live, story):
    therapist, start = story
    page = live(therapist).page
    page.goto(start)
    page.context.set_offline(True)
    type_in(page, "What comes next", "Rest.")
    type_in(page, "What you found", "Soft.")
    says(page).to_have_text("Offline, kept on this device")
    again = page.context.new_page()
    page.close(run_before_unload=False)
    again.context.set_offline(False)
    again.add_init_script(SLOW_KEYS)
    again.goto(start)
    type_in(again, "What comes next", "Heat.")
    type_in(again, "What the client says", "Tired.")
    expect(again.get_by_label("What comes next", exact=True)).to_have_value("Rest.\nHeat.")
    says(again).to_contain_text("Saved ")
    visit = Visit.objects.get()
    assert (visit.plan, visit.objective, visit.subjective) == ("Rest.\nHeat.", "Soft.", "Tired.")


def test_a_browser_that_keeps_nothing_still_saves(live, story):
    therapist, start = story
    page = live(therapist).page
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(start)
    type_in(page, "What comes next", "Rest.")
    says(page).to_contain_text("Saved ")
    page.get_by_role("button", name="Save").click()  # nothing is on its way any more
    page.get_by_text("Saved as a draft.").wait_for()


def test_a_login_in_another_window_makes_no_stranger_of_its_author(live, story):
    therapist, start = story
    page = live(therapist).page
    page.goto(start)
    login = [cookie for cookie in page.context.cookies() if "csrf" not in cookie["name"]]
    page.context.clear_cookies()
    page.context.add_cookies(login)  # the token of this page is an old one
    type_in(page, "What comes next", "Rest.")
    says(page).to_contain_text("Saved ")
    assert Visit.objects.get().plan == "Rest."


def test_whoever_loads_it_again_in_the_evening_goes_on_there(live, story):
    therapist, start = story
    late = factories.appointment(Client.objects.get(), therapist, timezone.now() - dt.timedelta(hours=2))
    page = live(therapist).page
    page.goto(f"{start}?evening=1&appointment={late.public_id}")
    type_in(page, "What comes next", "Rest.")
    says(page).to_contain_text("Saved ")
    page.reload()
    expect(page.get_by_text("This evening: 1 of 1.")).to_be_visible()
    expect(page.get_by_label("What comes next", exact=True)).to_have_value("Rest.")
