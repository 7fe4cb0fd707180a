"""What a POST of the visit page does: make the draft if it is not there yet, save it, perhaps open a complaint."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet, TextChoices

from bookings.models import Appointment
from clients.models import Client
from intake.models import Complaint, ComplaintType
from practice.current import local_date
from practice.models import User
from practice.versions import Stale
from sessions_log import describe, page
from sessions_log.complaints import open_complaint
from sessions_log.content import Answer, Content
from sessions_log.desk_words import says_too_much, telling_word
from sessions_log.models import Visit
from sessions_log.record import log_visit, save_draft


class Outcome(TextChoices):
    """How a save went."""

    SAVED = "saved"
    INVALID = "invalid"  # errors stand beside the fields
    CLASH = "clash"  # saved elsewhere meanwhile: both versions are shown
    FINAL = "final"  # signed or discarded elsewhere meanwhile


@dataclass(slots=True)
class Kept:
    outcome: Outcome
    page: page.Page
    visit: Visit | None
    clashes: list[describe.Difference]


def sent_uuid(data, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(data.get(name, ""))
    except ValueError as error:
        raise BadRequest(name) from error


def sent_version(data) -> int:
    """The version that the page showed; 0 before the draft was made."""
    value = data.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 9 else 0


def draft_of_form(user: User, client: Client, request_id: uuid.UUID) -> Visit | None:
    """The draft that this very form has made already, if it has."""
    visits = Visit.objects.with_parts().select_related("client", "therapist", "signed_by", "voided_by", "copied_from")
    visit = visits.filter(request_id=request_id).first()
    if visit and (visit.client_id != client.pk or visit.therapist_id != user.pk):
        raise PermissionDenied
    return visit


def keep(user: User, client: Client, visit: Visit | None, data, now: dt.datetime) -> Kept:
    """Save all that the page sent, or say why not; nothing is ever half-saved."""
    sent = page.load(client, visit, now=now, data=data)
    if not sent.is_valid():
        return Kept(Outcome.INVALID, sent, visit, [])
    content = sent.content()
    if data.get("action") == "sign" and not _may_be_signed(sent, content, client):
        return Kept(Outcome.INVALID, sent, visit, [])
    describe.take(data.getlist("take"), of=sent.saved, into=content)
    if data.get("action") == "same":
        sent.same.fill(content)
    elif data.get("action") == "undo_same":
        sent.same.undo(content)
    try:
        with transaction.atomic():
            seen = sent_version(data)
            if visit is None:
                visit = log(user, client, data, content.fields, now)
                seen = visit.version
            if data.get("new_complaint"):
                content.answers[_open_new_complaint(user, client, data, now).pk] = Answer()
            visit = save_draft(visit, by=user, now=now, seen=seen, content=content)
    except Stale as stale:
        return _compare(client, stale.current, content, data, now)
    except ValidationError as error:
        sent.form.add_error(None, error.messages)
        return Kept(Outcome.INVALID, sent, None if visit is None or visit.pk is None else visit, [])
    return Kept(Outcome.SAVED, sent, visit, [])


def _may_be_signed(sent: page.Page, content: Content, client: Client) -> bool:
    """What a draft may have and a signed visit may not is said beside its field."""
    if word := telling_word(content.fields["desk_note"], _complaints_of(client)):
        sent.form.add_error("desk_note", says_too_much(word))
    return sent.may_be_signed() and not word


def _complaints_of(client: Client) -> QuerySet[Complaint]:
    return Complaint.objects.filter(client=client).select_related("type")


def log(user: User, client: Client, data, fields: dict, now: dt.datetime) -> Visit:
    return log_visit(
        client,
        by=user,
        now=now,
        request_id=sent_uuid(data, "request_id"),
        starts_at=fields["starts_at"],
        minutes=fields["minutes"],
        appointment=appointment_for(user, client, fields["starts_at"]),
    )


def appointment_for(user: User, client: Client, starts_at: dt.datetime) -> Appointment | None:
    """The appointment that a visit is of: the client's with this therapist on that day, the nearest of several."""
    day = local_date(starts_at)
    around = (starts_at - dt.timedelta(days=1), starts_at + dt.timedelta(days=1))
    taken = Visit.objects.counting().filter(client=client, appointment__isnull=False).values("appointment")
    standing = Appointment.objects.standing().between(*around).filter(client=client, therapist=user)
    free = standing.exclude(pk__in=taken)
    that_day = [each for each in free if local_date(each.starts_at) == day]
    return min(that_day, key=lambda each: abs(each.starts_at - starts_at), default=None)


def _open_new_complaint(user: User, client: Client, data, now: dt.datetime) -> Complaint:
    """Two taps: a type, and it is on the page. The rest of it can be told later."""
    kind = ComplaintType.objects.current().filter(public_id=sent_uuid(data, "new_complaint")).first()
    if kind is None:
        raise BadRequest("new_complaint")
    fields = {"type": kind, "name": kind.name, "main_measure": kind.main_measure}
    fields |= {f"track_{kind.main_measure}": True, "track_intensity": True}
    fields |= {"track_painkiller_days": kind.asks_painkiller_days}
    return open_complaint(client, by=user, now=now, request_id=sent_uuid(data, "new_complaint_id"), fields=fields)


def _compare(client: Client, current: Visit, typed: Content, data, now: dt.datetime) -> Kept:
    """The draft was saved since this page was shown. The same said twice is no clash: a re-sent form."""
    current = (
        Visit.objects.with_parts()
        .select_related("client", "therapist", "signed_by", "copied_from")
        .get(pk=current.pk)
    )
    shown = page.load(client, current, now=now, data=data)
    names = {card.complaint.pk: card.complaint.name for card in shown.cards}
    clashes = describe.differences(shown.saved, typed, shown.words, names)
    if not clashes:
        return Kept(Outcome.SAVED, shown, current, [])
    return Kept(Outcome.CLASH if current.is_draft else Outcome.FINAL, shown, current, clashes)
