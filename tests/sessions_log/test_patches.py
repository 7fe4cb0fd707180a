"""Small patches of a draft: kept key by key, never twice, and nobody's words are overwritten."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Area, HomeworkKind, Technique
from sessions_log.models import AreaWorked, Homework, Rating, Visit
from sessions_log.page_state import group_of, is_key
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara(therapist):
    return factories.client()


@pytest.fixture
def headaches(clara):
    return factories.complaint(clara)


@pytest.fixture
def draft(clara, headaches, therapist):
    visit = factories.visit(clara, therapist, plan="Heat first.")
    factories.rating(visit, headaches, 6)
    AreaWorked.objects.create(visit=visit, area=Area.objects.get(name="Scalenes"), side="left", finding="tender")
    return visit


def send(browser, address: str, changes: dict[str, tuple[str, str]], **data):
    said = {key: {"was": was, "now": now} for key, (was, now) in changes.items()}
    return browser.post(address, data | {"changes": json.dumps(said)}, headers={"HX-Request": "true"})


def keep(browser, visit: Visit, **changes):
    return send(browser, reverse("sessions_log:keep", args=[visit.public_id]), changes)


def test_a_patch_keeps_what_changed_and_touches_nothing_else(as_, therapist, draft, headaches):
    levator, friction, heat = (
        Area.objects.get(name="Levator scapulae"),
        Technique.objects.get(name="Friction"),
        HomeworkKind.objects.get(name="Heat"),
    )
    changes = {
        "subjective": ("", "Slept\nbadly"),
        f"area:{levator.pk}": ("", "both"),
        f"technique:{friction.pk}": ("", "on"),
        f"h{heat.pk}-given": ("", "on"),
        f"h{heat.pk}-times_a_day": ("", "2"),
        f"c{headaches.pk}-intensity": ("6", "4"),
        "return_weeks": ("", "2"),
    }
    reply = keep(as_(therapist), draft, **changes).json()
    draft.refresh_from_db()
    assert (reply["outcome"], reply["version"], reply["clashes"], reply["errors"]) == ("saved", draft.version, [], [])
    assert set(reply["kept"]) == set(changes)
    assert {key: reply["state"][key] for key in changes} == {key: now for key, (_was, now) in changes.items()}
    assert (draft.subjective, draft.plan, draft.return_weeks) == ("Slept\nbadly", "Heat first.", 2)
    assert set(draft.areas.values_list("area__name", "side", "finding")) == {
        ("Scalenes", "left", "tender"),
        ("Levator scapulae", "both", ""),
    }
    assert (draft.homework.get().times_a_day, Rating.objects.get().value) == (2, 4)
    assert "Last time" not in reply["cards"][str(headaches.pk)]["said"]


def test_the_same_patch_again_does_nothing_twice(as_, therapist, draft):
    browser = as_(therapist)
    first = keep(browser, draft, plan=("Heat first.", "Cold."), subjective=("", "Better"))
    again = keep(browser, draft, plan=("Heat first.", "Cold."), subjective=("", "Better"))
    assert (first.json()["version"], again.json()["version"]) == (2, 2)
    assert set(again.json()["kept"]) == {"plan", "subjective"}


def test_what_somebody_wrote_meanwhile_is_not_overwritten_and_the_rest_is_kept(as_, therapist, draft):
    browser, scm = as_(therapist), Area.objects.get(name="Sternocleidomastoid")
    keep(browser, draft, plan=("Heat first.", "From the other window"))
    reply = keep(
        browser,
        draft,
        plan=("Heat first.", "From here"),
        subjective=("", "Mine"),
        **{f"area:{scm.pk}": ("", "right")},
    ).json()
    draft.refresh_from_db()
    assert reply["clashes"] == [{"key": "plan", "label": "What comes next", "saved": "From the other window"}]
    assert (draft.plan, draft.subjective, draft.areas.count()) == ("From the other window", "Mine", 2)
    picked = keep(browser, draft, plan=("From the other window", "From here")).json()
    draft.refresh_from_db()
    assert (picked["clashes"], draft.plan) == ([], "From here")


def test_what_is_not_right_is_named_and_the_rest_is_kept(as_, therapist, draft):
    reply = keep(
        as_(therapist),
        draft,
        minutes=("60", "soon"),
        plan=("Heat first.", "x" * 10_001),
        subjective=("", "Mine"),
        **{"area:999999": ("", "on")},
    ).json()
    draft.refresh_from_db()
    assert {error["key"] for error in reply["errors"]} == {"minutes", "plan", "area:999999"}
    assert (reply["kept"], draft.subjective, draft.plan, draft.minutes) == (["subjective"], "Mine", "Heat first.", 60)


def test_the_first_patch_makes_the_draft_once(as_, therapist, clara, headaches):
    browser, address = as_(therapist), reverse("sessions_log:keep_new", args=[clara.public_id])
    now = timezone.localtime()
    page = {"starts_at_0": f"{now:%Y-%m-%d}", "starts_at_1": f"{now:%H:%M}", "minutes": "45"}
    page |= {"request_id": factories.request_id()}
    first = send(browser, address, {"plan": ("", "Heat"), f"c{headaches.pk}-intensity": ("", "5")}, **page).json()
    again = send(browser, address, {"plan": ("", "Heat"), "objective": ("", "Tight")}, **page).json()
    visit = Visit.objects.get()
    assert (visit.plan, visit.objective, visit.minutes, visit.version) == ("Heat", "Tight", 45, again["version"])
    assert (first["keep"], Rating.objects.get().value) == (reverse("sessions_log:keep", args=[visit.public_id]), 5)
    future = send(
        browser,
        address,
        {"plan": ("", "x")},
        **page | {"starts_at_0": "2999-01-01", "request_id": factories.request_id()},
    )
    assert (future.status_code, list(future.json()["errors"]), Visit.objects.count()) == (422, ["starts_at"], 1)


def test_a_proposal_from_the_diary_is_not_saved_by_another_word(as_, therapist, clara):
    complaint = factories.complaint(clara, "Migraine", main_measure="days", track_days=True)
    factories.diary(complaint, "xxxxxxxx..x.x.x")
    now = timezone.localtime()
    page = {"starts_at_0": f"{now:%Y-%m-%d}", "starts_at_1": f"{now:%H:%M}", "minutes": "60"}
    page |= {"request_id": factories.request_id()}
    send(as_(therapist), reverse("sessions_log:keep_new", args=[clara.public_id]), {"plan": ("", "Heat")}, **page)
    assert (Visit.objects.get().plan, Rating.objects.count()) == ("Heat", 0)


def test_a_page_of_somebody_else_sends_nothing_in_my_name(as_, therapist, colleague, clara, headaches):
    now = timezone.localtime()
    page = {"starts_at_0": f"{now:%Y-%m-%d}", "starts_at_1": f"{now:%H:%M}", "minutes": "60"}
    page |= {"request_id": factories.request_id(), "author": str(colleague.public_id)}
    address = reverse("sessions_log:keep_new", args=[clara.public_id])
    assert send(as_(therapist), address, {"plan": ("", "Heat")}, **page).status_code == 403
    assert not Visit.objects.exists()
    assert send(as_(colleague), address, {"plan": ("", "Heat")}, **page).status_code == 200
    assert Visit.objects.get().therapist == colleague


def test_a_final_visit_takes_none_and_says_so(as_, therapist, draft):
    factories.sign(draft)
    answer = keep(as_(therapist), draft, plan=("Heat first.", "Too late"))
    draft.refresh_from_db()
    assert (answer.status_code, answer.json()["outcome"], draft.plan) == (409, "final", "Heat first.")


@pytest.mark.parametrize(
    "changes", ["", "[]", '{"plan": 1}', '{"plan": {"was": ""}}', '{"version": {"was": "", "now": "9"}}']
)
def test_what_is_no_patch_is_refused(as_, therapist, draft, changes):
    address = reverse("sessions_log:keep", args=[draft.public_id])
    assert as_(therapist).post(address, {"changes": changes}).status_code == 400


def test_keys_of_one_thing_belong_together():
    assert {group_of(key) for key in ("area:12", "a12-finding", "a12-agreed")} == {"a12"}
    assert {group_of(key) for key in ("starts_at_0", "starts_at_1")} == {"starts_at"}
    assert (group_of("return_other"), group_of("health_note"), group_of("plan")) == ("return", "health", "plan")
    assert not any(map(is_key, ("action", "take", "request_id", "csrfmiddlewaretoken", "c1-", "area:x")))


def test_the_key_to_what_waits_on_a_device_is_each_ones_own(as_, therapist, colleague):
    address = reverse("sessions_log:unsent_key")
    mine, again, theirs = (as_(who).get(address).json()["key"] for who in (therapist, therapist, colleague))
    assert mine == again != theirs


def test_a_patch_costs_the_same_however_much_there_is(as_, therapist, clara, draft, django_assert_max_num_queries):
    """Three looks at the page (ten queries each), two at the draft, and the save."""
    browser = as_(therapist)
    for number in range(4):
        complaint = factories.complaint(clara, f"Complaint {number}")
        factories.rating(draft, complaint, 5)
        Homework.objects.create(visit=draft, kind=HomeworkKind.objects.all()[number])
    with django_assert_max_num_queries(58):
        assert keep(browser, draft, plan=("Heat first.", "Cold.")).json()["outcome"] == "saved"
