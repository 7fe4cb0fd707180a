"""What next? Who may decide, what it changes, and what becomes of a decision about a case that moved."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bookings.models import FollowUp
from cases import decisions
from cases.models import Decision, FlagAnswer
from clients.models import Client
from intake.models import Episode, RedFlag
from sessions_log.models import Progress
from tests import factories
from tests.cases import build


@pytest.fixture
def headaches(therapist):
    clara = factories.client("Clara Whitfield", therapist=therapist)
    return build.complaint(clara, therapist, (7, 6, 7, 6, 6))


def path(complaint):
    return f"/complaints/{complaint.public_id}/decide/"


def sent(complaint, **fields):
    return {
        "kind": "change",
        "why": "Other techniques: positional release.",
        "flags_asked": "none",
        "look_again_visit": "7",
        "look_again_on": "",
        "request_id": factories.request_id(),
        "seen": decisions.facts_seen(complaint),
        **fields,
    }


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_form_suggests_to_look_again_in_two_visits_and_a_longer_time_this_week(as_, therapist, headaches):
    form = as_(therapist).get(path(headaches)).context["form"]
    today = timezone.localdate()
    names = ("look_again_visit", "minutes", "due_from", "due_by", "desk_note")
    assert {name: form.initial[name] for name in names} == {
        "look_again_visit": 7,
        "minutes": 75,
        "due_from": today,
        "due_by": today + dt.timedelta(days=7),
        "desk_note": "Ines would like a longer time with you at your next visit, 75 minutes, "
        "this week if that suits. Ines will tell you more in person.",
    }


def test_decision_is_kept_with_the_facts_and_the_case_waits(as_, therapist, headaches):
    response = as_(therapist).post(path(headaches), sent(headaches))

    assert (response.status_code, response.url) == (302, "/fresh-look/")
    made = Decision.objects.get()
    assert (made.kind, made.why, made.decided_by, made.stage, made.verdict, made.visits, made.episode) == (
        "change",
        "Other techniques: positional release.",
        therapist,
        "refer",
        "no_improvement",
        5,
        1,
    )
    assert (made.look_again_visit, made.look_again_on) == (7, timezone.localdate() + dt.timedelta(days=84))
    assert made.follow_up is None and FollowUp.objects.count() == 0
    assert as_(therapist).get("/fresh-look/").context["rows"] == []


def test_who_brings_somebody_in_is_asked_whom_and_a_decision_of_today_is_told(as_, therapist, headaches):
    response = as_(therapist).post(path(headaches), sent(headaches, kind="refer"))
    assert response.url == f"/complaints/{headaches.public_id}/refer/"
    again = as_(therapist).get(path(headaches))  # by the browser's way back, say
    assert "by Ines Moreno: Bring in another professional. It stands" in again.text
    assert Decision.objects.count() == 1


def test_same_form_sent_twice_decides_once(as_, therapist, headaches):
    data = sent(
        headaches, longer_time="on", minutes="75", due_from=_day(0), due_by=_day(7), desk_note="A longer time."
    )
    for _each in range(2):
        assert as_(therapist).post(path(headaches), data).status_code == 302
    assert (Decision.objects.count(), FollowUp.objects.count()) == (1, 1)


def test_longer_time_reaches_the_desk_without_a_reason(as_, therapist, desk, headaches):
    data = sent(
        headaches, longer_time="on", minutes="75", due_from=_day(0), due_by=_day(7), desk_note="A longer time."
    )
    as_(therapist).post(path(headaches), data)

    asked = FollowUp.objects.get()
    assert (asked.client, asked.therapist, asked.minutes, asked.desk_note, asked.due_by) == (
        headaches.client,
        therapist,
        75,
        "A longer time.",
        timezone.localdate() + dt.timedelta(days=7),
    )
    assert Decision.objects.get().follow_up == asked
    page = as_(desk).get("/follow-ups/").content.decode()
    assert "A longer time." in page
    assert "eadache" not in page and "positional release" not in page

    as_(therapist).post(path(headaches), data | sent(headaches, why="Once more."))  # by the browser's way back
    assert list(FollowUp.objects.order_by("pk").values_list("status", "close_reason")) == [
        ("closed", "withdrawn"),
        ("open", ""),
    ]
    assert as_(desk).get("/follow-ups/").text.count("A longer time.") == 1


@pytest.mark.parametrize(
    "note", ["Talk about the headaches", "Headache talk", "A reassessment with Ines", "And her wrist, too"]
)
def test_desk_note_that_tells_what_it_is_about_is_refused(as_, therapist, headaches, note):
    factories.complaint(headaches.client, "Wrist")
    data = sent(headaches, longer_time="on", minutes="75", due_from=_day(0), due_by=_day(7), desk_note=note)
    response = as_(therapist).post(path(headaches), data)

    assert list(errors(response)) == ["desk_note"]
    assert response.context["form"]["desk_note"].value() == note
    assert (Decision.objects.count(), FollowUp.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "nonsense"}, "kind"),
        ({"why": ""}, "why"),
        ({"why": "x" * 2001}, "why"),
        ({"why": "a\x00b"}, "why"),
        ({"look_again_visit": "5"}, "look_again_visit"),
        ({"look_again_visit": "56"}, "look_again_visit"),
        ({"look_again_visit": ""}, "look_again_visit"),
        ({"look_again_visit": "", "look_again_on": "2020-01-01"}, "look_again_on"),
        ({"look_again_on": "2199-01-01"}, "look_again_on"),
        ({"kind": "ask_therapist"}, "answer_by"),
        ({"kind": "ask_therapist", "answer_by": "2020-01-01"}, "answer_by"),
        ({"kind": "maintain"}, "massage_for"),
        ({"kind": "maintain", "massage_for": "  "}, "massage_for"),
        ({"add_techniques": ["nonsense"]}, "add_techniques"),
        ({"longer_time": "on", "minutes": "", "due_from": "2026-01-01", "due_by": "2026-01-01"}, "minutes"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_changes_nothing(as_, owner, headaches, fields, field):
    response = as_(owner).post(path(headaches), sent(headaches, **fields))
    assert response.status_code == 200
    assert field in errors(response)
    assert Decision.objects.count() == 0


def test_case_that_moved_meanwhile_is_shown_and_nothing_typed_is_lost(as_, owner, therapist, headaches):
    data = sent(headaches, why="As long a thought as it took.")
    build.decision(headaches, therapist, visit=6)

    response = as_(owner).post(path(headaches), data)

    assert (response.status_code, response.context["moved"], Decision.objects.count()) == (409, True, 1)
    form = response.context["form"]
    assert form["why"].value() == "As long a thought as it took."
    again = as_(owner).post(path(headaches), data | {"seen": form["seen"].value()})
    assert (again.status_code, Decision.objects.count()) == (302, 2)


def test_new_stage_counts_as_moved(as_, owner, headaches):
    data = sent(headaches)
    Progress.objects.filter(complaint=headaches).update(stage="review")
    assert as_(owner).post(path(headaches), data).status_code == 409
    assert Decision.objects.count() == 0


def test_close_ends_the_complaint(as_, owner, headaches):
    data = sent(headaches, kind="close", closed_reason="no_longer", look_again_visit="")
    assert as_(owner).post(path(headaches), data).status_code == 302

    headaches.refresh_from_db()
    made = Decision.objects.get()
    assert (headaches.closed_on, headaches.closed_reason, headaches.closed_by) == (
        timezone.localdate(),
        "no_longer",
        owner,
    )
    assert (made.kind, made.look_again_visit, made.look_again_on) == ("close", None, None)


def test_massage_beside_others_care_changes_the_aim_and_begins_an_episode(as_, owner, headaches):
    as_(owner).post(path(headaches), sent(headaches, kind="maintain", massage_for="stress, and\nher upper back"))
    headaches.refresh_from_db()
    assert headaches.aim == "maintain"
    assert list(Episode.objects.filter(complaint=headaches).values_list("number", "reason")) == [
        (1, "opened"),
        (2, "aim_changed"),
    ]
    made = Decision.objects.get()
    assert (made.episode, made.massage_for) == (1, "stress, and her upper back")
    for page in ("complaints/{0.public_id}/case", "clients/{0.client.public_id}/chart"):
        shown = as_(owner).get(f"/{page.format(headaches)}/").text
        assert "Massage, here<" in shown and ">stress, and her upper back" in shown


def test_closed_complaint_is_not_decided_on(as_, owner, headaches):
    data = sent(headaches)
    as_(owner).post(path(headaches), sent(headaches, kind="close", look_again_visit="", closed_reason="resolved"))

    response = as_(owner).post(path(headaches), data)

    assert errors(response) == {"__all__": ["This complaint was closed meanwhile."]}
    assert Decision.objects.count() == 1
    assert as_(owner).get(path(headaches)).url == f"/complaints/{headaches.public_id}/case/"


def test_desk_and_stranger_decide_nothing(as_, desk, headaches, client):
    data = sent(headaches)
    assert as_(desk).post(path(headaches), data).status_code == 403
    client.logout()
    assert client.post(path(headaches), data).status_code == 302
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_way_back_leads_nowhere_else(as_, owner, headaches, target):
    response = as_(owner).post(path(headaches), sent(headaches, next=target))
    assert response.url == "/fresh-look/"


@pytest.mark.parametrize("statement", ["UPDATE cases_decision SET why = 'other'", "DELETE FROM cases_decision"])
def test_database_refuses_to_change_a_decision(therapist, headaches, statement):
    made = build.decision(headaches, therapist, visit=7)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Decision.objects.get(pk=made.pk).why == "because"


@pytest.fixture
def flag(headaches):
    made = RedFlag.objects.create(name="Zornsignal", question="Does it glow?", advice="Doctor first.")
    made.types.set([headaches.type])
    return made


def test_red_flags_are_asked_first_and_older_answers_show_their_date(as_, therapist, headaches, flag):
    key = str(flag.public_id)
    page = as_(therapist).get(path(headaches))
    assert key in [value for value, _name in page.context["form"]["flags"].field.choices]
    for wrong, field in (
        ({"flags_asked": ""}, "flags_asked"),
        ({"flags_asked": "some"}, "flags"),
        ({"flags_asked": "none", "flags": [key]}, "flags_asked"),
    ):
        assert list(errors(as_(therapist).post(path(headaches), sent(headaches, **wrong)))) == [field]
    assert Decision.objects.count() == FlagAnswer.objects.count() == 0

    as_(therapist).post(path(headaches), sent(headaches, flags_asked="some", flags=[key]))

    asked = page.context["form"].red.values()
    assert {(each.flag, each.yes) for each in FlagAnswer.objects.all()} == {(each, each == flag) for each in asked}
    assert (
        "Zornsignal (Doctor first.)"
        in as_(therapist).get(f"/complaints/{headaches.public_id}/case/").content.decode()
    )
    again = as_(therapist).get(path(headaches)).context["last_asked"]
    assert (again.on, again.by, again.yes) == (timezone.localdate(), "Ines Moreno", [flag])
    with pytest.raises(DatabaseError), transaction.atomic():
        FlagAnswer.objects.update(yes=False)


def test_flags_that_could_not_be_asked_are_not_answered(as_, owner, headaches, flag):
    assert as_(owner).post(path(headaches), sent(headaches, flags_asked="not")).status_code == 302
    assert (Decision.objects.count(), FlagAnswer.objects.count()) == (1, 0)


@pytest.mark.parametrize("assigned", [True, False])
def test_owner_asks_the_therapist_and_does_not_refer_over_her_head(as_, owner, therapist, headaches, assigned):
    """Assigned to nobody: whose client it is says the last signed visit."""
    if not assigned:
        Client.objects.filter(pk=headaches.client_id).update(therapist=None)
    begin = f"/complaints/{headaches.public_id}/refer/"
    assert as_(owner).get(begin).url == path(headaches)
    for person, missing in ((owner, "refer"), (therapist, "ask_therapist")):
        assert missing not in dict(as_(person).get(path(headaches)).context["form"]["kind"].field.choices)
        refused = as_(person).post(path(headaches), sent(headaches, kind=missing, look_again_on=_day(7)))
        assert list(errors(refused)) == ["kind"]
    assert Decision.objects.count() == 0


def _day(ahead):
    return (timezone.localdate() + dt.timedelta(days=ahead)).isoformat()
