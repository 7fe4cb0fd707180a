"""Keeps a letter that is not finished yet: one draft a referral, whoever writes; nobody's words are lost."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import LetterDraft, Referral
from practice.models import User
from practice.versions import take_next


@transaction.atomic
def keep_draft(referral: Referral, written: dict, *, by: User, now: dt.datetime, seen: int) -> LetterDraft:
    """Keep what was written so far over the draft that was seen at version `seen`, 0 where there was none.

    `written`: words and ticked by part, with_picture. Raises Stale if somebody kept, or finished, another meanwhile.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if not referral.is_open:
        raise ValidationError(_("This referral was closed."))
    draft = _draft_of(referral)
    if draft.saved_by_id == by.pk and all(getattr(draft, name) == value for name, value in written.items()):
        return draft  # the same, sent twice
    take_next(draft, seen)
    for name, value in (written | {"saved_by": by, "saved_at": now}).items():
        setattr(draft, name, value)
    draft.save()
    return draft


def use_up_draft(referral: Referral, *, seen: int) -> None:
    """A version is finished from the draft that was seen at version `seen`. The caller holds the referral's lock."""
    draft = _draft_of(referral)
    take_next(draft, seen)
    if draft.pk:
        draft.delete()


def _draft_of(referral: Referral) -> LetterDraft:
    return LetterDraft.objects.filter(referral=referral).first() or LetterDraft(referral=referral, version=0)
