"""A client's form behind her link: saved step by step, lost by nobody, submitted once and whole."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.models import Paperwork
from intake import links
from intake.enums import AlertKind, Purpose
from intake.models import (
    Alert,
    BirthDateTry,
    ClientLink,
    ComplaintType,
    Consent,
    ConsentText,
    HealthCondition,
    Intake,
    QuestionEdition,
    RedFlag,
)
from intake.questions import shipped_wording
from practice.models import Practice
from tests import factories
from tests.intake.filled import ANSWERED, BORN, agreed, begun, link_of, unwinding
from tests.intake.phone import Fields, Phone

pytestmark = pytest.mark.usefixtures("bare_answers")
DAY = {"birth_date_day": "1", "birth_date_month": "4", "birth_date_year": "1980"}


@pytest.fixture
def clara(db):
    Practice.objects.update(emergency_number="911")
    return factories.client("Clara Whitfield", phone="+1 555 0100")


@pytest.fixture
def token(clara):
    return links.make_link(clara, Purpose.INTAKE, by=None, request_id=uuid.uuid4(), now=timezone.now())[1]


@pytest.fixture
def phone(token):
    return Phone(token)


def begin(phone: Phone, reason: str = "hurts", **you) -> Phone:
    phone.goes_on("reason", reason=reason)
    phone.goes_on("you", name="Clara Whitfield", **(DAY | you))
    return phone


def kept() -> Intake:
    return Intake.objects.get()


def type_id(name: str) -> str:
    return str(ComplaintType.objects.get(name=name).public_id)


def test_a_first_page_shows_nothing_of_the_client_and_says_who_reads_it(phone, desk, therapist):
    page = phone.page()
    assert phone.opens().redirect_chain == [(phone.at("reason"), 302)]
    assert "Clara" not in page and "555" not in page
    assert "Your therapist reads your answers; reception cannot." in page
    assert not Intake.objects.exists()


def test_a_headache_from_the_first_page_to_the_last(phone, token, clara):
    flags = RedFlag.objects.filter(types__name="Headache")
    way = [
        ("reason", {"reason": "hurts"}),
        ("you", {"name": " Clara  Whitfield ", "email": "clara@example.org", **DAY}),
        ("about", {"occupation": "teacher"}),
        ("main", {"type": type_id("Headache"), "own_words": "It never\r\nstops", "doctor_named": "migraine"}),
        ("where", {"felt": ["temple_right", "temple_left"]}),
        ("how", {"since": "four years", "course": "-", "intensity": "7", "days": "7", "worst": "-"}),
        ("so_far", {"painkiller_days": "8", "activity": "reading to my class", "activity_score": "4"}),
        ("others", {"0-own_words": "cold all the time", "0-intensity": "5"}),
        ("likes", {"pressure": "firm", "quiet": "-"}),
        ("health", {"conditions": "none", "pregnancy": "no"}),
        ("medicines", {"thinners": "none", "allergies_none": "on"}),
        ("flags", {f"flag-{flag.public_id}": "no" for flag in flags}),
        ("team", {"0-kind": "primary", "0-name": "Dr Adams", "0-may_write": "yes"}),
        (
            "consents",
            {"agree-treatment": "on", "agree-privacy": "on", "agree-contact": "no", "typed_name": "Clara W"},
        ),
    ]
    followed = [phone.goes_on(step, **typed) for step, typed in way]
    assert followed == [f"form/{step}/" for step, _typed in way[1:]] + ["look/"]
    assert kept().answers == {
        "reason": {"reason": "hurts"},
        "you": {"name": "Clara Whitfield", "birth_date": "1980-04-01", "email": "clara@example.org"},
        "about": {"occupation": "teacher"},
        "main": {"type": type_id("Headache"), "own_words": "It never\nstops", "doctor_named": "migraine"},
        "where": {"felt": ["temple_left", "temple_right"]},
        "how": {"since": "four years", "intensity": 7, "days": 7, "worst": None},
        "so_far": {"painkiller_days": 8, "activity": "reading to my class", "activity_score": 4},
        "others": {"others": [{"own_words": "cold all the time", "intensity": 5}]},
        "likes": {"pressure": "firm"},
        "health": {"conditions": [], "pregnancy": "no"},
        "medicines": {"thinners": ["none"], "allergies": ""},
        "flags": {str(flag.public_id): False for flag in flags},
        "team": {"team": [{"kind": "primary", "name": "Dr Adams", "may_write": True}]},
        "consents": agreed(contact=False) | {"typed_name": "Clara W"},
    }
    page = phone.page("review")
    assert "both temples" in page and "None of these" in page and "Dr Adams" in page
    sent = [phone.says("review") for _ in range(2)]
    assert [answer.status_code for answer in sent] == [302, 200]
    assert kept().submitted_at and links.by_token(token).finished_at
    signed = Consent.objects.order_by("text__kind").values_list("text__kind", "agreed", "typed_name", "language")
    assert list(signed) == [
        (kind, kind != "contact", "Clara W", "en") for kind in ("contact", "privacy", "treatment")
    ]
    assert (Paperwork.objects.get().state, Alert.objects.count()) == ("in", 0)
    for step in ("", "you", "review"):
        assert "Thank you" in phone.page(step) and "headache" not in phone.page(step)


def test_what_is_sent_twice_is_kept_once(phone):
    shown = phone.shows("reason")
    answers = [phone.says("reason", shown, reason="both") for _ in range(2)]
    assert [answer.url for answer in answers] == [phone.at("you")] * 2
    assert (kept().version, Paperwork.objects.get().state) == (1, "begun")


def test_a_form_is_gone_on_with_where_it_was_left(phone):
    begin(phone)
    assert phone.opens().redirect_chain[-1][0] == phone.at("about")
    assert phone.shows("you")["name"] == ["Clara Whitfield"]
    assert phone.opens("consents").status_code == 200  # whoever types the address may go ahead
    assert Phone(phone.token).opens("about").redirect_chain[-1][0] == phone.at("birth_date")


def test_nothing_can_be_answered_before_it_is_known_who_answers(phone):
    phone.goes_on("reason", reason="hurts")
    assert phone.goes_on("health", conditions="none") == ""
    assert kept().answers == {"reason": {"reason": "hurts"}}


def test_back_keeps_what_was_typed_and_asks_for_nothing(phone):
    begin(phone)
    assert phone.goes_on("about", back="1") == "form/you/"
    assert "about" not in kept().answers  # it was not looked at yet
    phone.goes_on("about")
    assert phone.goes_on("main", own_words="It never stops", back="1") == "form/about/"
    assert kept().answers["main"] == {"own_words": "It never stops"}
    assert phone.opens().redirect_chain[-1][0] == phone.at("main")
    wrong = phone.says("you", phone="call me", back="1")
    assert "This does not look like a phone number" in wrong.content.decode()
    assert "call me" in wrong.content.decode()


def test_somebody_who_wants_to_unwind_is_soon_done(phone):
    begin(phone, "unwind")
    way = ["health", "medicines", "likes", "consents"]
    typed = {"health": {"conditions": "none"}, "medicines": {"thinners": "none", "allergies_none": "on"}}
    assert phone.goes_on("reason", reason="unwind") == "form/you/"
    assert [phone.goes_on(step, **typed.get(step, {})) for step in way[:3]] == [f"form/{step}/" for step in way[1:]]
    assert phone.opens("main").redirect_chain[-1][0] == phone.at("consents")


def test_another_device_has_to_give_the_birth_date(phone):
    begin(phone)
    other = Phone(phone.token)
    assert "This device is new to us." in other.page("you") and "Clara" not in other.page("you")
    wrong = other.says("birth_date", **DAY | {"birth_date_year": "1981"}).content.decode()
    assert "You can try 4 more times." in wrong
    assert "no such day" in other.says("birth_date", **DAY | {"birth_date_day": "31"}).content.decode()
    assert other.says("birth_date", **DAY).url == phone.at("")
    assert other.shows("you")["name"] == ["Clara Whitfield"]


def test_too_many_wrong_birth_dates_lock_the_link_for_everybody(phone):
    begin(phone)
    other = Phone(phone.token)
    answers = [other.says("birth_date", shown={}, **DAY | {"birth_date_year": "1981"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [403]
    assert "This link is locked" in phone.page("you") and "Clara" not in phone.page("you")
    assert Paperwork.objects.get().state == "locked"


def test_where_nothing_can_be_checked_another_device_begins_anew(phone):
    phone.goes_on("reason", reason="both")
    other = Phone(phone.token)
    assert "reason" not in other.shows("reason")
    assert other.goes_on("reason", reason="unwind") == "form/you/"
    assert kept().answers == {"reason": {"reason": "unwind"}}


def test_who_had_the_link_first_and_began_the_form_does_not_read_what_she_answers(phone, clara):
    """Somebody who could give the link out, in a browser where nobody is logged in."""
    Phone(phone.token).goes_on("reason", reason="hurts")
    early = Phone(phone.token)
    early.goes_on("reason", reason="unwind")
    begin(phone)  # no birth date is known: it begins anew
    assert "Clara" in phone.page("you")
    assert "Is it you?" in (page := early.page("you")) and "Clara" not in page
    early.says("birth_date", **DAY)
    assert "Clara" in early.page("you") and BirthDateTry.objects.count() == 1
    # She is asked once, too: it could be anybody who began it.
    assert "Is it you?" in phone.page("you")
    phone.says("birth_date", **DAY)
    assert "Clara" in phone.page("you") and "Clara" in early.page("you")


def test_two_devices_that_answer_the_same_step_lose_nothing(phone):
    begin(phone)
    other = Phone(phone.token)
    for each in (other, phone):
        each.says("birth_date", **DAY)
    shown = other.shows("about")
    phone.goes_on("about", occupation="teacher", work_movements="correcting papers")
    late = other.says("about", shown, occupation="violinist", work_movements="correcting papers")
    page = late.content.decode()
    assert late.status_code == 409
    assert "You answered this on another device meanwhile" in page
    assert [word in page for word in ("teacher", "violinist")] == [True, True]
    assert page.count("<tr>") == 2  # the head, and the one answer that differs
    assert kept().answers["about"]["occupation"] == "teacher"
    assert other.says("about", Fields(page).sent).url == phone.at("main")
    assert kept().answers["about"]["occupation"] == "violinist"


def test_who_is_under_18_is_asked_for_a_guardian_and_both_agree(phone):
    born = timezone.localdate() - dt.timedelta(days=16 * 365)
    day = {"birth_date_day": born.day, "birth_date_month": born.month, "birth_date_year": born.year}
    phone.goes_on("reason", reason="unwind")
    assert phone.goes_on("you", name="Mina", **day) == "form/you/#div_id_guardian_name"
    assert "You are under 18" in phone.page("you")
    missing = phone.says("you", guardian_name="Mara Mother")
    assert missing.status_code == 200 and 'aria-invalid="true"' in missing.content.decode()
    phone.goes_on("you", guardian_name="Mara Mother", guardian_relationship="mother")
    shown = phone.shows("consents")
    assert shown["guardian_name"] == ["Mara Mother"]
    phone.goes_on("health", conditions="none")
    phone.goes_on("medicines", thinners="none", allergies_none="on")
    phone.goes_on("likes")
    said = {"agree-treatment": "on", "agree-privacy": "on", "agree-contact": "yes", "typed_name": "Mara Mother"}
    assert phone.says("consents", **said).status_code == 200
    phone.goes_on("consents", **said, assent="Mina", signature="M10 10l5 5 0 9")
    phone.says("review")
    consent = Consent.objects.get(text__kind="treatment")
    assert (consent.under_18, consent.guardian_name, consent.guardian_relationship) == (True, "Mara Mother", "mother")
    assert (consent.typed_name, consent.assent, consent.signature) == ("Mara Mother", "Mina", "M10 10l5 5 0 9")


def test_who_turned_18_since_signs_again(clara, phone):
    begun(links.by_token(phone.token), ANSWERED | {"consents": agreed(assent="Mina", guardian_name="Mara")})
    phone.says("birth_date", **DAY)
    page = phone.page("review")
    assert "Please sign." in page and "Mara" not in page
    assert phone.says("review").status_code == 200 and not Consent.objects.exists()


@pytest.mark.parametrize("step", ["flags", "health"])
def test_an_urgent_answer_is_answered_at_once_and_blocks_nothing(phone, step):
    begin(phone)
    phone.goes_on("main", type=type_id("Headache"), own_words="sudden")
    asked = RedFlag.objects.filter(types__name="Headache")
    condition = HealthCondition.objects.filter(urgent=True).first()
    yes = asked.get(name="Thunderclap headache")
    typed = {
        "flags": {f"flag-{flag.public_id}": "yes" if flag == yes else "no" for flag in asked},
        "health": {"conditions": str(condition.public_id)},
    }[step]
    assert phone.goes_on(step, **typed) == f"form/{step}/?help=1#help"
    page = phone.page(step, "?help=1")
    assert "Please get medical help today; do not wait for your massage." in page
    assert 'href="tel:911"' in page and "Go on" in page
    assert phone.says(step, Fields(page).sent).url == phone.at({"flags": "team", "health": "medicines"}[step])
    assert "Please get medical help today" in phone.page("review").split("Nothing is sent")[0].split("missing-h")[0]
    assert "help-now now" not in phone.page("likes")


def test_who_saw_the_notice_on_the_page_is_not_stopped(phone):
    begin(phone)
    urgent = str(HealthCondition.objects.filter(urgent=True).first().public_id)
    assert phone.goes_on("health", conditions=urgent, told="1") == "form/medicines/"


def test_what_was_urgent_reaches_the_therapist(phone, clara):
    fever = HealthCondition.objects.filter(care="stop", urgent=False).first()
    answers = ANSWERED | {
        "health": {"conditions": [str(fever.public_id)]},
        "medicines": {"thinners": ["apixaban"], "allergies": "latex"},
        "consents": agreed(),
    }
    begun(links.by_token(phone.token), answers)
    phone.says("birth_date", **DAY)
    phone.says("review")
    raised = set(Alert.objects.filter(client=clara, kind=AlertKind.HEALTH).values_list("text", flat=True))
    assert raised == {fever.name, "Blood thinners: apixaban (Eliquis)", "Allergies: latex"}
    assert Paperwork.objects.get().to_review


def test_nothing_is_sent_while_something_is_missing(phone):
    begun(links.by_token(phone.token), ANSWERED | {"health": {}, "consents": agreed(typed_name="")})
    phone.says("birth_date", **DAY)
    page = phone.says("review").content.decode()
    assert f"{phone.at('health')}?to=review#div_id_conditions" in page
    assert f"{phone.at('consents')}?to=review#div_id_typed_name" in page
    assert "2 answers are missing" in page
    assert (kept().submitted_at, Consent.objects.count()) == (None, 0)
    answer = phone.says("health", phone.shows("health") | {"to": "review"}, conditions="none")
    assert answer.url == f"{phone.at('consents')}?to=review"
    assert phone.says("consents", phone.shows("consents") | {"to": "review"}, typed_name="Clara").url.endswith(
        "/look/"
    )


def test_a_text_that_changed_is_read_and_signed_again(phone):
    begun(links.by_token(phone.token), ANSWERED | {"consents": agreed()})
    phone.says("birth_date", **DAY)
    shown = phone.shows("consents")
    assert shown["agree-treatment"] == ["on"]
    ConsentText.objects.create(kind="treatment", version=2, title="Consent to massage", body="Newer.")
    assert "There is a newer text. Please read it." in phone.says("review").content.decode()
    assert "This text has changed" in phone.says("consents", shown).content.decode()
    assert "agree-treatment" not in phone.shows("consents")
    phone.goes_on("consents", **{"agree-treatment": "on"})
    phone.says("review")
    assert Consent.objects.get(text__kind="treatment").text.version == 2


def test_on_the_practices_tablet_nothing_is_left_behind(phone, token):
    tablet = Phone(token, at_the_desk=str(links.by_token(token).public_id), known_before="somebody else's")
    begin(tablet, "unwind")
    assert 'autocomplete="name"' not in tablet.page("you")
    cookies = {name: cookie for name, cookie in tablet.browser.cookies.items() if name.startswith("known")}
    assert sorted((name == "known_before", cookie["max-age"]) for name, cookie in cookies.items()) == [
        (False, 40 * 60),
        (True, 0),
    ]
    Intake.objects.update(answers=unwinding())
    answer = tablet.says("review")
    assert "Please give the tablet back." in tablet.browser.get(answer.url).content.decode()
    assert {cookie.value for name, cookie in tablet.browser.cookies.items() if name != "csrftoken"} == {""}
    for step in ("you", "review", "consents"):
        assert "Clara" not in tablet.page(step)


def test_whom_the_tablet_is_handed_to_next_sees_nothing_of_the_one_before(phone, token):
    """She went without sending it, and Back leads to her pages."""
    tablet = begin(Phone(token, at_the_desk=str(links.by_token(token).public_id)))
    assert "Clara" in tablet.page("you")
    after = Phone("theirs")
    after.browser = tablet.browser
    link_of(factories.client("Dora Dahl"), "theirs")
    tablet.browser.cookies["at_the_desk"] = str(links.by_token("theirs").public_id)
    for step in ("", "you", "main", "review"):
        assert "Is it you?" in (page := tablet.page(step)) and "Clara" not in page
    after.goes_on("reason", reason="hurts")
    assert "Clara" not in tablet.page("you")
    tablet.says("birth_date", **DAY)  # she is back, on a link of her own
    cookies = tablet.browser.cookies
    assert cookies["at_the_desk"].value == str(links.by_token(token).public_id)
    assert "Clara" in tablet.page("you")
    assert [cookie["max-age"] for name, cookie in cookies.items() if name.startswith("known") and cookie.value] == [
        40 * 60
    ]


def test_more_complaints_are_added_and_removed_without_a_script(phone):
    begin(phone)
    assert phone.goes_on("others", **{"0-own_words": "my jaw", "more": "1"}) == "form/others/?more=1#more"
    shown = phone.browser.get(phone.at("others") + "?more=1").content.decode()
    sent = Fields(shown).sent | {"1-own_words": "my knee", "1-felt": ["knee_left"], "1-intensity": "3"}
    phone.says("others", sent)
    jaw, knee = {"own_words": "my jaw"}, {"own_words": "my knee", "felt": ["knee_left"], "intensity": 3}
    assert kept().answers["others"] == {"others": [jaw, knee]}
    assert "Please fill this in." in phone.says("others", **{"0-own_words": "", "0-intensity": "3"}).content.decode()
    assert phone.goes_on("others", remove="0") == "form/others/"
    assert kept().answers["others"] == {"others": [knee]}


def test_who_only_says_no_or_cannot_say_has_added_nobody_and_nothing(phone):
    begin(phone)
    phone.goes_on("others", **{"0-intensity": "-"})
    phone.goes_on("team", **{"0-may_write": "no"})
    assert (kept().answers["others"], kept().answers["team"]) == ({"others": []}, {"team": []})


def test_red_flags_are_asked_that_go_with_what_was_told(phone):
    begin(phone)
    phone.goes_on("main", type=type_id("Stress"), own_words="work")
    stress = {f"flag-{flag.public_id}" for flag in RedFlag.objects.filter(types__name="Stress")}
    knee = {f"flag-{flag.public_id}" for flag in RedFlag.objects.filter(types__name="Knee")}
    page = phone.page("flags")
    assert {name for name in stress | knee if name in page} == stress
    phone.goes_on("others", **{"0-own_words": "and my left knee"})
    page = phone.page("flags")
    assert {name for name in stress | knee if name in page} == stress | knee
    RedFlag.objects.update(retired_at=timezone.now())
    assert phone.opens("flags").redirect_chain[-1][0] != phone.at("flags")


def test_a_short_intake_is_two_pages(clara):
    link_of(clara, "walk-in", Purpose.WALK_IN)
    phone = Phone("walk-in")
    assert phone.opens().redirect_chain[-1][0] == phone.at("short")
    typed = {
        "name": "Clara",
        "conditions": "none",
        "thinners": "unsure",
        "allergies_text": "latex",
        "wish": "my neck",
    }
    assert phone.goes_on("short", **typed, **DAY) == "form/consents/"
    said = {"agree-treatment": "on", "agree-privacy": "on", "agree-contact": "no", "typed_name": "Clara"}
    assert phone.goes_on("consents", **said) == ""
    assert "Thank you" in phone.page() and kept().submitted_at
    assert {key: kept().answers[key] for key in ("you", "health", "medicines", "wish")} == {
        "you": {"name": "Clara", "birth_date": BORN.isoformat()},
        "health": {"conditions": []},
        "medicines": {"thinners": ["unsure"], "allergies": "latex"},
        "wish": {"wish": "my neck"},
    }


def test_a_practice_asks_what_it_likes_and_leaves_out_what_it_may(phone):
    asked = shipped_wording()
    for key in ("occupation", "work_movements", "home_movements"):
        asked["questions"][key]["hidden"] = True
    asked["questions"]["phone"] |= {"required": True, "label": "Where do we call you?"}
    own = {"key": "own-1", "step": "likes", "label": "Tea?", "help": "", "required": True, "kind": "yes-no"}
    asked["own"] = [own | {"options": [], "retired": False}]
    QuestionEdition.objects.create(number=99, wording=asked)
    phone.goes_on("reason", reason="hurts")
    QuestionEdition.objects.create(number=100, wording=shipped_wording())  # this form keeps the one it began with
    assert "Where do we call you?" in phone.says("you", name="Clara", **DAY).content.decode()
    assert phone.goes_on("you", name="Clara", phone="555 0100", **DAY) == "form/main/"
    assert phone.says("likes").status_code == 200
    phone.goes_on("likes", **{"own-1": "no"})
    assert kept().answers["likes"] == {"own-1": False}
    assert "Tea?" in phone.page("review")


def test_a_page_asks_the_database_a_fixed_number_of_times(phone, django_assert_num_queries):
    begin(phone)
    phone.goes_on("main", type=type_id("Headache"), own_words="sudden")
    # practice; link; the gate's intake; the intake with its edition; types; flags; their types
    with django_assert_num_queries(6):
        phone.browser.get(phone.at("flags"))


def test_the_desk_opens_no_clients_form_while_it_is_logged_in(client, desk, therapist, clara):
    """It knows the birth date and can make a link, so it could walk in."""
    begun(link_of(clara, "token"), unwinding())
    pages = [reverse(f"intake:{name}", args=["token"]) for name in ("open", "birth_date", "review")]
    client.force_login(desk)
    answers = [client.get(page) for page in pages] + [client.post(pages[1], DAY)]
    assert {answer.status_code for answer in answers} == {403} and not BirthDateTry.objects.exists()
    client.force_login(therapist)
    assert client.get(pages[0], follow=True).redirect_chain[-1][0] == pages[1]


def test_therapists_see_who_opened_a_form_with_the_birth_date(phone, client, desk, therapist, clara):
    link = links.by_token(phone.token)
    ClientLink.objects.filter(pk=link.pk).update(given_how="shown", given_by=desk, given_at=timezone.now())
    begun(link, unwinding())
    for year in ("1999", "1980"):
        phone.browser.post(reverse("intake:birth_date", args=[phone.token]), DAY | {"birth_date_year": year})
    assert list(BirthDateTry.objects.values_list("was_right", "given_by").order_by("pk")) == [
        (False, desk.pk),
        (True, desk.pk),
    ]
    client.force_login(therapist)
    page = client.get(reverse("intake:intakes", args=[clara.public_id])).content.decode()
    assert page.count(f"by {desk.name}") == 2 and "wrong date" in page
