"""Fetches what the pages of this room are about. Who may come in is said by practice.access: clinical roles only."""

import uuid

from django.shortcuts import get_object_or_404

from cases.enums import DecisionKind
from cases.models import Letter, Referral
from intake.models import Complaint
from practice.models import User


def get_case(public_id: uuid.UUID) -> Complaint:
    """A complaint with its client and type; therapists and owners see every client's record."""
    found = Complaint.objects.select_related("client__therapist", "type")
    return get_object_or_404(found, public_id=public_id)


def get_referral(public_id: uuid.UUID) -> Referral:
    """A referral with its complaint, client, professional and author."""
    return get_object_or_404(Referral.objects.with_people(), public_id=public_id)


def get_letter(public_id: uuid.UUID) -> Letter:
    """A letter with its referral and all that it names."""
    found = Letter.objects.select_related(
        "referral__complaint__client", "referral__professional", "referral__made_by", "written_by"
    )
    return get_object_or_404(found, public_id=public_id)


def may_refer(user: User, complaint: Complaint) -> bool:
    """An owner never refers over a therapist's head: the client's own therapist does, or is asked."""
    own = complaint.client.therapist
    return not user.is_owner or own is None or not own.is_active or own.pk == user.pk


def kinds_for(user: User, complaint: Complaint) -> list[str]:
    """Nobody asks herself, and an owner asks the therapist instead of referring."""
    never = {DecisionKind.ASK_THERAPIST} if complaint.client.therapist_id == user.pk else set()
    if not may_refer(user, complaint):
        never.add(DecisionKind.REFER)
    return [kind for kind in DecisionKind.values if kind not in never]
