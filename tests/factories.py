"""Plain functions that make one thing each, with sensible values for what the test does not care about."""

import datetime as dt
import hashlib
import io
import uuid
from decimal import Decimal

from django.utils import timezone
from PIL import Image

from bookings.models import Appointment, FollowUp
from bookings.times import span
from clients.models import Client
from intake.enums import Measure
from intake.models import (
    Alert,
    CheckIn,
    CheckInRating,
    ClientLink,
    Complaint,
    ComplaintType,
    Consent,
    DiaryDay,
    Episode,
    Intake,
    IntakeRating,
)
from intake.questions import current_edition
from intake.standing import texts_in_use
from practice import uploads
from practice.models import Invitation, Upload, User
from sessions_log.enums import Timing
from sessions_log.models import Rating, Visit, VisitComplaint


def user(name: str = "Some Body", **fields) -> User:
    fields.setdefault("email", f"{name.lower().replace(' ', '.')}@practice.example")
    if not any(fields.get(role) for role in ("is_owner", "is_therapist", "is_front_desk")):
        fields["is_therapist"] = True
    return User.objects.create_user(name=name, password=None, **fields)


def client(name: str = "Clara Whitfield", **fields) -> Client:
    return Client.objects.create(name=name, **fields)


def complaint(of: Client, name: str = "Headaches", *, starts_on: dt.date | None = None, **fields) -> Complaint:
    """An open complaint with its first episode (from a year ago unless given)."""
    kind = fields.pop("type", None) or ComplaintType.objects.get_or_create(name="Headache")[0]
    made = Complaint.objects.create(client=of, type=kind, name=name, **fields)
    begins = starts_on or timezone.localdate() - dt.timedelta(days=365)
    Episode.objects.create(complaint=made, number=1, starts_on=begins)
    return made


def visit(of: Client, by: User, *, days_ago: int = 0, signed: bool = False, **fields) -> Visit:
    """A visit at this time of day, `days_ago` days ago. Signed ones are signed last: children are refused after."""
    fields.setdefault("starts_at", timezone.now() - dt.timedelta(days=days_ago))
    made = Visit.objects.create(client=of, therapist=by, created_by=by, **fields)
    if signed:
        sign(made)
    return made


def sign(visit: Visit) -> Visit:
    """Sign without the work that signing does in the product."""
    visit.signed_at, visit.signed_by = timezone.now(), visit.therapist
    visit.save(update_fields=["signed_at", "signed_by"])
    return visit


def rating(at: Visit, of: Complaint, value, measure: str = Measure.INTENSITY, *, after: bool = False) -> Rating:
    """A rating on the measure's own scale, stored without recomputing progress."""
    VisitComplaint.objects.get_or_create(visit=at, complaint=of)
    return Rating.objects.create(
        visit=at,
        complaint=of,
        measure=measure,
        timing=Timing.AFTER if after else Timing.BEFORE,
        value=Decimal(value),
        scale_max=Decimal(7 if measure == Measure.DAYS else 10),
    )


def request_id() -> str:
    return str(uuid.uuid4())


def appointment(of: Client, with_: User, starts_at: dt.datetime, minutes: int = 60, **fields) -> Appointment:
    """An appointment as it stands in the calendar, without the work that booking does."""
    return Appointment.objects.create(
        client=of, therapist=with_, during=span(starts_at, minutes), created_by=with_, **fields
    )


def follow_up(of: Client, with_: User | None = None, *, in_days: int = 7, **fields) -> FollowUp:
    """An open request to book: from today, within `in_days` days (a negative number: overdue)."""
    due_by = fields.pop("due_by", timezone.localdate() + dt.timedelta(days=in_days))
    due_from = fields.pop("due_from", min(due_by, timezone.localdate()))
    return FollowUp.objects.create(client=of, therapist=with_, due_from=due_from, due_by=due_by, **fields)


