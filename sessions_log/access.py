"""Who may read and write visits and complaints.

A practice shares care: every therapist and owner reads every client's record. Only its therapist writes, signs or
discards a draft; its therapist or an owner voids a signed visit; every therapist and owner adds to one.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from intake.models import Complaint
from practice.models import User
from sessions_log.models import PaperNote, Visit


def get_visit(user: User, public_id: uuid.UUID) -> Visit:
    """A visit with its parts, for reading."""
    visits = Visit.objects.with_parts().select_related("client", "therapist", "signed_by", "voided_by", "copied_from")
    return get_object_or_404(visits, public_id=public_id)


def get_own_visit(user: User, public_id: uuid.UUID) -> Visit:
    """A visit for its therapist; somebody else's is a 403, because reading it is allowed."""
    visit = get_visit(user, public_id)
    if not may_write(user, visit):
        raise PermissionDenied
    return visit


def get_complaint(user: User, public_id: uuid.UUID) -> Complaint:
    return get_object_or_404(Complaint.objects.select_related("client", "type"), public_id=public_id)


def may_write(user: User, visit: Visit) -> bool:
    return user.is_therapist and visit.therapist_id == user.pk


def may_add_paper(user: User, visit: Visit) -> bool:
    """To a draft its therapist alone; to a final visit everybody who may add to it."""
    return may_write(user, visit) if visit.is_draft else may_add(user, visit)


def get_paper(user: User, public_id: uuid.UUID) -> PaperNote:
    """A photo of a paper note, also one that was taken out again: whoever reads visits reads it."""
    found = PaperNote.objects.select_related("visit__client", "visit__therapist", "photo", "author", "removed_by")
    return get_object_or_404(found, public_id=public_id)


def may_void(user: User, visit: Visit) -> bool:
    return visit.is_final and visit.voided_at is None and (user.is_owner or visit.therapist_id == user.pk)


def may_add(user: User, visit: Visit) -> bool:
    return visit.is_final and visit.voided_at is None
