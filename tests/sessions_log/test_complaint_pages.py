"""Taking down a complaint, changing it, closing it, opening it again."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Area, Complaint, ComplaintType, IntakeRating
from sessions_log.models import Progress
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara():
    return factories.client()


@pytest.fixture
def browser(as_, therapist):
    return as_(therapist)


def url(name: str, row) -> str:
    return reverse(f"sessions_log:{name}", args=[row.public_id])


def form_of(kind: str, **data) -> dict:
    type_id = ComplaintType.objects.get(name=kind).public_id
    return {"request_id": str(uuid.uuid4()), "version": "1", "type": str(type_id), "aim": "resolve"} | data


def test_a_type_is_enough_and_brings_its_name_and_measures(browser, clara):
    browser.post(url("complaint_add", clara), form_of("Headache"))
    made = Complaint.objects.get()
    assert (made.name, made.main_measure, made.track_days, made.track_painkiller_days) == (
        "Headache", "days", True, True,
    )  # fmt: skip
    assert made.episodes.get().starts_on == timezone.localdate()


def test_all_that_is_told_is_kept_and_shown(browser, clara):
    area = Area.objects.get(name="Scalenes")
    data = form_of(
        "Neck", name="Stiff neck", own_words="Like a vice", since="four years", course="constant",
        worse_with="screens", better_with="heat", doctor_named="tension headache", doctor="Dr Adams",
        tried_before="tablets", treatments_before="12", area=[f"{area.pk}-left"],
        main_measure="function", track_intensity="on", activity_1="lift her bag", activity_2="sleep",
        review_after="2", refer_after="4",
        **{"now-function_1": "3", "now-function_2": "5", "now-intensity": "6"},
    )  # fmt: skip
    answer = browser.post(url("complaint_add", clara), data)
    again = browser.post(url("complaint_add", clara), data)
    made = Complaint.objects.get()
    assert (answer.url, again.url) == (url("complaint", made), url("complaint", made))
    assert made.tracked == ["function", "intensity"]
    assert (made.activities, made.review_after, made.refer_after) == (["lift her bag", "sleep"], 2, 4)
    assert list(made.areas.values_list("area__name", "side")) == [("Scalenes", "left")]
    assert {rating.measure: rating.value or rating.parts for rating in IntakeRating.objects.all()} == {
        "intensity": 6,
        "function": [3, 5],
    }
    html = browser.get(answer.url).content.decode()
    told = (
        "Stiff neck",
        "Like a vice",
        "four years",
        "Scalenes, left",
        "screens",
        "heat",
        "Dr Adams",
        "lift her bag",
    )
    assert [text for text in told if text not in html] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": str(uuid.uuid4())},
        {"review_after": "3"},
        {"review_after": "5", "refer_after": "5"},
        {"track_function": "on"},
        {"treatments_before": "-1"},
        {"name": "x" * 81},
        {"own_words": "a\x00b"},
        {"aim": "conquer"},
        {"now-intensity": "11"},
    ],
)
def test_bad_input_opens_nothing_and_keeps_what_was_typed(browser, clara, wrong):
    answer = browser.post(url("complaint_add", clara), form_of("Neck", worse_with="Every word") | wrong)
    assert (answer.status_code, Complaint.objects.count()) == (200, 0)
    assert "Every word" in answer.content.decode()
    assert 'class="errors"' in answer.content.decode()


def test_another_aim_begins_an_episode(browser, clara):
    complaint = factories.complaint(clara, type=ComplaintType.objects.get(name="Neck"), name="Neck")
    browser.post(url("complaint_edit", complaint), form_of("Neck", aim="maintain", track_intensity="on"))
    complaint.refresh_from_db()
    assert (complaint.aim, complaint.version) == ("maintain", 2)
    assert list(complaint.episodes.order_by("number").values_list("reason", flat=True)) == ["opened", "aim_changed"]


def test_whoever_saves_second_sees_both_versions(browser, clara):
    complaint = factories.complaint(clara, type=ComplaintType.objects.get(name="Neck"), name="Neck")
    data = form_of("Neck", track_intensity="on")
    browser.post(url("complaint_edit", complaint), data | {"since": "a year"})
    answer = browser.post(url("complaint_edit", complaint), data | {"since": "two years"})
    html = answer.content.decode()
    complaint.refresh_from_db()
    assert (answer.status_code, complaint.since, complaint.version) == (409, "a year", 2)
    assert ("a year" in html, "two years" in html, 'name="version" value="2"' in html) == (True, True, True)


def test_closing_and_opening_again(browser, clara):
    complaint = factories.complaint(clara)
    today = timezone.localdate()
    wrong = browser.post(url("complaint_close", complaint), {"version": 1, "reason": "other", "on": today})
    assert "Say why" in wrong.content.decode()
    browser.post(url("complaint_close", complaint), {"version": 1, "reason": "resolved", "on": today})
    complaint.refresh_from_db()
    assert (complaint.closed_on, complaint.closed_reason) == (today, "resolved")
    browser.post(url("complaint_undo_close", complaint), {"version": 2})
    complaint.refresh_from_db()
    assert (complaint.is_open, complaint.episodes.count()) == (True, 1)
    browser.post(url("complaint_close", complaint), {"version": 3, "reason": "no_longer", "on": today})
    browser.post(url("complaint_reopen", complaint), {"version": 4})
    complaint.refresh_from_db()
    assert (complaint.is_open, complaint.episodes.count()) == (True, 2)
    assert Progress.objects.filter(complaint=complaint).exists()


def test_an_unknown_area_is_said_and_changes_nothing(browser, clara):
    area = Area.objects.get(name="Scalenes")
    browser.post(url("complaint_add", clara), form_of("Neck", area=[f"{area.pk}"]))
    made = Complaint.objects.get()
    answer = browser.post(
        url("complaint_edit", made), form_of("Neck", name="Other name", area=["999999"], track_intensity="on")
    )
    assert answer.status_code == 200
    assert "One of those chosen is not in the list." in answer.content.decode()
    assert "Other name" in answer.content.decode()
    made.refresh_from_db()
    assert (made.name, list(made.areas.values_list("area_id", flat=True))) == ("Neck", [area.pk])
