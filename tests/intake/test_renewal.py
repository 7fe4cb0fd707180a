"""A year later: what is on record is confirmed with one tap, or said anew; what may have changed is asked anew."""

import datetime as dt

import pytest
from django.utils import timezone

from intake import links
from intake.answers import read
from intake.enums import Purpose
from intake.models import (
    Alert,
    ClientPreferences,
    Consent,
    HealthCondition,
    HealthHistory,
    Intake,
    Precaution,
    Professional,
    RedFlag,
    TeamMember,
)
from intake.telling import topics
from tests import factories
from tests.intake.filled import agreed, link_of
from tests.intake.for_you_rows import DAY
from tests.intake.phone import Fields, Phone
from tests.world import RENEWAL_TOKEN as TOKEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_answers")]

TOPICS = ("health", "medicines", "about", "likes", "team")


@pytest.fixture
def clara():
    return factories.client("Clara Whitfield", birth_date=dt.date(1980, 4, 1), phone="+1 555 0100")


@pytest.fixture
def headache(clara):
    of_head = {"own_words": "A band around my head", "felt": ["temple_left", "temple_right"], "track_days": True}
    return factories.complaint(clara, **of_head)


@pytest.fixture
def neck(clara):
    return factories.complaint(clara, "Neck", type=factories.complaint_type("Neck"), own_words="stiff")


@pytest.fixture
def record(clara, headache, neck):
    """All that she told, and what only therapists wrote."""
    by = factories.user("Ines Moreno")
    ClientPreferences.objects.create(client=clara, occupation="teacher", repetitive_movements="typing", oil="almond")
    asthma = HealthCondition.objects.get(name="Asthma or another lung disease")
    HealthHistory.objects.create(
        client=clara,
        conditions=[asthma.name],
        medicines="salbutamol",
        thinners=["none"],
        pregnancy="no",
        confirmed_on=timezone.localdate() - dt.timedelta(days=370),
    )
    doctor = Professional.objects.create(kind="primary", name="Dr Adams", practice="Maple Street", notes="slow")
    TeamMember.objects.create(client=clara, professional=doctor, may_write=True, said_on=timezone.localdate())
    Precaution.objects.create(client=clara, text="secretly anxious", created_by=by)
    factories.alert(clara, "grumbleflux")
    factories.rating(factories.visit(clara, by, subjective="she said things"), headache, "6")
    return asthma


@pytest.fixture
def phone(clara):
    """It gave the birth date already."""
    link_of(clara, TOKEN, Purpose.RENEWAL)
    found = Phone(TOKEN)
    found.says("birth_date", **DAY)
    return found


def kept() -> Intake:
    return Intake.objects.get(link__isnull=False)


def still(phone: Phone, step: str) -> str:
    """One tap; the step that follows."""
    answer = phone.browser.post(f"{phone.at(step)}still/", phone.shows(step))
    return answer.url.removeprefix(f"/for-you/{phone.token}/")


def today(complaint, **said) -> dict:
    """Of a complaint on the page: typed fields."""
    return {f"{complaint.public_id}-{key}": value for key, value in ({"still": "yes"} | said).items()}


def signed() -> dict:
    said = {"agree-treatment": "on", "agree-privacy": "on", "agree-contact": "yes"}
    return said | {"typed_name": "Clara Whitfield"}


def test_the_birth_date_comes_before_anything_is_shown(clara, record):
    link_of(clara, TOKEN, Purpose.RENEWAL)
    phone = Phone(TOKEN)
    for step in ("", "you", "again", "review"):
        answer = phone.opens(step)
        assert answer.redirect_chain[-1][0] == phone.at("birth_date")
        assert "Clara" not in answer.content.decode()
    assert phone.browser.post(f"{phone.at('you')}still/").url == phone.at("birth_date")


