"""Fetches what the pages of this room are about. Who may come in is said by practice.access: clinical roles only."""

import uuid

from django.shortcuts import get_object_or_404

from intake.models import Complaint


def get_case(public_id: uuid.UUID) -> Complaint:
    """A complaint with its client and type; therapists and owners see every client's record."""
    found = Complaint.objects.select_related("client__therapist", "type")
    return get_object_or_404(found, public_id=public_id)
