"""A letter in the making: the draft, two who write, a minor's letter. And how long silence may last."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from cases import decisions
from cases.enums import Step
from cases.models import Letter, LetterAnswer, LetterDraft, Referral
from cases.referring import refer
from intake.models import Professional
from practice.models import Practice
from practice.settings_record import save_settings
from tests import factories
from tests.cases import build
from tests.cases.test_referrals import TODAY, answer, errors, letter_of, step


@pytest.fixture
def referral(therapist):
    clara = factories.client("Clara Whitfield", therapist=therapist)
    headaches = build.complaint(clara, therapist, (7, 6, 7, 6, 6), worse_with="correcting papers")
    doctor = Professional.objects.create(kind="primary", name="Dr Adams")
    facts = {"by": therapist, "now": timezone.now(), "request_id": uuid.uuid4()}
    return refer(headaches, doctor, reason="What else?", **facts)


def path(referral):
    return f"/referrals/{referral.public_id}/letter/"


def typed(version=0, **fields):
    words = {"use_opening": "on", "opening": "Half a sent", "asked": "Not ticked.", "with_picture": "on"}
    return words | {"request_id": factories.request_id(), "version": version} | fields


def test_draft_is_kept_as_it_is_and_goes_when_a_version_is_finished(as_, therapist, colleague, referral):
    unfinished = typed(keep="1", use_done="on", done="")
    for _each in range(2):
        assert as_(therapist).post(path(referral), unfinished).url == path(referral)
    draft = LetterDraft.objects.get()
    assert (draft.words["opening"], draft.words["asked"], draft.ticked, draft.with_picture, draft.version) == (
        "Half a sent",
        "Not ticked.",
        ["opening", "done"],
        True,
        1,
    )
    assert Letter.objects.count() == 0
    assert "Go on with the letter" in as_(therapist).get(f"/referrals/{referral.public_id}/").text

    page = as_(colleague).get(path(referral))
    form = page.context["form"]
    shown = {name: form[name].value() for name in ("opening", "asked", "use_opening", "use_asked", "version")}
    assert shown == {"opening": "Half a sent", "asked": "Not ticked.", "use_opening": True, "use_asked": None} | {
        "version": 1
    }
    assert "A draft, kept by Ines Moreno on" in page.text
    assert errors(as_(colleague).post(path(referral), typed(1, use_done="on", done=""))) == {
        "done": ["Write what this part says, or leave it out."]
    }
    finished = typed(1, opening="A whole sentence.")
    for _each in range(2):
        assert as_(colleague).post(path(referral), finished).status_code == 302
    assert Letter.objects.get().parts == [["opening", "A whole sentence."]]
    assert LetterDraft.objects.count() == 0


@pytest.mark.parametrize("how", [{"keep": "1"}, {}])
def test_two_who_write_at_one_letter_see_each_others_words(as_, therapist, colleague, referral, how):
    as_(therapist).post(path(referral), typed(keep="1", opening="Ines writes."))
    response = as_(colleague).post(path(referral), typed(opening="Tomas writes.", **how))

    assert response.status_code == 409
    assert response.context["meanwhile"] == [("Opening", "Ines writes.")]
    form = response.context["form"]
    assert (form["opening"].value(), form["version"].value()) == ("Tomas writes.", 1)
    assert LetterDraft.objects.get().words["opening"] == "Ines writes." and Letter.objects.count() == 0

    again = as_(colleague).post(path(referral), typed(1, opening="Ines and Tomas write.", **how))
    assert again.status_code == 302
    kept = LetterDraft.objects.get().words["opening"] if how else Letter.objects.get().parts[0][1]
    assert kept == "Ines and Tomas write."


def test_draft_whose_letter_was_finished_meanwhile_says_so_and_is_not_lost(as_, therapist, colleague, referral):
    as_(therapist).post(path(referral), typed(keep="1"))
    as_(therapist).post(path(referral), typed(1))
    response = as_(colleague).post(path(referral), typed(1, opening="Written beside it.", keep="1"))
    assert (response.status_code, response.context["form"]["opening"].value()) == (409, "Written beside it.")
    assert LetterDraft.objects.count() == 0


def test_letter_after_massage_went_on_for_something_else_still_tells_all(as_, therapist, referral):
    """Another aim begins anew for the rule; whoever reads the letter wants to know of the visits before."""
    headaches = referral.complaint
    facts = {"kind": "maintain", "why": "A fair try.", "massage_for": "stress", "look_again_visit": 9}
    known = {"by": therapist, "now": timezone.now(), "request_id": uuid.uuid4()}
    decisions.decide(headaches, seen=decisions.facts_seen(headaches), **known, **facts)
    form = as_(therapist).get(path(referral)).context["form"]
    assert (
        "Clara's own ratings before treatments were 7 at first and 6 at the latest, of 10." in form.initial["opening"]
    )
    first = TODAY() - dt.timedelta(days=29)
    assert form.initial["done"] == f"So far: 5 visits since {date_format(first, 'j F Y')}."
    as_(therapist).post(path(referral), typed())
    assert [Decimal(value) for _day, value in Letter.objects.get().picture["points"]] == [7, 6, 7, 6, 6]


def test_parent_signs_for_a_minor_and_the_letter_says_so(as_, therapist, referral):
    client = referral.complaint.client
    client.birth_date = TODAY() - dt.timedelta(days=365 * 16)
    client.save(update_fields=["birth_date"])
    letter = letter_of(referral, therapist)
    page, said = f"/letters/{letter.public_id}/", {"allowed": "yes", "typed_name": "Rosa Whitfield"}
    assert "For Clara Whitfield, who is under 18, I allow Ines Moreno" in as_(therapist).get(page).text

    refused = as_(therapist).post(page, said | {"request_id": factories.request_id()})
    assert list(errors(refused)) == ["guardian_relationship"]
    assert refused.context["form"]["typed_name"].value() == "Rosa Whitfield"
    assert LetterAnswer.objects.count() == 0

    said |= {"guardian_relationship": "mother", "signature": "M10 10L20 20", "request_id": factories.request_id()}
    assert as_(therapist).post(page, said).status_code == 302
    kept = LetterAnswer.objects.get()
    assert (kept.typed_name, kept.guardian_relationship, kept.under_18, kept.allowed) == (
        "Rosa Whitfield",
        "mother",
        True,
        True,
    )
    assert kept.words.startswith("For Clara Whitfield, who is under 18") and bytes(kept.pdf).startswith(b"%PDF-")
    assert "(mother)" in as_(therapist).get(page).text

    client.birth_date = TODAY() - dt.timedelta(days=366 * 18)  # it is hers to allow by now
    client.save(update_fields=["birth_date"])
    letter = Letter.objects.get()
    told = as_(therapist).get(page)
    assert "it is hers or his to allow now" in told.text and "The letter as a PDF" not in told.text
    assert as_(therapist).get(f"{page}pdf/").status_code == 404
    with pytest.raises(ValidationError, match="has not allowed"):
        step(referral, Step.HANDED_OVER, therapist, letter=letter)
    answer(letter, therapist)
    step(referral, Step.HANDED_OVER, therapist, letter=letter)


def test_database_takes_no_minors_word_without_a_guardian(therapist, referral):
    letter = letter_of(referral, therapist)
    answer(letter, therapist)
    kept = LetterAnswer.objects.get()
    assert (kept.under_18, kept.guardian_relationship) == (False, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        said = {"words": "?", "typed_name": "Clara", "at": timezone.now(), "recorded_by": therapist}
        LetterAnswer.objects.create(letter=letter, allowed=False, under_18=True, **said)


def test_how_long_silence_may_last_is_the_practices_to_say(as_, therapist, owner, referral):
    other, seen = (
        refer(
            referral.complaint, referral.professional, reason="?", by=therapist, now=timezone.now(), request_id=each
        )
        for each in (uuid.uuid4(), uuid.uuid4())
    )
    step(referral, Step.TOLD, therapist, ago=15)
    step(seen, Step.SEEN, therapist, ago=15)

    def waits():
        return [(each.hear_by - TODAY()).days for each in Referral.objects.order_by("pk")]

    assert waits() == [6, 7, 13]
    save_settings({"referral_weeks": 2}, seen=Practice.objects.get().version)
    assert waits() == [-1, 7, 13], "those that wait for a first word follow at once, the others do not"
    assert [each.pk for each in as_(therapist).get("/referrals/").context["page"]] == [referral.pk]
    step(other, Step.TOLD, therapist)
    assert waits() == [-1, 14, 13]
