"""The practice's directory of professionals: who they are, how to reach them, what they are good for."""

import uuid

from django.db import transaction

from intake.models import Professional
from practice.models import User
from practice.versions import take_next


def add_professional(facts: dict, *, by: User, request_id: uuid.UUID) -> Professional:
    """The same `request_id` again gives the one it made."""
    made, _is_new = Professional.objects.get_or_create(request_id=request_id, defaults=facts | {"created_by": by})
    return made


@transaction.atomic
def change_professional(professional: Professional, facts: dict, *, seen: int) -> None:
    """Raises Stale if somebody saved it meanwhile."""
    row = Professional.objects.select_for_update().get(pk=professional.pk)
    take_next(row, seen)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=[*facts, "version"])
