"""Photos of notes on paper: added to a draft or, with a reason, to a final visit; taken out of a draft again."""

import datetime as dt
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from practice.models import User
from practice.uploads import Photo, keeping
from sessions_log.access import may_write
from sessions_log.models import PaperNote, Visit


def add_papers(
    visit: Visit, photos: Sequence[Photo], *, by: User, now: dt.datetime, request_id: uuid.UUID, reason: str = ""
) -> None:
    """All of these photos or, if anything goes wrong, none. The same `request_id` again adds nothing.

    The visit's version stays: a photo changes nothing that its page could overwrite. Raises ValidationError where a
    final visit is added to without a reason, or does not count.
    """
    with transaction.atomic(), ExitStack() as kept:
        visit = Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.pk)
        ids = [uuid.uuid5(request_id, str(number)) for number in range(len(photos))]
        if PaperNote.objects.filter(request_id__in=ids, visit=visit, author=by).exists():
            return
        said = _why(visit, by, reason)
        for number, photo in zip(ids, photos, strict=True):
            upload = kept.enter_context(keeping(photo, by, now, number))
            PaperNote.objects.create(
                visit=visit, photo=upload, author=by, added_at=now, request_id=number, reason=said
            )


def _why(visit: Visit, by: User, reason: str) -> str:
    if visit.voided_at:
        raise ValidationError(_("This visit counts nowhere: nothing is added to it."))
    if visit.is_draft:
        if not may_write(by, visit):
            raise PermissionDenied
        return ""
    if not by.is_clinical:
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": _("This visit is signed: say why the photo is added now.")})
    return reason.strip()


@transaction.atomic
def take_out(paper: PaperNote, *, by: User, now: dt.datetime, reason: str) -> None:
    """It was the wrong photo: out of the draft, kept with the reason. Twice is once. Raises ValidationError."""
    visit = Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=paper.visit_id)
    if not may_write(by, visit):
        raise PermissionDenied
    if not visit.is_draft:
        raise ValidationError(_("This visit is final: what belongs to it stays."))
    paper = PaperNote.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.removed_at is None:
        paper.removed_at, paper.removed_by, paper.removed_reason = now, by, reason.strip()
        paper.save(update_fields=["removed_at", "removed_by", "removed_reason"])


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo on a page of its visit. `reason` is empty where it came before the signature."""

    public_id: uuid.UUID
    at: dt.datetime
    by: str
    reason: str


def shown(visit: Visit) -> list[Shown]:
    """Of a visit from `with_parts()`: no query."""
    return [_shown(row) for row in visit.papers_said]


def _shown(row: dict[str, Any]) -> Shown:
    at = parse_datetime(row["at"])
    assert at
    return Shown(uuid.UUID(row["public_id"]), at, row["by"], row["reason"])