def test_nothing_changed_and_all_is_told(phone, clara, record, headache, neck):
    assert phone.opens().redirect_chain[-1][0] == phone.at("you")
    page = phone.page("you")
    assert [word in page for word in ("Clara Whitfield", "1 April 1980", "+1 555 0100")] == [True] * 3
    assert still(phone, "you") == "form/again/"
    typed = today(headache, intensity="4", days="2") | today(neck, still="better")
    assert phone.goes_on("again", **typed) == "form/others/"
    assert phone.goes_on("others") == "form/flags/"
    assert phone.goes_on("flags", signs="none") == "form/health/"
    onwards = [still(phone, step) for step in TOPICS]
    assert onwards == ["form/medicines/", "form/about/", "form/likes/", "form/team/", "form/consents/"]
    assert phone.goes_on("consents", **signed()) == "look/"
    assert phone.says("review").status_code == 302
    intake = kept()
    said = read(intake.answers)
    assert (intake.kind, bool(intake.submitted_at), said.reason) == ("renewal", True, "")
    assert said.confirmed == {"you", *TOPICS}
    assert said.you == {"name": "Clara Whitfield", "birth_date": "1980-04-01", "phone": "+1 555 0100"}
    assert said.health == {"conditions": [str(record.public_id)], "pregnancy": "no"}
    assert said.medicines == {"medicines": "salbutamol", "thinners": ["none"], "allergies": ""}
    assert said.about == {"occupation": "teacher", "work_movements": "typing"}
    assert (said.likes, said.team[0].name, said.team[0].may_write) == ({"oil": "almond"}, "Dr Adams", True)
    told = [(each.complaint, each.still, each.intensity, each.days, each.own_words) for each in said.complaints]
    assert told == [
        (headache.public_id, "yes", 4, 2, "A band around my head"),
        (neck.public_id, "better", None, None, "stiff"),
    ]
    by_topic = {topic.key: topic for topic in topics(intake)}
    assert {key for key, topic in by_topic.items() if topic.confirmed} == said.confirmed
    words = {told.label: told.text for told in by_topic["complaints"].told}
    assert (words["Headaches"], words["Headaches: How strong is it?"]) == ("Yes, still", "4 of 10")
    assert said.flags and not any(said.flags.values())
    assert Consent.objects.filter(client=clara, intake=intake).count() == 3
    assert not Alert.objects.filter(intake=intake, kind="red_flag").exists()


def test_nothing_that_therapists_wrote_or_others_told_is_shown(phone, clara, record, headache):
    other = factories.client("Otto Other", phone="+1 555 9999", birth_date=dt.date(1980, 4, 1))
    ClientPreferences.objects.create(client=other, occupation="astronaut")
    HealthHistory.objects.create(client=other, medicines="moondust", confirmed_on=timezone.localdate())
    factories.complaint(other, "Weightlessness", own_words="floating")
    headache.closed_note = "imagined"
    headache.hopes = "hidden hopes"
    headache.save()
    still(phone, "you")
    pages = "".join(phone.page(step) for step in ("you", "again", "others", "flags", *TOPICS, "consents"))
    hidden = ("secretly anxious", "grumbleflux", "she said things", "slow", "imagined", "Ines", "no_improvement")
    of_another = ("Otto", "9999", "astronaut", "moondust", "Weightlessness", "floating")
    assert [word for word in (*hidden, *of_another) if word in pages] == []
    assert "A band around my head" in pages and "both temples" in pages


def test_ratings_and_red_flags_are_never_those_of_last_time(phone, clara, record, headache):
    factories.intake(clara, {"flags": {str(flag.public_id): False for flag in RedFlag.objects.all()}})
    still(phone, "you")
    shown = phone.shows("again")
    assert {key for key in shown if "-intensity" in key or "-days" in key or "-still" in key} == set()
    assert "signs" not in phone.shows("flags")
    assert 'aria-invalid="true"' in phone.says("again").content.decode()


def test_what_changed_is_typed_over_what_is_on_record(phone, record):
    still(phone, "you")
    shown = Fields(phone.page("about", "?change=1")).sent
    assert (shown["occupation"], shown["work_movements"]) == (["teacher"], ["typing"])
    phone.says("about", shown, occupation="headmistress")
    assert kept().answers["about"] == {"occupation": "headmistress", "work_movements": "typing"}
    assert read(kept().answers).confirmed == {"you"}
    assert phone.shows("about")["occupation"] == ["headmistress"]  # asked, no longer offered
    still(phone, "likes")
    assert 'class="step-form still"' in phone.page("likes")


