"""A small practice with one of everything, and clinical words in it that no other text has.

The access test shows its pages to each role and looks for those words where they must not be.
"""

import datetime as dt
import uuid
from decimal import Decimal
from types import SimpleNamespace

from django.utils import timezone
from psycopg.types.range import Range

from bookings.models import (
    Answer,
    Appointment,
    AppointmentKind,
    Exceptional,
    Feed,
    FollowUp,
    Message,
    Table,
    Waiting,
)
from cases.enums import Step
from cases.models import Conversation, Decision, Letter, LetterAnswer, MeetingEntry
from cases.referring import Happened, add_step, refer
from intake import desk, editions
from intake.enums import AnswerKind, Giving
from intake.models import (
    Acceptance,
    Area,
    ComplaintType,
    Consent,
    ConsentWithdrawal,
    HealthCondition,
    HealthHistory,
    HomeworkKind,
    Intake,
    IntakeRating,
    Precaution,
    Professional,
    RedFlag,
    TeamMember,
    Technique,
)
from intake.standing import texts_in_use
from practice.models import Invitation, User
from sessions_log import queries
from sessions_log.models import (
    Addendum,
    AreaWorked,
    Homework,
    PaperNote,
    Progress,
    Rating,
    SensitiveConsent,
    SheetGiven,
    TechniqueUsed,
    Visit,
    VisitComplaint,
)
from tests import factories
from tests.intake import filled

# Words that stand in clinical rows alone. A response that has one of them leaks.
COMPLAINT = "Zephyrache"
TYPE = "Quorlpain"
AREA = "Brachionimbus"
TECHNIQUE = "Vortexkneading"
HOMEWORK = "Flumestretching"
RED_FLAG = "Zornsignal"
NOTE = "xanthic murmur under the scapula"
PRECAUTION = "takes thinnex tablets"
ALERT = "grumbleflux of the left ear"
ANSWER = "hobblewick since the regatta"
WHY = "plodding along since spring"
RATING = "6.1803"
CALLER = "heard from the caller of a gurgling tinnitrix"
PLANTED = (COMPLAINT, TYPE, AREA, TECHNIQUE, HOMEWORK, RED_FLAG, NOTE, PRECAUTION, ALERT, CALLER, ANSWER, WHY, RATING)

# What the client answered in her intake.
ANSWERS = {
    "reason": {"reason": "both"},
    "you": {"name": "Clara Whitfield", "birth_date": "1980-04-01", "phone": "+1 555 0100", "email": "c@example.org"},
    "about": {"occupation": ANSWER, "work_movements": ANSWER, "home_movements": ANSWER},
    "main": {"own_words": ANSWER, "doctor_named": ANSWER, "doctor": ANSWER},
    "where": {"felt": ["forehead", "neck_back_left"]},
    "how": {"since": ANSWER, "course": "constant", "intensity": 6, "days": 5, "worst": 8, "worse_with": ANSWER},
    "so_far": {"tried": ANSWER, "activity": ANSWER, "activity_score": 4, "hopes": ANSWER},
    "others": {"others": [{"own_words": f"{ANSWER}, too", "felt": ["knee_left"], "intensity": 4}]},
    "likes": {"pressure": "light", "focus": ANSWER, "avoid": ANSWER},
    "health": {"conditions": [], "conditions_more": ANSWER, "injuries": ANSWER, "pregnancy": "no"},
    "medicines": {"medicines": ANSWER, "thinners": ["none"], "allergies": ""},
    "team": {"team": [{"kind": "primary", "name": ANSWER, "may_write": True}, {"kind": "dentist"}]},
    "wish": {"wish": ANSWER},
}

APPOINTMENT_TOKEN, FEED_TOKEN = "the-token-of-an-appointment", "the-token-of-a-calendar"
OFFER_TOKEN = "the-token-of-an-offer"
INVITATION_TOKEN = "the-token-of-the-invitation"
FRESH_TOKEN, BEGUN_TOKEN = "the-token-of-a-new-form", "the-token-of-a-form-that-was-begun"
RENEWAL_TOKEN = "the-token-of-a-renewal"
RENEWAL_LINK = uuid.UUID("8a1f9a52-6f0e-4c52-9a3c-1d7c2b7f0a11")
BEGUN_LINK = uuid.UUID("3f0c5c0e-57a5-4f2c-9f0b-5a3b6c1d2e4f")
CHECK_IN_TOKEN, DIARY_TOKEN = "the-token-of-a-check-in", "the-token-of-a-diary"
SHEET_TOKEN, STROLL = "the-token-of-a-sheet", uuid.UUID(int=0x9ABC)
DIARIST, HER_COMPLAINT = uuid.UUID(int=0x1234), uuid.UUID(int=0x5678)


