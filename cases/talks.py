"""Writes down an open conversation with a client, and keeps the practice's own guide to it."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bookings.recall import leave_in_peace, may_be_called
from cases.models import Conversation, ConversationGuide
from intake.models import Complaint
from practice.models import User
from practice.versions import Stale, take_next
from sessions_log import judging


@transaction.atomic
def record_talk(
    complaint: Complaint, *, by: User, now: dt.datetime, request_id: uuid.UUID, wants_follow_up: bool, **said
) -> Conversation:
    """Add a conversation. The same `request_id` again gives the one it made.

    `said`: held_on, answer, wants, may_share, share_with. From that day the client is left in peace, unless she or
    he asked for a follow-up.
    """
    (complaint,) = judging.lock([complaint.pk])
    if made := Conversation.objects.filter(request_id=request_id).first():
        return made
    if complaint.client.archived_at:
        raise ValidationError(_("This client is archived. Bring the client back first."))
    made = Conversation.objects.create(
        complaint=complaint,
        held_by=by,
        written_at=now,
        request_id=request_id,
        wants_follow_up=wants_follow_up,
        **said,
    )
    if wants_follow_up:
        may_be_called(complaint.client)
    else:
        leave_in_peace(complaint.client, by=by, now=now)
    return made


def guide() -> tuple[str, int]:
    """The guide's words, and their version: 0 where they are the product's own."""
    kept = ConversationGuide.objects.filter(pk=1).first()
    return (kept.body, kept.version) if kept else (shipped_guide(), 0)


def shipped_guide() -> str:
    return _(
        "Say what you see: “We have given this a fair try, and it is about the same.” It is nobody's fault.\n\n"
        "Say what you don't know: “I can't tell you the cause; I'd like someone who can look further to see you, "
        "your doctor first.”\n\n"
        "Ask what she or he thinks, then wait.\n\n"
        "Say what stays: “You're welcome here for what massage does do for you.”\n\n"
        "Promise nothing."
    )


@transaction.atomic
def save_guide(body: str, *, by: User, seen: int) -> None:
    """The practice's own words from now on. Raises Stale if somebody saved others meanwhile."""
    kept = ConversationGuide.objects.select_for_update().filter(pk=1).first()
    if kept is None and seen == 0:
        kept, is_new = ConversationGuide.objects.get_or_create(pk=1, defaults={"body": body, "saved_by": by})
        if is_new:
            return
    if kept is None:
        kept = ConversationGuide(pk=1, body=shipped_guide(), version=0, saved_by=by)
        raise Stale(kept)
    take_next(kept, seen)
    kept.body, kept.saved_by = body, by
    kept.save(update_fields=["body", "saved_by", "version"])