def test_what_changed_on_record_meanwhile_is_not_confirmed_unread(phone, record):
    still(phone, "you")
    shown = phone.shows("health")
    HealthHistory.objects.update(operations="a new knee")
    answer = phone.browser.post(f"{phone.at('health')}still/", shown)
    assert answer.url == phone.at("health") and "health" not in kept().answers
    assert "a new knee" in phone.page("health")


def test_who_has_nothing_on_record_is_asked(phone):
    assert still(phone, "you") == "form/others/"
    forms = [step for step in TOPICS if 'class="step-form still"' not in phone.page(step)]
    assert forms == list(TOPICS)
    assert phone.goes_on("others", **{"0-own_words": "my left knee"}) == "form/flags/"
    assert read(kept().answers).complaints[0].own_words == "my left knee"


def test_a_condition_that_is_no_longer_offered_stands_among_the_others(phone, record):
    HealthCondition.objects.filter(pk=record.pk).update(name="Something else")
    still(phone, "you")
    page = phone.page("health")
    assert "Asthma or another lung disease" in page and "None of these" in page


def test_an_urgent_sign_is_answered_at_once_and_reaches_the_therapist(phone, clara, record, headache, neck):
    still(phone, "you")
    phone.goes_on("again", **today(headache), **today(neck))
    flag = RedFlag.objects.filter(types=headache.type, urgent=True).first()
    assert phone.goes_on("flags", signs=str(flag.public_id)) == "form/flags/?help=1#help"
    assert "Please get medical help today" in phone.page("flags", "?help=1")
    assert read(kept().answers).flags[flag.public_id] is True
    phone.goes_on("others")
    for step in TOPICS:
        still(phone, step)
    phone.goes_on("consents", **signed())
    phone.says("review")
    assert Alert.objects.filter(client=clara, intake=kept(), urgent=True, text=flag.name).exists()


def test_who_turned_18_signs_alone_and_the_guardian_is_gone(clara, record, phone):
    born = timezone.localdate() - dt.timedelta(days=18 * 365.25 + 3)
    clara.birth_date, clara.guardian_name, clara.guardian_relationship = born, "Mara Mother", "mother"
    clara.save()
    assert "Mara" not in phone.page("you")
    still(phone, "you")
    assert "guardian_name" not in kept().answers["you"]
    assert "assent" not in phone.shows("consents") and "Mara" not in phone.page("consents")
    clara.birth_date = born + dt.timedelta(days=365)
    clara.save()
    page = phone.page("you")
    assert "Mara Mother" not in page  # confirmed already: it goes by what is kept


def test_consents_are_never_taken_over(phone, clara, record):
    old = link_of(clara, "an-old-one", finished_at=timezone.now())
    factories.intake(clara, {"consents": agreed()}, link=old)
    still(phone, "you")
    shown = phone.shows("consents")
    assert not {"agree-treatment", "agree-privacy", "agree-contact"} & shown.keys()
    assert shown["typed_name"] == [""]


def test_junk_is_answered_with_a_page(phone, record, headache):
    still(phone, "you")
    still_at = f"{phone.at('health')}still/"
    junk = ({}, {"shown": "\0", "seen": "\0"}, {"shown": "x" * 5000, "to": "\0", "back": "1"})
    assert [phone.browser.post(still_at, each).status_code for each in junk] == [302] * 3
    assert phone.browser.post(f"{phone.at('nowhere')}still/").status_code == 302
    assert phone.browser.get(still_at).status_code == 405
    typed = {f"{headache.public_id}-{key}": "\0 99999999999999" for key in ("still", "intensity", "days", "felt")}
    assert phone.says("again", **typed).status_code == 200
    assert phone.says("flags", signs=["none", "\0"]).status_code == 200
    assert set(kept().answers) == {"you"}


def test_a_page_asks_the_database_a_fixed_number_of_times(phone, clara, record, django_assert_max_num_queries):
    for number in range(4):
        factories.complaint(clara, f"Spot {number}", type=factories.complaint_type("Neck"))
    still(phone, "you")
    for step in ("again", "health", "team", "flags"):
        with django_assert_max_num_queries(11):
            phone.browser.get(phone.at(step))
    assert links.by_token(TOKEN)
