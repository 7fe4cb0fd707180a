"""From the open conversation to a closed referral: what is kept, what may leave, what rises when nobody hears."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bookings.queries import in_peace
from cases.enums import Step
from cases.letters import answer_letter, finish_letter
from cases.models import Conversation, ConversationGuide, Letter, LetterAnswer, Referral, ReferralStep
from cases.referring import Happened, add_step, refer
from intake.models import Professional, TeamMember
from practice.current import practice
from tests import factories
from tests.cases import build

TODAY = timezone.localdate


@pytest.fixture
def headaches(therapist):
    clara = factories.client("Clara Whitfield", therapist=therapist)
    return build.complaint(clara, therapist, (7, 6, 7, 6, 6), since="four years", worse_with="correcting papers")


@pytest.fixture
def doctor(db):
    return Professional.objects.create(kind="primary", name="Dr Adams", practice="Hill Road")


@pytest.fixture
def referral(headaches, doctor, therapist):
    return refer(
        headaches, doctor, reason="What else could it be?", by=therapist, now=timezone.now(), request_id=uuid.uuid4()
    )


def step(referral, kind, by, *, ago=0, **fields):
    happened = Happened(kind, TODAY() - dt.timedelta(days=ago), **fields)
    return add_step(referral, happened, by=by, now=timezone.now(), request_id=uuid.uuid4())


def letter_of(referral, by, **fields):
    words = {"parts": [("opening", "A letter.")], "picture": {}} | fields
    return finish_letter(referral, by=by, now=timezone.now(), request_id=uuid.uuid4(), **words)


def answer(letter, by, allowed=True):
    said = {"allowed": allowed, "typed_name": "Clara Whitfield", "signature": "M10 10L20 20"}
    return answer_letter(letter, practice(), by=by, now=timezone.now(), request_id=uuid.uuid4(), **said)


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


# --- the conversation ---------------------------------------------------------------------------------------------


def talked(**fields):
    said = {"held_on": TODAY().isoformat(), "answer": "She thanked me for saying it.", "wants": "See her doctor."}
    return said | {"request_id": factories.request_id(), "may_share": "on", "share_with": "Dr Adams"} | fields


def test_talk_is_kept_once_and_the_client_is_left_in_peace(as_, therapist, headaches):
    data = talked()
    for _each in range(2):
        response = as_(therapist).post(f"/complaints/{headaches.public_id}/talk/", data)
        assert (response.status_code, response.url) == (302, f"/complaints/{headaches.public_id}/case/")
    kept = Conversation.objects.get()
    assert (kept.answer, kept.wants, kept.may_share, kept.share_with, kept.held_by, kept.held_on) == (
        "She thanked me for saying it.",
        "See her doctor.",
        True,
        "Dr Adams",
        therapist,
        TODAY(),
    )
    assert in_peace(headaches.client)
    as_(therapist).post(f"/complaints/{headaches.public_id}/talk/", talked(wants_follow_up="on"))
    assert not in_peace(headaches.client)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"answer": ""}, "answer"),
        ({"share_with": ""}, "share_with"),
        ({"held_on": "2199-01-01"}, "held_on"),
        ({"answer": "a\x00b"}, "answer"),
    ],
)
def test_talk_with_bad_input_keeps_what_was_typed(as_, therapist, headaches, fields, field):
    response = as_(therapist).post(f"/complaints/{headaches.public_id}/talk/", talked(**fields))
    assert list(errors(response)) == [field]
    assert response.context["form"]["wants"].value() == "See her doctor."
    assert (Conversation.objects.count(), in_peace(headaches.client)) == (0, None)


def test_guide_is_the_products_own_until_the_owner_writes_another(as_, owner, therapist, headaches):
    page = f"/complaints/{headaches.public_id}/talk/"
    assert "Promise nothing." in as_(therapist).get(page).content.decode()
    as_(owner).post("/settings/conversation/", {"body": "Our own words.", "version": "0"})
    stale = as_(owner).post("/settings/conversation/", {"body": "Written beside it.", "version": "0"})
    assert (stale.status_code, stale.context["saved"]) == (409, "Our own words.")
    assert stale.context["form"]["body"].value() == "Written beside it."
    assert ConversationGuide.objects.get().body == "Our own words."
    assert "Our own words." in as_(therapist).get(page).content.decode()


# --- steps --------------------------------------------------------------------------------------------------------


def test_referral_begins_once_with_primary_care_first(as_, therapist, headaches, doctor):
    Professional.objects.create(kind="chiropractor", name="Ann First")
    path = f"/complaints/{headaches.public_id}/refer/"
    groups = [label for label, _people in as_(therapist).get(path).context["form"]["professional"].field.choices]
    assert groups == ["", "Primary care", "Chiropractor"]
    data = {"professional": str(doctor.public_id), "reason": "What else?", "request_id": factories.request_id()}
    for _each in range(2):
        response = as_(therapist).post(path, data)
    made = Referral.objects.get()
    assert response.url == f"/referrals/{made.public_id}/"
    assert (made.status, made.reason, made.hear_by) == ("drafted", "What else?", TODAY() + dt.timedelta(days=7))
    assert [each.kind for each in made.steps.all()] == ["drafted"]


def test_way_of_a_referral_from_a_date_to_closed_and_open_again(therapist, referral):
    def stands():
        referral.refresh_from_db()
        return referral.status, referral.hear_by and (referral.hear_by - TODAY()).days

    step(referral, Step.TOLD, therapist)
    assert stands() == ("told", 21)
    step(referral, Step.APPOINTMENT, therapist, appointment_on=TODAY() + dt.timedelta(days=30))
    assert stands() == ("appointment", 30)
    step(referral, Step.NOT_YET, therapist)
    assert stands() == ("appointment", 30)
    step(referral, Step.TOLD, therapist)  # what is told or handed over meanwhile hides no date
    assert stands() == ("appointment", 30)
    step(referral, Step.REPLY, therapist, note="They will see her.")
    assert stands() == ("reply", 30)
    step(referral, Step.SEEN, therapist)
    assert stands() == ("seen", 28)
    assert TeamMember.objects.get().professional == referral.professional
    step(referral, Step.REPLY, therapist, note="A scan is planned.")
    assert stands() == ("reply", 14)
    step(referral, Step.CLOSED, therapist, note="Looked after by the clinic.")
    assert stands() == ("closed", None)
    with pytest.raises(ValidationError, match="closed"):
        step(referral, Step.SEEN, therapist)
    step(referral, Step.REOPENED, therapist, note="It goes on after all.")
    assert stands() == ("reply", 21)


def test_a_date_that_passed_rises_the_day_after_though_a_letter_was_handed_over_meanwhile(therapist, referral):
    letter = letter_of(referral, therapist)
    answer(letter, therapist)
    soon = TODAY() + dt.timedelta(days=3)
    step(referral, Step.APPOINTMENT, therapist, appointment_on=soon)
    step(referral, Step.HANDED_OVER, therapist, letter=letter)
    step(referral, Step.CLOSED, therapist, note="A slip.")
    step(referral, Step.REOPENED, therapist, note="A slip.")
    referral.refresh_from_db()
    assert (referral.status, referral.appointment_on, referral.hear_by) == ("appointment", soon, soon)
    days = [soon, soon + dt.timedelta(days=1)]
    assert [Referral.objects.unanswered(day).count() for day in days] == [0, 1]


def test_unanswered_ones_rise_on_the_authors_and_the_owners_list(as_, therapist, colleague, owner, referral):
    step(referral, Step.TOLD, therapist, ago=22)
    shown = as_(therapist).get("/referrals/").context
    assert [each.pk for each in shown["page"]] == [referral.pk]
    assert [count for _tab, _label, count in shown["tabs"]] == [1, 1, 0]
    assert [each.pk for each in as_(owner).get("/referrals/").context["page"]] == [referral.pk]
    assert list(as_(colleague).get("/referrals/").context["page"]) == []
    step(referral, Step.NOT_YET, therapist)
    assert list(as_(owner).get("/referrals/").context["page"]) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "handed_over"}, "kind"),
        ({"kind": "drafted"}, "kind"),
        ({"kind": "appointment"}, "appointment_on"),
        ({"kind": "appointment", "appointment_on": "2020-01-01"}, "appointment_on"),
        ({"kind": "closed", "note": " "}, "note"),
        ({"kind": "seen", "on": "2199-01-01"}, "on"),
    ],
)
def test_step_with_bad_input_changes_nothing(as_, therapist, referral, fields, field):
    data = {"on": TODAY().isoformat(), "note": "", "request_id": factories.request_id()} | fields
    response = as_(therapist).post(f"/referrals/{referral.public_id}/", data)
    assert list(errors(response)) == [field]
    assert (ReferralStep.objects.count(), Referral.objects.get().status) == (1, "drafted")


def test_reply_with_a_photo_is_kept_and_shown(as_, therapist, referral):
    data = {"kind": "reply", "on": TODAY().isoformat(), "note": "A scan.", "request_id": factories.request_id()}
    photo = SimpleUploadedFile("reply.jpg", factories.photo(), "image/jpeg")
    sent = as_(therapist).post(f"/referrals/{referral.public_id}/", data | {"photo": photo})
    assert sent.status_code == 302
    reply = ReferralStep.objects.get(kind="reply").reply
    shown = as_(therapist).get(f"/referrals/{referral.public_id}/replies/{reply.public_id}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")


# --- the letter ---------------------------------------------------------------------------------------------------


def test_letter_begins_minimal_and_is_written_from_the_case(as_, therapist, referral):
    form = as_(therapist).get(f"/referrals/{referral.public_id}/letter/").context["form"]
    first = referral.complaint.client.name
    ticked = [part.value for part in form.parts if form.initial.get(f"use_{part}")]
    assert ticked == ["opening", "asked"]
    opening = form.initial["opening"]
    assert opening.startswith(f"With {first}'s written permission I am sharing")
    assert "fifth visit Clara's own ratings were little changed (7, now 6 of 10)." in opening
    assert opening.endswith("I do not diagnose, and would be grateful for your assessment.")
    assert form.initial["asked"] == "What else could it be?"
    assert "correcting papers" not in opening and "correcting papers" in form.initial["own_words"]


def test_finished_letter_keeps_what_was_ticked_and_a_second_is_a_new_version(as_, therapist, referral):
    path = f"/referrals/{referral.public_id}/letter/"
    data = {"use_opening": "on", "opening": "My words.", "done": "Not this.", "with_picture": "on"}
    data |= {"request_id": factories.request_id(), "version": 0}
    for _each in range(2):
        as_(therapist).post(path, data)
    letter = Letter.objects.get()
    assert (letter.number, letter.parts, len(letter.picture["points"])) == (1, [["opening", "My words."]], 5)
    again = as_(therapist).get(path).context["form"].initial
    assert (again["opening"], again.get("use_asked")) == ("My words.", None)
    as_(therapist).post(path, data | {"request_id": factories.request_id(), "opening": "Better words."})
    assert [each.parts[0][1] for each in Letter.objects.order_by("number")] == ["My words.", "Better words."]
    none = as_(therapist).post(path, {"opening": "x", "version": 0, "request_id": factories.request_id()})
    assert errors(none) == {"__all__": ["Tick at least one part."]}


def test_letter_leaves_only_while_the_client_allows_it(as_, therapist, referral):
    letter = letter_of(referral, therapist)
    pdf, page = f"/letters/{letter.public_id}/pdf/", f"/referrals/{referral.public_id}/"
    hand_over = {"kind": "handed_over", "on": TODAY().isoformat(), "request_id": factories.request_id()}
    assert as_(therapist).get(pdf).status_code == 404
    assert list(errors(as_(therapist).post(page, hand_over))) == ["kind"]

    said = {"allowed": "yes", "typed_name": "Clara Whitfield", "request_id": factories.request_id()}
    as_(therapist).post(f"/letters/{letter.public_id}/", said)
    response = as_(therapist).get(pdf)
    assert response["Content-Type"] == "application/pdf"
    kept = LetterAnswer.objects.get()
    assert response.content == bytes(kept.pdf) and kept.words == (
        "I allow Ines Moreno to send this letter, which I can read first, to Dr Adams only. I can say no, or change "
        "my mind until it is sent; my massage does not depend on it."
    )
    answer(letter, therapist, allowed=False)
    assert as_(therapist).get(pdf).status_code == 404
    assert list(errors(as_(therapist).post(page, hand_over))) == ["kind"]

    answer(letter, therapist)
    assert as_(therapist).post(page, hand_over).status_code == 302
    assert ReferralStep.objects.get(kind="handed_over").letter == letter
    assert Referral.objects.get().status == "handed_over"
    answer(letter, therapist, allowed=False)
    assert list(errors(as_(therapist).post(page, hand_over | {"request_id": factories.request_id()}))) == ["kind"]
    assert as_(therapist).get(pdf).content.startswith(b"%PDF-"), "what left is kept as it was"


def test_pdf_is_tagged_and_takes_no_word_for_markup(therapist, referral):
    letter = letter_of(referral, therapist, parts=[("opening", "#panic() *no* $x$ <b>")], picture=_picture())
    pdf = bytes(answer(letter, therapist).pdf)
    assert pdf.startswith(b"%PDF-") and b"/StructTreeRoot" in pdf and b"/MarkInfo" in pdf


def _picture():
    return {"points": [["2026-01-05", "7"], ["2026-01-12", "6.5"]], "top": 10, "caption": "Headaches"}


def test_database_lets_no_letter_leave_without_permission(therapist, referral):
    letter = letter_of(referral, therapist)
    refused = {"referral": referral, "on": TODAY(), "by": therapist, "at": timezone.now(), "letter": letter}
    with pytest.raises(DatabaseError, match="permission"), transaction.atomic():
        ReferralStep.objects.create(kind="sent", **refused)
    answer(letter, therapist)
    answer(letter, therapist, allowed=False)
    with pytest.raises(DatabaseError, match="permission"), transaction.atomic():
        ReferralStep.objects.create(kind="handed_over", **refused)
    assert ReferralStep.objects.count() == 1


@pytest.mark.parametrize("table", ["conversation", "letter", "letteranswer", "referralstep"])
def test_database_refuses_to_change_what_was_said_or_sent(as_, therapist, referral, table):
    as_(therapist).post(f"/complaints/{referral.complaint.public_id}/talk/", talked())
    answer(letter_of(referral, therapist), therapist)
    for statement in (f"UPDATE cases_{table} SET id = id", f"DELETE FROM cases_{table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# --- the next visit, the case page, the directory -----------------------------------------------------------------


def test_next_visit_asks_in_one_tap_and_not_again_that_day(as_, therapist, referral):
    visit = f"/clients/{referral.complaint.client.public_id}/visits/new/"
    ask = "Seen Dr Adams?"
    assert ask not in as_(therapist).get(visit).content.decode()  # nothing was handed over yet
    step(referral, Step.TOLD, therapist, ago=7)
    assert ask in as_(therapist).get(visit).content.decode()
    tap = {"seen": "not_yet", "request_id": factories.request_id(), "next": visit}
    for _each in range(2):
        assert as_(therapist).post(f"/referrals/{referral.public_id}/asked/", tap).url == visit
    assert [each.kind for each in referral.steps.all()] == ["told", "drafted", "not_yet"]
    assert ask not in as_(therapist).get(visit).content.decode()


def test_case_shows_all_referrals_on_one_line_of_time(as_, therapist, headaches, referral):
    clinic = Professional.objects.create(kind="neurologist", name="Headache clinic")
    second = refer(headaches, clinic, reason="?", by=therapist, now=timezone.now(), request_id=uuid.uuid4())
    step(second, Step.APPOINTMENT, therapist, appointment_on=TODAY() + dt.timedelta(days=30))
    line = as_(therapist).get(f"/complaints/{headaches.public_id}/case/").context["line"]
    assert [(each.who, each.what, each.ahead) for each in line] == [
        ("Dr Adams", "Begun", False),
        ("Headache clinic", "Begun", False),
        ("Headache clinic", "Appointment made", False),
        ("Headache clinic", "Appointment", True),
    ]


def test_directory_refuses_to_overwrite_what_somebody_saved_meanwhile(as_, therapist, colleague, doctor):
    path = f"/professionals/{doctor.public_id}/"
    data = {"kind": "primary", "name": "Dr Adams", "version": "1"}
    assert as_(therapist).post(path, data | {"phone": "+1 555 0111"}).status_code == 302
    stale = as_(colleague).post(path, data | {"notes": "Calls back."})
    assert (stale.status_code, stale.context["saved"].phone) == (409, "+1 555 0111")
    assert stale.context["form"]["notes"].value() == "Calls back."
    doctor.refresh_from_db()
    assert (doctor.phone, doctor.notes, doctor.version) == ("+1 555 0111", "", 2)


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_referrals_asks_as_many_queries_however_long_it_is(
    as_, owner, referral, count, django_assert_num_queries
):
    for n in range(count):
        facts = {"reason": "?", "by": owner, "now": timezone.now(), "request_id": uuid.uuid4()}
        made = refer(referral.complaint, referral.professional, **facts) if n else referral
        step(made, Step.TOLD, owner, ago=30)
    logged_in = as_(owner)
    # session, user, practice; three counts, the page's own count, the page
    with django_assert_num_queries(8):
        response = logged_in.get("/referrals/")
    assert response.content.decode().count("Clara Whitfield: Dr Adams") == count
