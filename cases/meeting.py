"""The owner's review: where one is among the cases, what is noted and left, and what a day's meeting came to."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from cases.decided import changes_named, said_of
from cases.enums import Noted
from cases.models import Decision, MeetingEntry
from cases.queries.meeting import Waiting
from intake.models import Complaint
from practice.current import local_date
from practice.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is on the way through: case 3 of 12, and its neighbours; after the last, the first not met."""

    number: int
    of: int
    before: Waiting | None
    after: Waiting | None

    @property
    def then(self) -> str:
        """Where the way goes on once this case is decided or left."""
        return address(self.after)


def address(case: Waiting | None) -> str:
    return reverse("cases:meeting_case", args=[case.public_id]) if case else reverse("cases:meeting")


def first_of(cases: Sequence[Waiting]) -> Waiting | None:
    return next((each for each in cases if not each.skipped), None)


def place_of(complaint: Complaint, cases: Sequence[Waiting]) -> Place | None:
    """None where this case needs no decision any more."""
    at = next((n for n, each in enumerate(cases) if each.public_id == complaint.public_id), None)
    if at is None:
        return None
    after = first_of(cases[at + 1 :]) or first_of(cases[:at])
    return Place(at + 1, len(cases), cases[at - 1] if at else None, after)


@transaction.atomic
def note(
    kind: Noted, *, by: User, now: dt.datetime, request_id: uuid.UUID, text: str = "", about: Complaint | None = None
) -> MeetingEntry:
    """Add to the meeting of today: a note, or that a case is left. The same `request_id` again gives the first."""
    kept, _new = MeetingEntry.objects.get_or_create(
        request_id=request_id,
        defaults={"kind": kind, "text": text, "complaint": about, "by": by, "at": now, "on": local_date(now)},
    )
    return kept


@dataclass(frozen=True, slots=True)
class Made:
    """A decision, and in a sentence what changes by it."""

    decision: Decision
    changes: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a day's meeting came to. Left: those that were not decided on that day after all."""

    day: dt.date
    decided: list[Made]
    left: list[MeetingEntry]
    notes: list[MeetingEntry]

    @property
    def is_empty(self) -> bool:
        return not (self.decided or self.left or self.notes)


def days() -> QuerySet:
    """Those on which something was decided, noted or left, newest first, each once."""
    decided = Decision.objects.annotate(day=TruncDate("decided_at")).values_list("day", flat=True)
    return decided.union(MeetingEntry.objects.values_list("on", flat=True)).order_by("-day")


def meeting_of(day: dt.date) -> Meeting:
    """Two queries."""
    decisions = Decision.objects.filter(decided_at__date=day).select_related("complaint__client", "decided_by")
    entries = MeetingEntry.objects.filter(on=day).select_related("complaint__client", "by").order_by("at", "pk")
    named = decisions.annotate(named=changes_named()).order_by("decided_at", "pk")
    decided = [Made(each, said_of(each.named)) for each in named]
    settled = {each.decision.complaint_id for each in decided}
    left = {each.complaint_id: each for each in entries if each.kind == Noted.SKIPPED}
    return Meeting(
        day,
        decided,
        [each for complaint, each in left.items() if complaint not in settled],
        [each for each in entries if each.kind == Noted.NOTE],
    )
