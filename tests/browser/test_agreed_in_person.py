"""A sensitive area on the page of a visit: asked as soon as it is chosen, with JavaScript and without it."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sessions_log.models import SensitiveConsent, Visit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PECS = "Pectoralis major pecs"
QUESTION = "Pectoralis major: agreed today?"


@pytest.fixture
def start(transactional_db):
    return reverse("sessions_log:start", args=[factories.client().public_id])


def choose(page) -> None:
    page.locator("details.region > summary", has_text="Chest").click()
    page.get_by_role("checkbox", name=PECS, exact=True).check(force=True)


def answer(page, word: str) -> None:
    page.get_by_role("group", name=QUESTION).get_by_role("radio", name=word, exact=True).check(force=True)


def agreed() -> tuple:
    consent = SensitiveConsent.objects.get()
    return consent.area.name, consent.agreed, consent.reason, Visit.objects.get().signed_at is not None


def test_with_javascript_it_is_asked_as_soon_as_it_is_chosen(live, therapist, start):
    watched = live(therapist)
    page = watched.page
    watched.goto(start)
    question = page.get_by_role("group", name=QUESTION)
    choose(page)
    expect(question).to_be_visible()
    page.get_by_label("Why here, in a few words").locator("visible=true").fill(
        "the chest pulls the shoulders forward"
    )
    answer(page, "No")
    assert page.get_by_text("Then it is not worked today: untick it above.").locator("visible=true").count() == 1
    assert watched.faults() == []
    # A tick by mistake and back: what was typed is still there, and of an unticked one nothing is sent.
    page.get_by_role("checkbox", name=PECS, exact=True).uncheck(force=True)
    expect(question).to_be_hidden()
    page.get_by_role("checkbox", name=PECS, exact=True).check(force=True)
    page.get_by_role("button", name="Sign").click()
    page.get_by_text("The answer was no: untick Pectoralis major above.").first.wait_for()
    answer(page, "Yes")
    page.get_by_role("button", name="Sign").click()
    page.get_by_label("The reason, in a few words").fill("She had to run")
    page.get_by_role("button", name="Sign as it is").click()
    page.get_by_text(re.compile("Signed by Ines Moreno")).wait_for()
    page.get_by_text("Pectoralis major, agreed: the chest pulls the shoulders forward").wait_for()
    assert agreed() == ("Pectoralis major", True, "the chest pulls the shoulders forward", True)
    assert watched.faults() == []


def test_without_javascript_saving_and_signing_ask_it(live, therapist, start):
    page = live(therapist, java_script_enabled=False).page
    page.goto(start)
    question = page.get_by_role("group", name=QUESTION)
    choose(page)
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved as a draft.").wait_for()
    expect(question).to_be_visible()
    page.get_by_role("button", name="Sign").click()
    page.get_by_text("Say whether it was agreed to today, or untick it above.").first.wait_for()
    answer(page, "Yes")
    page.get_by_label("Why here, in a few words").locator("visible=true").fill(
        "the chest pulls the shoulders forward"
    )
    page.get_by_role("button", name="Sign").click()
    page.get_by_label("The reason, in a few words").fill("She had to run")
    page.get_by_role("button", name="Sign as it is").click()
    page.get_by_text(re.compile("Signed by Ines Moreno")).wait_for()
    assert agreed() == ("Pectoralis major", True, "the chest pulls the shoulders forward", True)