def build(author: User, owner: User) -> SimpleNamespace:
    """One of everything. `author` treats the client and wrote the visits; `owner` invited somebody."""
    now = timezone.now()
    client = factories.client("Clara Whitfield", phone="+1 555 0100", email="clara@example.org", therapist=author)
    words = SimpleNamespace(
        type=ComplaintType.objects.create(name=TYPE),
        area=Area.objects.create(name=AREA, region="Neck", sensitive=True),
        technique=Technique.objects.create(name=TECHNIQUE),
        second_technique=Technique.objects.create(name=f"{TECHNIQUE}, the second"),
        retired_technique=Technique.objects.create(name=f"{TECHNIQUE}, the old one", retired_at=now),
        homework=HomeworkKind.objects.create(name=HOMEWORK),
        red_flag=RedFlag.objects.create(name=RED_FLAG, question="Does it glow in the dark?", advice=NOTE),
        condition=HealthCondition.objects.create(name="Glowing in the dark", care="stop", advice=NOTE),
    )
    words.red_flag.types.set([words.type])
    HomeworkKind.objects.filter(pk=words.homework.pk).update(picture=factories.upload(author, "a stretch"))
    complaint = factories.complaint(client, COMPLAINT, type=words.type, own_words=NOTE)
    IntakeRating.objects.create(
        complaint=complaint, measure="intensity", value=Decimal(RATING), scale_max=10, rated_at=now
    )
    consents = _consents(client, author, now)
    closed = factories.complaint(
        client, f"{COMPLAINT}, the old one", type=words.type, closed_on=now.date(), closed_reason="resolved"
    )
    precaution = Precaution.objects.create(client=client, text=PRECAUTION, created_by=author)
    dealt = {"dealt_at": now, "dealt_by": author, "dealt_note": NOTE}
    signed = factories.visit(client, author, days_ago=7, **_notes())
    _fill(signed, complaint, words)
    factories.sign(signed)
    draft = factories.visit(client, author, days_ago=0, **_notes())
    _fill(draft, complaint, words)
    voided = factories.visit(client, author, days_ago=5, **_notes())
    factories.sign(voided)
    queries.void_visit(voided.pk, author.pk, "the wrong chart")
    discarded = factories.visit(
        client, author, days_ago=3, voided_at=now, voided_by=author, void_reason="nobody came", **_notes()
    )
    Progress.objects.update_or_create(
        complaint=complaint,
        defaults={
            "visits": 2,
            "verdict": "no_improvement",
            "stage": "refer",
            "without": 5,
            "leading": "intensity",
            "review_after": 3,
            "refer_after": 5,
            "last_visit_at": now,
        },
    )
    reviewed = _at_review(author, words)
    addendum = Addendum.objects.create(visit=signed, author=author, reason="forgotten", text=NOTE)
    decision = Decision.objects.create(
        complaint=complaint,
        kind="change",
        why=WHY,
        decided_by=author,
        verdict="no_improvement",
        stage="refer",
        visits=2,
        look_again_on=now.date() + dt.timedelta(days=30),
    )
    start = (now + dt.timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    given = {"given_at": now, "given_how": Giving.SHOWN, "given_by": owner}
    form_link = filled.link_of(client, FRESH_TOKEN, **given)
    desk.push(client, now)
    half = factories.client("Berta Begun")
    filled.begun(filled.link_of(half, BEGUN_TOKEN, public_id=BEGUN_LINK, tries=1), filled.unwinding())
    kept_paper, removed_paper = _papers(draft, signed, author, now)
    sheet_visit = _between_visits(author)
    _renewing()
    edda = {"how": "paper", "entered_by": author, "submitted_at": None}
    upcoming = Appointment.objects.create(
        client=client, therapist=author, during=Range(start, start + dt.timedelta(hours=1)), created_by=owner
    )
    return SimpleNamespace(
        now=now,
        author=author,
        owner=owner,
        away=factories.user("Petra Past", is_active=False),
        client=client,
        free=factories.client("Frida Free"),  # nothing was ever booked or written for her
        archived=factories.client("Arno Archived", archived_at=now, archived_by=owner),
        complaint=complaint,
        closed_complaint=closed,
        precaution=precaution,
        history=HealthHistory.objects.create(
            client=client, medicines=ANSWER, injuries=ANSWER, thinners=["aspirin"], confirmed_on=now.date()
        ),
        colleague_elsewhere=_treats(client, ANSWER),
        intake=factories.intake(client, ANSWERS),
        entry=factories.intake(factories.client("Edda Entered"), filled.ANSWERED, **edda),
        old_intake=_gone_through(factories.intake(client, ANSWERS, days_ago=400), author),
        alert=factories.alert(client, ALERT, kind="red_flag", urgent=True, advice=ALERT),
        dealt_alert=factories.alert(client, f"{ALERT}, the old one", **dealt),
        form_link=form_link,
        callers_word=factories.alert(client, CALLER, kind="message", raised_by=owner),
        **consents,
        signed=signed,
        draft=draft,
        discarded=discarded,
        kept_paper=kept_paper,
        removed_paper=removed_paper,
        sheet_visit=sheet_visit,
        voided=voided,
        addendum=addendum,
        decision=decision,
        reviewed=reviewed,
        **_brought_in(complaint, author, now),
        stalled=_to_review(owner, now),
        today=timezone.localdate(now).isoformat(),
        appointment=upcoming,
        followup=FollowUp.objects.create(
            client=client,
            therapist=author,
            due_from=now.date(),
            due_by=now.date() + dt.timedelta(days=7),
            desk_note="mornings suit her",
            created_by=author,
        ),
        missed_appointment=factories.appointment(client, author, now - dt.timedelta(days=40), status="missed"),
        kind=AppointmentKind.objects.create(name="Massage, 60 minutes", turnover=15),
        table=Table.objects.create(room="Garden room"),
        day_off=Exceptional.objects.create(
            first_day=now.date() + dt.timedelta(days=30),
            last_day=now.date() + dt.timedelta(days=31),
            created_by=owner,
        ),
        late_cancelled=factories.appointment(
            client,
            author,
            now - dt.timedelta(days=50),
            status="cancelled",
            cancel_reason="client",
            cancelled_late=True,
            fee="due",
        ),
        **_mailed(client, author, now),
        message=Message.objects.create(
            appointment=upcoming,
            kind="booked",
            request_id=uuid.uuid4(),
            created_at=now,
            sent_at=now,
            token_hash=factories.sha256(APPOINTMENT_TOKEN),
        ),
        feed=Feed.objects.create(therapist=author, token_hash=factories.sha256(FEED_TOKEN), created_at=now),
        missed_client=factories.client("Long Gone"),
        closed_followup=factories.follow_up(client, author, status="closed", close_reason="will_call"),
        invitation=Invitation.objects.create(
            email="nora@practice.example",
            name="Nora New",
            is_therapist=True,
            token_hash=factories.sha256(INVITATION_TOKEN),
            invited_by=owner,
            expires_at=now + dt.timedelta(days=7),
        ),
        **_own_questions(owner),
        request_id=str(uuid.uuid4()),
        **{f"{name}_word": word for name, word in vars(words).items()},
    )


def _at_review(author: User, words):
    """A complaint for which the technique that the other client had is not tried yet."""
    rhea = factories.client("Rhea Reviewed", therapist=author)
    complaint = factories.complaint(rhea, f"{COMPLAINT} of another", type=words.type, own_words=NOTE)
    facts = {"visits": 3, "verdict": "no_improvement", "stage": "review", "without": 3, "leading": "intensity"}
    Progress.objects.create(complaint=complaint, review_after=3, refer_after=5, last_visit_at=timezone.now(), **facts)
    return complaint


def _mailed(client, author: User, now) -> dict:
    """Somebody has asked for another time, and cancelled one: that is offered to the client, who waits for such."""
    mia = factories.client("Mia Mailed", email="mia@example.org", therapist=author)
    factories.complaint(mia, COMPLAINT, own_words=NOTE)
    start = (now + dt.timedelta(days=4)).replace(minute=0, second=0, microsecond=0)
    asked = factories.appointment(mia, author, start)
    freed = factories.appointment(
        mia, author, start + dt.timedelta(hours=1), status="cancelled", cancel_reason="client"
    )
    waiting = Waiting.objects.create(
        client=client, first_day=now.date(), last_day=now.date() + dt.timedelta(days=9), created_by=author
    )
    mails = {"created_at": now, "appointment": freed}
    Message.objects.create(
        **mails,
        kind="offer",
        waiting=waiting,
        request_id=uuid.uuid4(),
        sent_at=now,
        token_hash=factories.sha256(OFFER_TOKEN),
    )
    return {
        "waiting": waiting,
        "freed": freed,
        "failed_mail": Message.objects.create(**mails, kind="cancelled", request_id=uuid.uuid4(), failed_at=now),
        "open_answer": Answer.objects.create(
            appointment=asked,
            kind="another_time",
            about=asked.starts_at,
            at=now,
            times=["mornings"],
            request_id=uuid.uuid4(),
        ),
    }


def _brought_in(complaint, author: User, now) -> dict:
    """A conversation, and a referral with a letter that nobody has signed for and a reply that came all the same."""
    Conversation.objects.create(
        complaint=complaint, held_on=now.date(), answer=NOTE, wants=ANSWER, held_by=author, written_at=now
    )
    doctor = Professional.objects.create(kind="primary", name=f"Dr {ANSWER}", notes=NOTE)
    referral = refer(complaint, doctor, reason=NOTE, by=author, now=now, request_id=uuid.uuid4())
    photo = factories.upload(author, "a reply")
    add_step(
        referral, Happened(Step.REPLY, now.date(), NOTE, reply=photo), by=author, now=now, request_id=uuid.uuid4()
    )
    letter = Letter.objects.create(
        referral=referral, number=1, parts=[["opening", NOTE]], written_by=author, written_at=now
    )
    return {"referral": referral, "letter": letter, "signed_letter": _signed_for(referral, author, now)} | {
        "reply": photo,
        "doctor": doctor,
    }


def _to_review(owner: User, now):
    """A case that needs a decision, of which something was noted in a meeting today; another was left."""
    stella = factories.complaint(factories.client("Stella Still"), COMPLAINT)
    facts = {"visits": 5, "verdict": "no_improvement", "stage": "refer", "without": 5}
    Progress.objects.create(complaint=stella, review_after=3, refer_after=5, **facts)
    on = {"on": timezone.localdate(now), "at": now, "by": owner}
    MeetingEntry.objects.create(kind="note", complaint=stella, text=NOTE, **on)
    left = factories.complaint(factories.client("Lena Left"), COMPLAINT)
    MeetingEntry.objects.create(kind="skipped", complaint=left, **on)
    return stella


def _signed_for(referral, author: User, now) -> Letter:
    letter = Letter.objects.create(
        referral=referral, number=2, parts=[["opening", NOTE]], written_by=author, written_at=now
    )
    LetterAnswer.objects.create(
        letter=letter, allowed=True, words=NOTE, typed_name="Clara", at=now, recorded_by=author, pdf=b"%PDF-1.7"
    )
    return letter


def _renewing() -> None:
    """Somebody who is asked once a year, with a complaint on record."""
    rena = factories.client("Rena Renewing", birth_date=filled.BORN)
    factories.complaint(rena, "Stiff shoulder", type=factories.complaint_type("Shoulder"))
    filled.link_of(rena, RENEWAL_TOKEN, "renewal", public_id=RENEWAL_LINK)


def _own_questions(owner: User) -> dict[str, uuid.UUID]:
    """Two that a client is asked and one that is retired, by the ids of their addresses."""
    ids = {name: uuid.uuid4() for name in ("own_question", "second_own_question", "retired_own_question")}
    for own, kind in zip(ids.values(), AnswerKind, strict=True):
        facts = {"step": "likes", "kind": kind, "label": f"Do you like it {kind}?", "help": "", "required": False}
        options = ["warm", "cold"] if kind == AnswerKind.CHOICE else []
        editions.add_own({**facts, "options": options}, by=owner, request_id=own)
    retired = ids["retired_own_question"]
    editions.set_retired(f"own-{retired.hex}", True, by=owner, request_id=uuid.uuid4())
    return ids


def _treats(client, name: str) -> Professional:
    made = Professional.objects.create(kind="chiropractor", name=name)
    TeamMember.objects.create(client=client, professional=made, may_write=True, said_on=timezone.localdate())
    return made


def _gone_through(intake: Intake, by: User) -> Intake:
    Acceptance.objects.create(intake=intake, by=by, at=timezone.now())
    return intake


def _papers(draft, signed, author: User, now) -> tuple[PaperNote, PaperNote]:
    """Photos of paper notes: two of a draft, one of them taken out again, and one that came after the signature."""

    def photo(visit, **given) -> PaperNote:
        facts = {"author": author, "added_at": now, "photo": factories.upload(author, f"paper {uuid.uuid4()}")}
        return PaperNote.objects.create(visit=visit, **facts, **given)

    photo(signed, reason=NOTE)
    kept, removed = photo(draft), photo(draft)
    removed.removed_at, removed.removed_by, removed.removed_reason = now, author, NOTE
    removed.save()
    return kept, removed


def _between_visits(author: User) -> Visit:
    """A client who was treated, checked in, keeps a diary and was given a sheet: of all that, her own pages show only
    the last days and the sheet. Gives the visit of the sheet."""
    diarist = factories.client("Dana Diarist", birth_date=filled.BORN, therapist=author, public_id=DIARIST)
    sore = factories.complaint(diarist, "Sore neck", public_id=HER_COMPLAINT, own_words=NOTE, track_days=True)
    treated = factories.visit(diarist, author, days_ago=9)
    factories.rating(treated, sore, RATING)
    factories.check_in(sore, timezone.now() - dt.timedelta(hours=1), intensity=RATING)
    factories.diary(sore, "xxxxxxxxxxxx.")
    filled.link_of(diarist, CHECK_IN_TOKEN, "check_in")
    filled.link_of(diarist, DIARY_TOKEN, "diary")
    stroll = HomeworkKind.objects.create(
        name="Strolling",
        steps="Out of the door.\nAnd back.",
        picture=factories.upload(author, "a stroll"),
        public_id=STROLL,
    )
    Homework.objects.create(visit=treated, kind=stroll, detail="by the river", times_a_day=2)
    sheet = filled.link_of(diarist, SHEET_TOKEN, "sheet")
    SheetGiven.objects.create(
        visit=treated, link=sheet, how="shown", at=timezone.now(), by=author, request_id=uuid.uuid4()
    )
    return treated


def _consents(client, by: User, now) -> dict:
    """One that was signed on paper and stands, with a photo; and one that was signed on a screen and taken back."""
    treatment, privacy, _contact = texts_in_use()
    facts = {"client": client, "agreed": True, "typed_name": client.name, "language": "en"}
    facts |= {"signed_at": now, "signed_on": now.date(), "until": now.date() + dt.timedelta(days=365)}
    taken_back = Consent.objects.create(text=privacy, **facts)
    ConsentWithdrawal.objects.create(consent=taken_back, at=now, by=by, note=NOTE)
    paper = factories.upload(by, photo_of="a sheet of paper")
    return {
        "treatment_text": treatment,
        "withdrawn_consent": taken_back,
        "consent": Consent.objects.create(text=treatment, how="paper", recorded_by=by, paper=paper, **facts),
    }


def _notes() -> dict:
    return {"subjective": NOTE, "objective": NOTE, "assessment": NOTE, "plan": NOTE}


def _fill(visit, complaint, words) -> None:
    VisitComplaint.objects.create(visit=visit, complaint=complaint)
    Rating.objects.create(
        visit=visit, complaint=complaint, measure="intensity", value=Decimal(RATING), scale_max=Decimal(10)
    )
    AreaWorked.objects.create(visit=visit, area=words.area, side="left", finding_note=NOTE)
    SensitiveConsent.objects.create(visit=visit, area=words.area, agreed=True, reason=NOTE, said_at=visit.starts_at)
    TechniqueUsed.objects.create(visit=visit, technique=words.technique)
    Homework.objects.create(visit=visit, kind=words.homework, times_a_day=2)
