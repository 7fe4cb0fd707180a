"""Going through an intake: what is taken lands where it belongs, what is left changes nothing, all of it once."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection
from django.db.models.functions import Lower
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings.models import Paperwork
from clients.models import Client
from clients.record import change_client
from intake.health import save_history
from intake.keeping import save_preferences
from intake.models import (
    Acceptance,
    ClientPreferences,
    Complaint,
    HealthCondition,
    HealthHistory,
    Intake,
    IntakeRating,
    Professional,
    TeamMember,
)
from intake.team import add_member
from practice.versions import Stale
from sessions_log import judging
from sessions_log.accepting.items import applied
from sessions_log.accepting.sheet import sheet_of
from sessions_log.accepting.taking import AsNew, AsSame, Chosen, accept
from sessions_log.complaints import edit_complaint
from sessions_log.models import Progress
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MAIN = {
    "main": {"own_words": "A headache that never stops.", "doctor_named": "migraine", "doctor": "Dr Adams"},
    "where": {"felt": ["forehead", "skull_base_left"]},
    "how": {
        "since": "four years",
        "course": "constant",
        "intensity": 7,
        "days": 6,
        "worst": 9,
        "worse_with": "noise",
        "better_with": "darkness",
    },
    "so_far": {
        "tried": "Water, magnesium.",
        "treatments_before": 3,
        "painkiller_days": 8,
        "hopes": "One day without.",
        "activity": "reading to my class",
        "activity_score": 4,
    },
}


def answers(**steps) -> dict:
    """Of somebody with a headache, of whom nothing is known but the name."""
    kind, known = factories.complaint_type("Headache"), HealthCondition.objects.filter(care="know").first()
    said = {
        "reason": {"reason": "both"},
        "you": {
            "name": "Clara Whitfield",
            "birth_date": "1980-04-01",
            "phone": "+1 555 0199",
            "email": "c@x.example",
        },
        "about": {"occupation": "Teacher", "work_movements": "Correcting papers", "home_movements": "Piano"},
        **MAIN,
        "others": {"others": [{"own_words": "My jaw clicks", "felt": ["jaw_left"], "intensity": 4}]},
        "likes": {"pressure": "firm", "focus": "neck", "avoid": "feet"},
        "health": {"conditions": [str(known.public_id)], "injuries": "whiplash 2019", "pregnancy": "no"},
        "medicines": {"medicines": "sumatriptan", "thinners": ["aspirin"], "allergies": ""},
        "team": {"team": [{"kind": "primary", "name": "Dr Adams", "practice": "Maple Clinic", "may_write": True}]},
        "wish": {"wish": "Just rest."},
    }
    said["main"] = MAIN["main"] | {"type": str(kind.public_id)}
    return said | steps


@pytest.fixture
def clara():
    return factories.client()


@pytest.fixture
def intake(clara):
    return factories.intake(clara, answers(), days_ago=2)


def everything(sheet) -> Chosen:
    complaints = {told.number: AsNew(told.kind or sheet.types[0], "New") for told in sheet.complaints}
    return Chosen(frozenset(item.key for item in sheet.items), complaints)


def go(intake, by, chosen: Chosen | None = None, **how) -> Acceptance:
    chosen = everything(sheet_of(intake)) if chosen is None else chosen
    return accept(intake, by=by, now=NOW, request_id=uuid.uuid4(), chosen=chosen, **how)


def record_of(client) -> dict:
    """All that accepting may write, as it is."""
    rows = {
        "client": Client.objects.filter(pk=client.pk),
        "likes": ClientPreferences.objects.filter(client=client),
        "health": HealthHistory.objects.filter(client=client),
    }
    found = {
        name: {k: v for k, v in row.values()[0].items() if k != "version"} if row else {}
        for name, row in rows.items()
    }
    team = TeamMember.objects.filter(client=client).order_by("pk")
    found["team"] = list(team.values_list("professional__kind", Lower("professional__name"), "may_write", "ended_on"))
    found["complaints"] = list(
        Complaint.objects.filter(client=client).order_by("pk").values_list("own_words", "closed_on")
    )
    found["ratings"] = list(
        IntakeRating.objects.filter(complaint__client=client).order_by("pk").values_list("measure", "value")
    )
    return found


def test_everything_is_taken_where_it_belongs(clara, intake, therapist):
    made = go(intake, therapist)
    clara.refresh_from_db()
    assert (clara.phone, clara.email, clara.birth_date, clara.under_18) == (
        *("+1 555 0199", "c@x.example", dt.date(1980, 4, 1)),
        False,
    )
    likes, health = ClientPreferences.objects.get(), HealthHistory.objects.get()
    assert (likes.occupation, likes.repetitive_movements) == ("Teacher", "Correcting papers; Piano")
    assert (likes.pressure, likes.focus, likes.avoid, likes.oil) == ("firm", "neck", "feet", "")
    known = HealthCondition.objects.filter(care="know").first().name
    assert (health.conditions, health.injuries, health.pregnancy) == ([known], "whiplash 2019", "no")
    assert (health.medicines, health.thinners, health.allergies) == ("sumatriptan", ["aspirin"], "")
    assert health.confirmed_on == timezone.localdate(intake.submitted_at)
    (member,) = TeamMember.objects.select_related("professional")
    assert (member.professional.name, member.professional.practice, member.may_write) == (
        "Dr Adams",
        "Maple Clinic",
        True,
    )
    head, jaw = Complaint.objects.order_by("pk")
    assert (head.type.name, head.own_words, head.felt) == (
        "Headache",
        MAIN["main"]["own_words"],
        MAIN["where"]["felt"],
    )
    assert (head.since, head.course, head.worse_with, head.better_with) == (
        "four years",
        "constant",
        "noise",
        "darkness",
    )
    assert (head.tried_before, head.treatments_before, head.hopes) == ("Water, magnesium.", 3, "One day without.")
    assert (head.doctor_named, head.doctor, head.activities) == ("migraine", "Dr Adams", ["reading to my class"])
    assert (head.main_measure, head.tracked) == ("days", ["days", "intensity", "function"])
    assert (jaw.type.name, jaw.own_words, jaw.tracked) == ("Jaw", "My jaw clicks", ["intensity"])
    given = (
        IntakeRating.objects.filter(complaint=head)
        .order_by("measure")
        .values_list("measure", "value", "parts", "scale_max")
    )
    assert list(given) == [
        ("days", 6, [], 7),
        ("function", None, [4], 10),
        ("intensity", 7, [], 10),
        ("painkiller_days", 8, [], 31),
    ]
    assert set(IntakeRating.objects.values_list("intake", "rated_at")) == {(intake.pk, intake.submitted_at)}
    assert (made.by, made.left) == (therapist, []) and made.taken[-2:] == ["complaint.0", "complaint.1"]
    assert [item.key for item in sheet_of(intake).items] == []  # the record says what she says
    assert Paperwork.objects.get(client=clara).history_until is not None


def test_nothing_taken_is_gone_through_too(clara, intake, therapist):
    before = record_of(clara)
    made = go(intake, therapist, Chosen())
    assert (made.taken, record_of(clara)) == ([], before)
    assert len(made.left) == len(set(made.left)) == len(sheet_of(intake).keys)
    assert list(Intake.objects.waiting()) == []


def on_record(client, by) -> None:
    """A record that says something else in every part."""
    change_client(client, {"email": "old@x.example", "birth_date": dt.date(1979, 4, 1)}, seen=client.version)
    save_preferences(client, seen=0, facts={"pressure": "light", "occupation": "Nurse"})
    day = NOW.date() - dt.timedelta(days=300)
    facts = {
        "conditions": ["Gout"],
        "thinners": ["none"],
        "medicines": "vitamin D",
        "pregnancy": "yes",
        "confirmed_on": day,
    }
    save_history(client, seen=0, facts=facts, now=NOW)
    known = {"kind": "primary", "name": "dr adams", "practice": "", "may_write": False}
    add_member(client, **known, said_on=day, by=by)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_choice_changes_exactly_what_was_chosen(therapist, data):
    """Each example has a client of its own, known already or new."""
    clara = factories.client()
    if data.draw(st.booleans()):
        on_record(clara, therapist)
        clara.refresh_from_db()
    intake = factories.intake(clara, answers(), days_ago=2)
    sheet, before = sheet_of(intake), record_of(clara)
    keys = data.draw(st.sets(st.sampled_from([item.key for item in sheet.items])))
    numbers = data.draw(st.sets(st.sampled_from([0, 1])))
    complaints = {number: AsNew(sheet.types[0], "New") for number in numbers}
    go(intake, therapist, Chosen(frozenset(keys), complaints))

    expected, after = before | {"ratings": 0}, record_of(clara) | {"ratings": 0}
    taken = {group.key: [item for item in group.items if item.key in keys] for group in sheet.groups}
    lists = {"conditions": ["Gout"] if before["health"] else [], "thinners": []}
    for part, name, row in (
        ("contact", "client", clara),
        ("likes", "likes", ClientPreferences(client=clara)),
        ("health", "health", HealthHistory(client=clara)),
    ):
        if taken[part]:
            blank = {
                field.attname: getattr(row, field.attname)
                for field in row._meta.concrete_fields
                if field.name != "version"
            }
            expected[name] = (before[name] or blank) | applied(taken[part], lists)
    if taken["contact"]:
        expected["client"]["search"], expected["client"]["phone_digits"] = (
            after["client"]["search"],
            after["client"]["phone_digits"],
        )
    if taken["health"]:
        expected["health"]["confirmed_on"] = timezone.localdate(intake.submitted_at)
    if taken["team"]:
        expected["team"] = [("primary", "dr adams", True, None)]
    words = [MAIN["main"]["own_words"], "My jaw clicks"]
    expected["complaints"] = before["complaints"] + [(words[number], None) for number in sorted(numbers)]
    assert after == expected


def test_what_adds_is_ticked_and_what_replaces_or_drops_is_not(as_, clara, therapist):
    on_record(clara, therapist)
    intake = factories.intake(clara, answers())
    ticked = {item.key: item.ticked for item in sheet_of(intake).items}
    page = as_(therapist).get(reverse("sessions_log:accept", args=[intake.public_id]))
    assert [item.key for item in page.context["form"].differing] == [key for key, on in ticked.items() if not on]
    assert {key for key, on in ticked.items() if not on} == {
        *("contact.birth_date", "contact.email", "likes.pressure", "likes.occupation"),
        *("health.conditions-", "health.medicines", "health.pregnancy"),
    }
    assert {"contact.phone", "likes.avoid", "health.conditions+", "health.thinners+", "team.0"} <= ticked.keys()


def test_the_same_written_otherwise_is_no_difference(clara, therapist):
    change_client(clara, {"phone": "+1 (555) 01-99", "email": "C@X.example"}, seen=1)
    save_history(
        clara, seen=0, facts={"allergies": "none", "thinners": ["none"], "confirmed_on": NOW.date()}, now=NOW
    )
    said = {"you": {"name": "clara  whitfield", "phone": "+1 555 0199", "email": "c@x.example"}}
    said |= {"medicines": {"thinners": ["none"], "allergies": "No."}, "health": {"conditions": []}}
    assert list(sheet_of(factories.intake(clara, said)).items) == []


def test_what_holds_today_alone_is_no_history(clara, therapist):
    lasting, today = (HealthCondition.objects.filter(passing=passing).first() for passing in (False, True))
    ticked = {"health": {"conditions": [str(one.public_id) for one in (lasting, today)]}}
    go(factories.intake(clara, ticked), therapist)
    assert HealthHistory.objects.get().conditions == [lasting.name]


def test_asked_and_nothing_is_kept_and_a_history_is_never_dated_back(clara, therapist):
    nothing = {"health": {"conditions": []}, "medicines": {"thinners": ["none"], "allergies": ""}}
    (item,) = sheet_of(go(factories.intake(clara, nothing, days_ago=9), therapist, Chosen()).intake).items
    assert (item.key, item.record) == ("health.confirmed_on", "")
    go(factories.intake(clara, nothing, days_ago=5), therapist)
    row = HealthHistory.objects.get()
    assert (row.confirmed_on, row.conditions, row.medicines) == (
        timezone.localdate(NOW - dt.timedelta(days=5)),
        [],
        "",
    )
    older = nothing | {"medicines": {"medicines": "ibuprofen", "thinners": ["none"]}}
    go(factories.intake(clara, older, days_ago=8), therapist)
    row.refresh_from_db()
    assert (row.medicines, row.confirmed_on) == ("ibuprofen", timezone.localdate(NOW - dt.timedelta(days=5)))


def test_a_renewal_says_what_was_emptied_and_an_intake_does_not(clara, therapist):
    save_history(clara, seen=0, facts={"medicines": "vitamin D", "confirmed_on": NOW.date()}, now=NOW)
    said = {"medicines": {"thinners": ["none"]}}
    assert list(sheet_of(factories.intake(clara, said)).items) == []
    (item,) = sheet_of(factories.intake(clara, said, kind="renewal")).items
    assert (item.key, item.said, item.ticked) == ("health.medicines", "", False)


def test_a_renewal_confirms_what_is_on_record_and_says_the_rest_of_each_complaint(clara, therapist):
    on_record(clara, therapist)
    HealthCondition.objects.filter(name="Gout").update(retired_at=NOW)
    complaint, jaw = (
        factories.complaint(clara),
        factories.complaint(clara, "Jaw", type=factories.complaint_type("Jaw")),
    )
    of = [{"complaint": str(each.public_id), "type": str(each.type.public_id)} for each in (complaint, jaw)]
    said = {
        "complaints": {"complaints": [of[0] | {"still": "yes", "intensity": 5}, of[1] | {"still": "better"}]},
        "others": {"others": [{"own_words": "A new ache in the hip", "intensity": 3}]},
        "you": {"name": "Clara Whitfield", "email": "new@x.example", "confirmed": True},
        "health": {"conditions": [], "conditions_more": "Gout", "pregnancy": "yes"},
        "medicines": {"medicines": "vitamin D", "thinners": ["none"], "allergies": "", "confirmed": True},
        "team": {"team": [{"kind": "primary", "name": "Other", "may_write": True}], "confirmed": True},
    }
    sheet = sheet_of(factories.intake(clara, said, kind="renewal"))
    assert [item.key for item in sheet.items] == ["health.conditions_more", "health.confirmed_on"]
    assert [(told.same, told.is_over, told.told[0].text) for told in sheet.complaints] == [
        (complaint, False, "Yes, still"),
        (jaw, True, "It is better; I no longer come for it"),
        (None, False, "A new ache in the hip"),
    ]
    go(sheet.intake, therapist, Chosen(complaints={0: AsSame(complaint)}))
    assert list(IntakeRating.objects.values_list("complaint", "measure", "value")) == [(complaint.pk, "intensity", 5)]


def test_a_namesake_of_the_directory_is_taken_and_whoever_left_comes_back(clara, therapist):
    there = Professional.objects.create(kind="primary", name="DR ADAMS", practice="Maple Clinic")
    Professional.objects.create(kind="chiropractor", name="Dr Adams")
    TeamMember.objects.create(client=clara, professional=there, said_on=NOW.date(), ended_on=NOW.date())
    go(factories.intake(clara, answers()), therapist)
    (member,) = TeamMember.objects.filter(client=clara)
    assert (member.professional, member.may_write, member.ended_on) == (there, True, None)
    assert Professional.objects.count() == 2


@pytest.mark.parametrize(("said_days_ago", "ticked"), [(1, False), (2, True), (3, True)])
def test_an_older_word_on_writing_to_somebody_does_not_undo_a_later_one(
    clara, intake, therapist, said_days_ago, ticked
):
    """The intake of two days ago says yes; the client said no before it, on that day, or since."""
    said_on = timezone.localdate(NOW - dt.timedelta(days=said_days_ago))
    who = {"kind": "primary", "name": "Dr Adams", "practice": "Maple Clinic"}
    add_member(clara, **who, may_write=False, said_on=said_on, by=therapist)
    sheet = sheet_of(intake)
    (item,) = (item for item in sheet.items if item.key == "team.0")
    assert (item.ticked, item.record) == (ticked, "Dr Adams, Maple Clinic, we may not write to them")
    go(intake, therapist, Chosen(items=frozenset(one.key for one in sheet.items if one.ticked)))
    assert TeamMember.objects.get(client=clara).may_write is ticked


def test_it_is_accepted_once_whoever_comes_second(clara, intake, therapist, colleague):
    first = go(intake, therapist)
    before = record_of(clara)
    assert go(intake, colleague) == first
    assert (record_of(clara), Acceptance.objects.count()) == (before, 1)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_open_each_complaint_once():
    clara, therapist = factories.client(), factories.user("Ines Moreno")
    intake = factories.intake(clara, answers())
    made, chosen = [], everything(sheet_of(intake))

    def run():
        made.append(go(intake, therapist, chosen).pk)
        connection.close()

    together = [threading.Thread(target=run) for _ in range(2)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join(20)
    assert len(made) == 2 and len(set(made)) == 1
    assert (Complaint.objects.count(), IntakeRating.objects.count()) == (2, 5)


@pytest.mark.parametrize("what", ["contact.phone", "likes.pressure", "health.medicines", "complaint.0"])
def test_a_record_that_changed_beside_a_chosen_answer_stops_all_of_it(clara, intake, therapist, what):
    sheet = sheet_of(intake)
    seen = {item.key: item.seen for item in sheet.items} | {
        told.key: sheet.complaints_seen for told in sheet.complaints
    }
    {
        "contact.phone": lambda: change_client(clara, {"phone": "0170 123456"}, seen=1),
        "likes.pressure": lambda: save_preferences(clara, seen=0, facts={"pressure": "deep"}),
        "health.medicines": lambda: save_history(
            clara, seen=0, facts={"medicines": "ibuprofen", "confirmed_on": NOW.date()}, now=NOW
        ),
        "complaint.0": lambda: factories.complaint(clara),
    }[what]()
    before, all_of_it = record_of(clara), everything(sheet)
    with pytest.raises(Stale):
        go(intake, therapist, Chosen(all_of_it.items, all_of_it.complaints, seen=seen))
    assert (record_of(clara), Acceptance.objects.count()) == (before, 0)
    others = {number: each for number, each in all_of_it.complaints.items() if what != "complaint.0"}
    go(intake, therapist, Chosen(all_of_it.items - {what, "health.confirmed_on"}, others, seen=seen))


class TestTheRule:
    """Accepted ratings are a baseline: no more and no less than if they had been given by hand that day."""

    def facts(self, complaint) -> dict:
        return model_to_dict(Progress.objects.get(complaint=complaint), exclude=["complaint", "last_visit_at"])

    def visits(self, complaint, therapist, *values, ends=0, days=()):
        for number, value in enumerate(values):
            visit = factories.visit(complaint.client, therapist, days_ago=ends + 7 * (len(values) - 1 - number))
            factories.rating(visit, complaint, value)
            if number < len(days):
                factories.rating(visit, complaint, days[number], "days")
            factories.sign(visit)

    def judged(self, complaint) -> dict:
        from django.db import transaction

        with transaction.atomic():
            judging.recompute([complaint.pk])
        return self.facts(complaint)

    def told(self, intensity=8, days_ago=30.0, kind="intake", **more):
        how = {"how": {"intensity": intensity}, "so_far": {}, "others": {"others": []}} | more
        return factories.intake(factories.client(), answers(**how), days_ago=days_ago, kind=kind)

    def by_hand(self, therapist, values, *, rated=8, starts=30) -> dict:
        """The same course, written without an intake."""
        complaint = factories.complaint(
            factories.client(), starts_on=NOW.date() - dt.timedelta(days=starts), main_measure="days", track_days=True
        )
        factories.intake_rating(complaint, rated, days_ago=starts)
        self.visits(complaint, therapist, *values)
        return self.judged(complaint)

    def test_ratings_of_an_intake_are_the_baseline_of_the_visits_that_follow(self, therapist):
        intake = self.told()
        go(intake, therapist)
        complaint = Complaint.objects.get()
        self.visits(complaint, therapist, 6, 6, 6)
        assert self.judged(complaint) == self.by_hand(therapist, (6, 6, 6))
        measure = self.facts(complaint)["measures"]["intensity"]
        assert (measure["baseline_from"], measure["current_from"]) == (["8", "6"], ["6", "6"])

    def test_accepted_after_the_first_visit_they_are_its_baseline_all_the_same(self, therapist):
        """The therapist opened the complaint at the visit: its episode begins no later than the intake."""
        intake = self.told(days_ago=15)
        complaint = factories.complaint(
            intake.client, starts_on=NOW.date() - dt.timedelta(days=14), main_measure="days", track_days=True
        )
        self.visits(complaint, therapist, 6, 6, 6)
        before = self.judged(complaint)
        assert before["measures"]["intensity"]["baseline_from"] == ["6"]
        go(intake, therapist, Chosen(complaints={0: AsSame(complaint)}))
        assert self.facts(complaint) == self.by_hand(therapist, (6, 6, 6), starts=15)

    def test_measures_rated_before_the_first_treatment_are_tracked_and_have_a_baseline(self, therapist):
        intake = self.told(days_ago=15, how={"intensity": 8, "days": 6})
        complaint = factories.complaint(intake.client, starts_on=NOW.date() - dt.timedelta(days=14))
        self.visits(complaint, therapist, 6, 6, days=(5, 5))
        go(intake, therapist, Chosen(complaints={0: AsSame(complaint)}))
        complaint.refresh_from_db()
        assert complaint.tracked == ["intensity", "days"]
        measures = self.facts(complaint)["measures"]
        assert {name: each["baseline_from"] for name, each in measures.items()} == {
            "intensity": ["8", "6"],
            "days": ["6", "5"],
        }

    @pytest.mark.parametrize("days_ago", [13.9, 3, 0])
    def test_one_that_came_after_the_first_treatment_never_counts(self, therapist, days_ago):
        intake = self.told(days_ago=days_ago, kind="renewal", how={"intensity": 1, "days": 1})
        complaint = factories.complaint(intake.client, starts_on=NOW.date() - dt.timedelta(days=14))
        self.visits(complaint, therapist, 6, 6, 6)
        before = self.judged(complaint)
        go(intake, therapist, Chosen(complaints={0: AsSame(complaint)}))
        complaint.refresh_from_db()
        assert (self.facts(complaint), complaint.tracked) == (before, ["intensity"])
        assert IntakeRating.objects.filter(complaint=complaint, intake=intake).count() == 2

    def test_one_before_a_later_episode_does_not_reach_into_it(self, therapist):
        intake = self.told(days_ago=20)
        complaint = factories.complaint(intake.client, starts_on=NOW.date() - dt.timedelta(days=200))
        complaint.episodes.create(number=2, starts_on=NOW.date() - dt.timedelta(days=14), reason="reopened")
        self.visits(complaint, therapist, 6, 6)
        before = self.judged(complaint)
        go(intake, therapist, Chosen(complaints={0: AsSame(complaint)}))
        assert self.facts(complaint) == before
        assert list(complaint.episodes.order_by("number").values_list("starts_on", flat=True)) == [
            NOW.date() - dt.timedelta(days=200),
            NOW.date() - dt.timedelta(days=14),
        ]

    def test_another_activity_than_the_complaints_is_no_rating_of_its_function(self, therapist):
        more = {"how": {}, "so_far": {"activity": "playing the cello", "activity_score": 2}}
        intake = self.told(**more)
        complaint = factories.complaint(intake.client, track_function=True, activities=["reading"])
        go(intake, therapist, Chosen(complaints={0: AsSame(complaint)}))
        complaint.refresh_from_db()
        assert (complaint.activities, complaint.activities_edition, IntakeRating.objects.count()) == (
            ["reading"],
            1,
            0,
        )


def test_the_same_complaint_is_filled_in_or_replaced(clara, intake, therapist):
    complaint = factories.complaint(clara, since="May", own_words="It hurts.", felt=[])
    other = factories.intake(clara, answers(), days_ago=1)
    go(intake, therapist, Chosen(complaints={0: AsSame(complaint)}))
    complaint.refresh_from_db()
    assert (complaint.since, complaint.own_words, complaint.hopes) == ("May", "It hurts.", "One day without.")
    assert complaint.felt == MAIN["where"]["felt"]
    go(other, therapist, Chosen(complaints={0: AsSame(complaint, replaces=True)}))
    complaint.refresh_from_db()
    assert (complaint.since, complaint.own_words) == ("four years", MAIN["main"]["own_words"])
    assert edit_complaint(complaint, now=NOW, seen=complaint.version, changes={}).client == clara


class TestThePage:
    def path(self, intake) -> str:
        return reverse("sessions_log:accept", args=[intake.public_id])

    def sent(self, browser, intake, **changes) -> dict:
        """What the page sends as it is, with these changes; None takes a field out."""
        form = browser.get(self.path(intake)).context["form"]
        data = {"request_id": str(uuid.uuid4())}
        for name in form.fields:
            value = form[name].initial
            if value:
                data[name] = "on" if value is True else value
        data |= {f"seen-{item.key}": item.seen for item in form.sheet.items}
        data |= {f"seen-{told.key}": form.sheet.complaints_seen for told in form.sheet.complaints}
        data |= {name.replace("__", "."): value for name, value in changes.items()}
        return {name: value for name, value in data.items() if value is not None}

    def test_as_it_comes_it_takes_all_that_is_new_and_leads_back(self, as_, therapist, clara, intake):
        browser, chart = as_(therapist), reverse("cases:chart", args=[clara.public_id])
        data = self.sent(browser, intake)
        answers = [browser.post(self.path(intake), data) for _click in range(2)]
        assert [answer.url for answer in answers] == [chart, chart]
        assert list(Complaint.objects.order_by("pk").values_list("name", flat=True)) == ["Headache", "Jaw"]
        assert Acceptance.objects.get().left == []
        assert browser.get(self.path(intake)).url == reverse("intake:submitted", args=[intake.public_id])
        html = browser.get(reverse("intake:submitted", args=[intake.public_id])).content.decode()
        assert "Gone through by Ines Moreno" in html

    def test_take_nothing_needs_no_choice(self, as_, therapist, clara, intake):
        before, browser = record_of(clara), as_(therapist)
        browser.post(self.path(intake), {"request_id": str(uuid.uuid4()), "nothing": "1"})
        assert (Acceptance.objects.get().taken, record_of(clara)) == ([], before)

    def test_who_comes_second_is_told_who_was_first(self, as_, therapist, colleague, clara, intake):
        data = self.sent(as_(therapist), intake)
        go(intake, colleague, Chosen())
        before = record_of(clara)
        answer = as_(therapist).post(self.path(intake), data, follow=True)
        assert "Tomas Reyes has gone through it already. Nothing of yours was taken." in answer.content.decode()
        assert record_of(clara) == before

    def test_a_wrong_choice_is_said_beside_its_field_and_nothing_is_taken(self, as_, therapist, clara, intake):
        complaint, browser = factories.complaint(clara), as_(therapist)
        same = f"same-{complaint.public_id}"
        before = record_of(clara)
        for wrong, field in (
            ({"c0-do": same, "c1-do": same}, "c1-do"),
            ({"c0-do": "new", "c0-type": ""}, "c0-type"),
            ({"c0-do": "new", "c0-type": str(uuid.uuid4())}, "c0-type"),
            ({"c0-do": f"same-{uuid.uuid4()}"}, "c0-do"),
            ({"c0-do": "new", "c0-name": "x" * 81}, "c0-name"),
        ):
            answer = browser.post(self.path(intake), self.sent(browser, intake) | wrong)
            assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field]), wrong
        assert (record_of(clara), Acceptance.objects.count()) == (before, 0)

    def test_a_professional_without_a_name_is_taken_with_one(self, as_, therapist, clara):
        intake = factories.intake(clara, {"team": {"team": [{"kind": "dentist"}]}})
        browser = as_(therapist)
        ticked = {"take-team.0": "on"}
        answer = browser.post(self.path(intake), self.sent(browser, intake) | ticked)
        assert list(answer.context["form"].errors) == ["name-team.0"]
        browser.post(self.path(intake), self.sent(browser, intake) | ticked | {"name-team.0": "Dr Molar"})
        assert TeamMember.objects.get().professional.name == "Dr Molar"

    def test_a_record_that_changed_meanwhile_is_shown_with_the_ticks_kept(self, as_, therapist, clara, intake):
        browser = as_(therapist)
        data = self.sent(browser, intake) | {"take-likes.focus": None}
        data = {name: value for name, value in data.items() if value}
        change_client(clara, {"phone": "0170 123456"}, seen=1)
        answer = browser.post(self.path(intake), data)
        html, form = answer.content.decode(), answer.context["form"]
        assert (answer.status_code, Acceptance.objects.count()) == (409, 0)
        assert html.count("changed meanwhile") == 1 and "0170 123456" in html and "+1 555 0199" in html
        ticked = {item.key: form[f"take-{item.key}"].value() for item in form.sheet.items}
        assert {key for key, on in ticked.items() if not on} == {"likes.focus"}

    def test_of_an_archived_client_no_complaint_is_opened_and_nothing_half_done(self, as_, therapist, clara, intake):
        browser = as_(therapist)
        data = self.sent(browser, intake)
        Client.objects.filter(pk=clara.pk).update(archived_at=NOW, archived_by=therapist)
        before = record_of(clara)
        answer = browser.post(self.path(intake), data)
        assert "Bring the client back" in answer.content.decode()
        assert (record_of(clara), Acceptance.objects.count()) == (before, 0)

    def test_an_intake_that_was_not_sent_is_not_gone_through(self, as_, therapist, clara):
        begun = factories.intake(clara, answers(), submitted_at=None)
        assert as_(therapist).get(self.path(begun)).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, as_, therapist, clara, count, django_assert_num_queries):
        others = {"others": [{"own_words": f"My knee, {number}", "intensity": 3} for number in range(count)]}
        team = {"team": [{"kind": "dentist", "name": f"Dr {number}"} for number in range(count)]}
        intake = factories.intake(clara, answers(others=others, team=team))
        for number in range(count):
            factories.complaint(clara, f"Complaint {number}")
            factories.alert(clara)
            add_member(
                clara,
                kind="sleep",
                name=f"Dr S {number}",
                practice="",
                may_write=True,
                said_on=NOW.date(),
                by=therapist,
            )
        browser = as_(therapist)
        # session, user, practice, intake, acceptance; client, preferences, health, team, conditions, complaints,
        # types; the types again for the words; access log, alerts
        with django_assert_num_queries(15):
            browser.get(self.path(intake))
