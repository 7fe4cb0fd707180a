"""Names, roles, leaving and coming back. Somebody always remains who is an active owner.

Each function owns its transaction. The practice's row is locked first, so that two owners who leave at the same
time take turns; a trigger of the table refuses what slips past.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from practice.enums import Role, role_fields
from practice.models import Invitation, Practice, User


class LastOwner(Exception):
    """Nobody else is an active owner, so this one stays."""


@transaction.atomic
def change(person: User, *, name: str, roles: Collection[Role], now: datetime) -> User:
    """Another name or other roles. Raises LastOwner."""
    locked = _lock(person)
    was_owner = locked.is_owner
    locked.name = name
    for column, value in role_fields(roles).items():
        setattr(locked, column, value)
    if was_owner and not locked.is_owner:
        _give_up_ownership(locked, now)
    locked.save(update_fields=["name", *role_fields(roles)])
    return locked


@transaction.atomic
def deactivate(person: User, *, now: datetime) -> User:
    """No login from here on; open sessions end at once. All that was written stays. Raises LastOwner."""
    locked = _lock(person)
    if locked.is_active:
        if locked.is_owner:
            _give_up_ownership(locked, now)
        locked.is_active = False
        locked.session_epoch += 1
        locked.save(update_fields=["is_active", "session_epoch"])
    return locked


@transaction.atomic
def reactivate(person: User) -> User:
    """Back, with the roles and the password as they were."""
    locked = _lock(person)
    if not locked.is_active:
        locked.is_active = True
        locked.save(update_fields=["is_active"])
    return locked


def _lock(person: User) -> User:
    Practice.objects.select_for_update().get(pk=1)
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def _give_up_ownership(person: User, now: datetime) -> None:
    """Invitations of somebody who owns no longer are taken back: they could let anybody in again."""
    if not User.objects.active().filter(is_owner=True).exclude(pk=person.pk).exists():
        raise LastOwner
    Invitation.objects.open().filter(invited_by=person).update(revoked_at=now)
