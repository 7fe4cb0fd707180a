"""No word of a visit is lost: no network, a closed tab, a login that ran out, two windows on one draft."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from sessions_log.models import Visit
from tests import factories
from tests.access import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
OFFLINE = "Offline, kept on this device"
WHAT_IS_KEPT = """new Promise((done) => { const asked = indexedDB.open("fifth-visit", 1); asked.onsuccess = () =>
    asked.result.transaction("unsent").objectStore("unsent").getAll().onsuccess = (event) =>
    done(event.target.result.map((row) => new TextDecoder("latin1").decode(row.data))) })"""


@pytest.fixture
def story(transactional_db):
    therapist, clara = factories.user("Ines Moreno"), factories.client()
    therapist.set_password(PASSWORD)
    therapist.save()
    factories.complaint(clara)
    return therapist, clara, reverse("sessions_log:start", args=[clara.public_id])


def says(page):
    return expect(page.locator("#visit-saved"))


def type_in(page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def test_what_is_typed_without_a_network_is_sent_from_wherever_its_author_comes_back(live, story):
    therapist, _clara, start = story
    page = live(therapist).page
    page.goto(start)
    type_in(page, "What the client says", "Slept badly.")
    says(page).to_contain_text("Saved ")
    assert Visit.objects.get().subjective == "Slept badly."
    page.context.set_offline(True)
    type_in(page, "What you found", "Left side guarded.")
    page.locator(".complaint input[type=radio][value='6']").first.check(force=True)
    says(page).to_have_text(OFFLINE)
    page.get_by_role("button", name="Sign").click()
    says(page).to_have_text(OFFLINE)  # and the page is still here
    page.locator(".return").get_by_role("radio", name="2", exact=True).check(force=True)
    page.wait_for_timeout(700)  # what is kept on the device is kept a quarter of a second later
    held = page.evaluate(WHAT_IS_KEPT)
    assert len(held) == 1 and "guarded" not in held[0]
    address, again = page.url, page.context.new_page()
    page.close(run_before_unload=False)
    again.context.set_offline(False)
    again.goto(address)
    expect(again.get_by_label("What you found", exact=True)).to_have_value("Left side guarded.")
    says(again).to_contain_text("Saved ")
    expect(again.locator(".complaint input[value='6']").first).to_be_checked()
    visit = Visit.objects.get()
    assert (visit.subjective, visit.objective, visit.return_weeks) == ("Slept badly.", "Left side guarded.", 2)
    assert visit.ratings.get().value == 6
    again.context.set_offline(True)
    type_in(again, "What comes next", "Heat tonight.")
    says(again).to_have_text(OFFLINE)
    again.close(run_before_unload=False)
    elsewhere = page.context.new_page()
    page.context.set_offline(False)
    elsewhere.goto(reverse("cases:today"))
    elsewhere.get_by_text("A note that was kept on this device has been sent.").wait_for()
    assert (Visit.objects.get().plan, elsewhere.evaluate(WHAT_IS_KEPT)) == ("Heat tonight.", [])


def test_another_user_of_the_tablet_sees_nothing_of_it_and_it_waits_for_its_author(live, story, client, settings):
    therapist, _clara, start = story
    page = live(therapist).page
    page.goto(start)
    page.context.set_offline(True)
    type_in(page, "What you found", "Left side guarded.")
    says(page).to_have_text(OFFLINE)
    page.route("**/keep/", lambda route: route.abort())
    page.context.set_offline(False)
    client.force_login(factories.user("Tomas Reyes"))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": session.key, "value": session.value, "url": origin}])
    tablet = page.context.new_page()
    tablet.goto(reverse("cases:today"))
    tablet.wait_for_load_state("networkidle")
    assert "Tomas" in tablet.content()
    expect(tablet.locator("#unsent-here")).to_be_hidden()
    assert "guarded" not in tablet.content() and len(tablet.evaluate(WHAT_IS_KEPT)) == 1
    tablet.goto(start)
    expect(tablet.get_by_label("What you found", exact=True)).to_have_value("")
    assert not Visit.objects.exists()


def test_a_login_that_ran_out_is_renewed_in_place(live, story):
    therapist, _clara, start = story
    page = live(therapist).page
    page.goto(start)
    Session.objects.all().delete()
    type_in(page, "What you found", "Left side guarded.")
    dialog = page.get_by_role("dialog", name="You were logged out")
    dialog.wait_for()
    dialog.get_by_label("Password").fill("not this one")
    dialog.get_by_role("button", name="Log in").click()
    dialog.get_by_text("That did not work.").wait_for()
    assert not Visit.objects.exists()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Log in").click()
    dialog.wait_for(state="hidden")
    says(page).to_contain_text("Saved ")
    assert Visit.objects.get().objective == "Left side guarded."


def test_two_windows_are_shown_both_versions_and_one_is_picked_in_place(live, story):
    therapist, _clara, start = story
    watched = live(therapist)
    page = watched.page
    page.goto(start)
    type_in(page, "What comes next", "Rest.")
    says(page).to_contain_text("Saved ")
    other = page.context.new_page()
    other.goto(page.url)
    type_in(other, "What comes next", "Heat.")
    type_in(other, "What the client says", "Tired.")
    says(other).to_contain_text("Saved ")
    expect(other.locator("#visit-version")).not_to_have_value(page.locator("#visit-version").input_value())
    type_in(page, "What comes next", "Ice.")
    type_in(page, "What you found", "Soft.")
    clashes = page.locator("#clashes")
    expect(clashes.locator("tbody tr")).to_have_text(["What comes nextHeat.Take this oneIce.Keep mine"])
    expect(page.get_by_label("What the client says", exact=True)).to_have_value("Tired.")
    visit = Visit.objects.get()
    assert (visit.plan, visit.objective, visit.subjective) == ("Heat.", "Soft.", "Tired.")
    assert watched.faults() == []
    page.get_by_role("button", name="Keep mine").click()
    expect(clashes).to_be_hidden()
    says(page).to_contain_text("Saved ")
    expect(page.locator("#visit-version")).to_have_value(str(visit.version + 1))
    assert Visit.objects.get().plan == "Ice."
