"""How the first owner comes to an empty practice: by the one-time link that its server printed (setup.py)."""

import datetime as dt
from typing import Any

from django.db import transaction

from practice.enums import Role, role_fields
from practice.models import Practice, SetupLink, User
from practice.tokens import token_hash


class NotUsable(Exception):
    """The link was used or replaced, or the practice has an owner."""


def is_claimed() -> bool:
    """Has the practice an owner?"""
    return User.objects.active().filter(is_owner=True).exists()


def is_usable(token: str) -> bool:
    """Whether a link can be redeemed at this moment."""
    return SetupLink.objects.filter(token_hash=token_hash(token), used_at=None).exists() and not is_claimed()


@transaction.atomic
def redeem(
    token: str,
    *,
    person: dict,
    roles: frozenset[Role],
    password: str,
    practice: dict,
    now: dt.datetime,
) -> User:
    """Make the first owner and name the practice. It works once. Raises NotUsable.

    `person` holds name and e-mail; `practice` its name, time zone and emergency number.
    """
    row = Practice.objects.select_for_update().get(pk=1)
    link = SetupLink.objects.select_for_update().filter(token_hash=token_hash(token), used_at=None).first()
    if link is None or is_claimed():
        raise NotUsable
    link.used_at = now
    link.save(update_fields=["used_at"])
    for name, value in practice.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*practice, "version"])
    columns: dict[str, Any] = {**person, **role_fields(roles | {Role.OWNER})}
    return User.objects.create_user(password=password, **columns)