def sha256(text: str) -> str:
    """How tokens of links are kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def invitation(by: User, token: str | None = None, **fields) -> Invitation:
    """An open invitation of somebody new."""
    token = token or str(uuid.uuid4())
    return Invitation.objects.create(
        email=f"{token[:8]}@practice.example",
        name="Nora New",
        is_therapist=True,
        token_hash=sha256(token),
        invited_by=by,
        **{"expires_at": timezone.now() + dt.timedelta(days=7), **fields},
    )


def complaint_type(name: str) -> ComplaintType:
    """One of the shipped types, or a new one."""
    return ComplaintType.objects.get_or_create(name=name)[0]


def intake_rating(of: Complaint, value, *, days_ago: int, measure: str = Measure.INTENSITY) -> IntakeRating:
    return IntakeRating.objects.create(
        complaint=of,
        measure=measure,
        value=Decimal(value),
        scale_max=Decimal(7 if measure == Measure.DAYS else 10),
        rated_at=timezone.now() - dt.timedelta(days=days_ago),
    )


def link(of: Client, purpose: str, token: str | None = None, **fields) -> ClientLink:
    """A link that works for two weeks."""
    expires = timezone.now() + dt.timedelta(days=14)
    token_hash = sha256(token or str(uuid.uuid4()))
    return ClientLink.objects.create(
        client=of, purpose=purpose, token_hash=token_hash, **{"expires_at": expires, **fields}
    )


def check_in(of: Complaint, at: dt.datetime | None = None, **values) -> CheckIn:
    """What a client told before a visit: by measure a value, or a list of one for each activity; none: declined."""
    at = at or timezone.now()
    made = CheckIn.objects.create(client=of.client, link=link(of.client, "check_in", finished_at=at), at=at)
    for measure, value in values.items():
        said = {"parts": value} if isinstance(value, list) else {"value": Decimal(value)}
        top = {"days": 7, "painkiller_days": 31}.get(measure, 10)
        CheckInRating.objects.create(check_in=made, complaint=of, measure=measure, scale_max=top, **said)
    if not values:
        CheckInRating.objects.create(
            check_in=made, complaint=of, measure=of.main_measure, scale_max=10, declined=True
        )
    return made


def diary(of: Complaint, days: str, *, until: dt.date | None = None, at: dt.datetime | None = None) -> None:
    """A letter a day, the last one for `until` (yesterday): "x" with it, "." without it, " " not kept."""
    until = until or timezone.localdate() - dt.timedelta(days=1)
    DiaryDay.objects.bulk_create(
        DiaryDay(
            complaint=of,
            day=until - dt.timedelta(days=len(days) - 1 - n),
            had=letter == "x",
            value=6 if letter == "x" else None,
            at=at or timezone.now(),
        )
        for n, letter in enumerate(days)
        if letter != " "
    )


def consents(of: Client, *, on: dt.date | None = None) -> None:
    """The required ones, signed on a screen on that day (long ago unless given) and standing for years."""
    on = on or timezone.localdate() - dt.timedelta(days=500)
    said = {"client": of, "agreed": True, "typed_name": of.name, "language": "en", "signed_on": on}
    for text in texts_in_use():
        until = timezone.localdate() + dt.timedelta(days=500)
        Consent.objects.create(text=text, signed_at=timezone.now(), until=until, **said)


def upload(by: User, photo_of: str = "a sheet") -> Upload:
    """A photo that lies in its place; of the same thing it is the same file, written once for all tests."""
    content, public_id = photo(), uuid.uuid5(uuid.NAMESPACE_URL, photo_of)
    path = uploads._path(public_id)
    if not path.exists():  # several processes of the tests may come here at once
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{uuid.uuid4()}")
        draft.write_bytes(content)
        draft.rename(path)
    return Upload.objects.create(
        public_id=public_id,
        content_type="image/jpeg",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=timezone.now(),
        uploaded_by=by,
    )


def photo(colour: str = "white") -> bytes:
    """A photo of a sheet of paper, as a telephone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (120, 160), colour).save(out, "JPEG")
    return out.getvalue()


def intake(of: Client, answers: dict, *, days_ago: float = 0, **fields) -> Intake:
    """One that was submitted `days_ago` days ago, without what submitting does besides."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    told = {"started_at": at, "saved_at": at, "submitted_at": at, "questions": current_edition()}
    return Intake.objects.create(client=of, answers=answers, **told | fields)


def alert(of: Client, text: str = "Blood thinners: warfarin", **fields) -> Alert:
    """An open alert."""
    return Alert.objects.create(client=of, text=text, **{"kind": "health", "raised_at": timezone.now()} | fields)
