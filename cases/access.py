"""Fetches what the pages of this room are about. Who may come in is said by practice.access: clinical roles only."""

import uuid

from django.shortcuts import get_object_or_404

from cases.enums import DecisionKind
from cases.models import Letter, Referral
from clients.models import Client
from intake.models import Complaint
from practice.models import User
from sessions_log.models import Visit


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


def therapist_of(client: Client) -> User | None:
    """Whose client this is: assigned, or else the author of the last signed visit; nobody who has left."""
    own = client.therapist
    if own is None:
        signed = Visit.objects.filter(client=client, voided_at=None).exclude(signed_at=None)
        last = signed.select_related("therapist").order_by("-starts_at", "-pk").first()
        own = last.therapist if last else None
    return own if own and own.is_active and own.is_therapist else None


def may_refer(user: User, complaint: Complaint) -> bool:
    """An owner never refers over a therapist's head: the client's own therapist does, or is asked."""
    own = therapist_of(complaint.client) if user.is_owner else None
    return own is None or own.pk == user.pk


def kinds_for(user: User, complaint: Complaint) -> list[str]:
    """Nobody asks herself, or where nobody is to be asked; an owner asks the therapist instead of referring."""
    own = therapist_of(complaint.client)
    if own is None or own.pk == user.pk:
        never = {DecisionKind.ASK_THERAPIST}
    else:
        never = {DecisionKind.REFER} if user.is_owner else set()
    return [kind for kind in DecisionKind.values if kind not in never]
