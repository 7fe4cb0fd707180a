"""From Today to the record in a browser without JavaScript: an alert is dealt with, an intake is gone through."""

import datetime as dt

import pytest
from django.utils import timezone

from clients.models import Client
from intake import alerts
from intake.models import Acceptance, Alert, ClientPreferences, Complaint, IntakeRating, Precaution
from tests import factories
from tests.world import ANSWER, ANSWERS

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_therapist_deals_with_an_alert_and_goes_through_an_intake(live, transactional_db):
    ines, now = factories.user("Ines Moreno"), timezone.now()
    clara = factories.client(phone="0170 99", therapist=ines)
    factories.appointment(clara, ines, now + dt.timedelta(days=3))
    complaint = factories.complaint(clara, starts_on=timezone.localdate(), own_words="It hurts.")
    kind = str(complaint.type.public_id)
    said = {"main": {"type": kind, "own_words": "A band around my head."}, "medicines": {"thinners": ["warfarin"]}}
    intake = factories.intake(clara, {**ANSWERS, "health": {"conditions": []}, **said}, days_ago=2)
    alerts.raise_for(intake, now)
    watched = live(ines, java_script_enabled=False)
    page = watched.page
    page.goto("/today/")
    page.get_by_role("link", name="Blood thinners: warfarin").click()
    page.get_by_label("What was done about it").fill("Rang her doctor: light pressure.")
    page.get_by_label("Take care of it at every visit").check()
    page.get_by_label("As it should read there").fill("Warfarin: light pressure")
    page.get_by_role("button", name="Dealt with").click()
    page.get_by_text("Dealt with. It stays in the client's alerts.").wait_for()
    assert (Alert.objects.get().dealt_by, Precaution.objects.get().text) == (ines, "Warfarin: light pressure")

    page.get_by_role("link", name="not gone through yet").click()
    assert page.get_by_role("checkbox", name="Phone", exact=True).is_checked() is False
    assert page.get_by_role("radio", name="It is “Headaches”").first.is_checked() is True
    page.get_by_role("checkbox", name="Areas to avoid").uncheck()
    page.locator("#div_id_c1-do").get_by_role("radio", name="Open as a new complaint").check(force=True)
    page.get_by_label("What is it?").last.select_option(label="Knee")
    page.get_by_role("button", name="Take what is ticked").click()
    page.get_by_text("Gone through. What you chose is on record now.").wait_for()
    assert page.url.endswith("/today/") and page.get_by_text("not gone through yet").count() == 0

    made, likes = Acceptance.objects.get(), ClientPreferences.objects.get()
    assert (made.intake, made.by, Client.objects.get().phone) == (intake, ines, "0170 99")
    assert (likes.pressure, likes.avoid) == ("light", "") and "likes.avoid" in made.left
    assert list(Complaint.objects.order_by("pk").values_list("name", "type__name")) == [
        ("Headaches", "Headache"),
        (f"{ANSWER}, too", "Knee"),  # nothing in her words spoke of a kind: they are the name
    ]
    complaint.refresh_from_db()
    assert (complaint.own_words, complaint.hopes) == ("It hurts.", ANSWERS["so_far"]["hopes"])
    assert set(IntakeRating.objects.filter(complaint=complaint).values_list("measure", "rated_at")) == {
        ("intensity", intake.submitted_at),
        ("days", intake.submitted_at),
        ("function", intake.submitted_at),
    }
