"""A visit that was signed in the wrong chart goes to the right client, as a draft of its own.

What was done is copied, and when. Ratings only where the therapist says so and the complaint is of the same type;
health, consents and what was agreed to in person are never another client's. A text that names the client whose chart
it was is left out: nothing of that client's name is in the copy.
"""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from clients.folding import fold
from clients.models import Client
from intake.enums import Measure
from intake.models import Complaint
from practice.models import User
from sessions_log.complaints import GivenRating
from sessions_log.content import Answer
from sessions_log.enums import Timing
from sessions_log.forms import VisitForm
from sessions_log.keeping import appointment_for
from sessions_log.models import AreaWorked, Homework, TechniqueUsed, Visit
from sessions_log.reading import AtVisit, said_at
from sessions_log.record import log_visit, record_answer

NOTES = ("subjective", "objective", "assessment", "plan", "desk_note")
PLAIN = ("pressure", "return_weeks")


@dataclass(frozen=True, slots=True)
class Copied:
    """The draft, and the labels of what was left out because it names the other client."""

    visit: Visit
    left_out: list[str] = field(default_factory=list)


def may_copy(user: User, visit: Visit) -> bool:
    """Its therapist copies a visit that was signed and then voided."""
    signed_and_voided = visit.signed_at is not None and visit.voided_at is not None
    return signed_and_voided and user.is_therapist and visit.therapist_id == user.pk


@transaction.atomic
def copy_visit(
    visit: Visit, to: Client, *, by: User, now: dt.datetime, request_id: uuid.UUID, with_ratings: bool
) -> Copied:
    """A draft of `to` with what is theirs of a voided visit. A visit is copied once: again gives the same draft."""
    visit = Visit.objects.select_for_update(of=("self",)).select_related("client").get(pk=visit.pk)
    if not may_copy(by, visit):
        raise PermissionDenied
    if made := Visit.objects.counting().filter(copied_from=visit).select_related("client").first():
        if made.client_id != to.pk:
            raise ValidationError(_("This visit was copied to another client already."))
        return Copied(made)
    if to.pk == visit.client_id:
        raise ValidationError(_("This is the client whose chart it stood in."))
    made = log_visit(
        to,
        by=by,
        now=now,
        request_id=request_id,
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        appointment=appointment_for(by, to, visit.starts_at),
    )
    left_out = _copy_fields(visit, made)
    _copy_parts(visit, made)
    if with_ratings:
        made = _copy_ratings(visit, made, by, now)
    return Copied(made, left_out)


def matching(visit: Visit, to: Client) -> list[tuple[AtVisit, Complaint]]:
    """What the visit says of a complaint, beside the one of that type that the other client has."""
    own = {each.type_id: each for each in Complaint.objects.open().filter(client=to).order_by("-pk")}
    return [(at, own[of.type_id]) for of, at in said_at(visit) if of.type_id in own and at.ratings]


def _copy_fields(visit: Visit, made: Visit) -> list[str]:
    left_out = []
    made.copied_from = visit
    for name in PLAIN:
        setattr(made, name, getattr(visit, name))
    for name in NOTES:
        text = getattr(visit, name)
        if _names(visit.client, text):
            left_out.append(str(VisitForm.base_fields[name].label))
        else:
            setattr(made, name, text)
    made.save(update_fields=["copied_from", *PLAIN, *NOTES, "updated_at"])
    return left_out


def _copy_parts(visit: Visit, made: Visit) -> None:
    def kept(text: str) -> str:
        return "" if _names(visit.client, text) else text

    AreaWorked.objects.bulk_create(
        AreaWorked(visit=made, area_id=a.area_id, side=a.side, finding=a.finding, finding_note=kept(a.finding_note))
        for a in visit.areas.order_by("pk")
    )
    TechniqueUsed.objects.bulk_create(
        TechniqueUsed(visit=made, technique_id=each.technique_id) for each in visit.techniques.order_by("pk")
    )
    Homework.objects.bulk_create(
        Homework(visit=made, kind_id=each.kind_id, detail=kept(each.detail), times_a_day=each.times_a_day)
        for each in visit.homework.order_by("pk")
    )


def _copy_ratings(visit: Visit, made: Visit, by: User, now: dt.datetime) -> Visit:
    """As they stand by now. Named activities are each client's own, so function is not copied."""
    for at, complaint in matching(visit, made.client):
        asked = [each for each in complaint.tracked if each != Measure.FUNCTION]
        given: dict[Timing, list[GivenRating]] = {Timing.BEFORE: [], Timing.AFTER: []}
        for (timing, measure), said in at.ratings.items():
            if measure in asked and said.value is not None:
                given[Timing(timing)].append(GivenRating(measure, said.scale_max, said.value, source=said.source))
        answer = Answer(at.worked_on, before=tuple(given[Timing.BEFORE]), after=tuple(given[Timing.AFTER]))
        made = record_answer(made, complaint, answer, by=by, now=now, seen=made.version)
    return made


def _names(client: Client, text: str) -> bool:
    """Does the text have the client's name in it, or a part of it that is more than an initial?"""
    parts = [part for part in fold(client.name).split() if len(part) > 2]
    return any(re.search(rf"\b{re.escape(part)}\b", fold(text)) for part in parts)
