"""Inviting somebody, and coming in by an invitation. The link works once, for seven days; only its hash is kept."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import IntegrityError, transaction

from practice.enums import Role, role_fields
from practice.models import Invitation, User
from practice.tokens import new_token, token_hash

VALID_FOR = dt.timedelta(days=7)


class AlreadyHere(Exception):
    """Somebody with this e-mail works here already, or is invited already."""


class NotUsable(Exception):
    """The link was used, taken back, renewed or has run out."""


def invite(
    *, email: str, name: str, roles: Collection[Role], by: User, request_id: uuid.UUID, now: dt.datetime
) -> tuple[Invitation, str]:
    """An invitation and the token of its link. Raises AlreadyHere; the same form sent twice invites once."""
    token = new_token()
    try:
        with transaction.atomic():
            if User.objects.filter(email__iexact=email).exists():
                raise AlreadyHere
            made = Invitation.objects.create(
                email=User.objects.normalize_email(email),
                name=name,
                **role_fields(roles),
                invited_by=by,
                request_id=request_id,
                token_hash=token_hash(token),
                expires_at=now + VALID_FOR,
            )
    except IntegrityError as error:
        raise AlreadyHere from error
    return made, token


@transaction.atomic
def renew(invitation: Invitation, *, by: User, now: dt.datetime) -> str:
    """A new link for seven days; the old one stops working. `by` vouches for it from here on. Raises NotUsable."""
    locked = _lock(invitation)
    token = new_token()
    locked.token_hash, locked.expires_at, locked.invited_by = token_hash(token), now + VALID_FOR, by
    locked.save(update_fields=["token_hash", "expires_at", "invited_by"])
    return token


@transaction.atomic
def revoke(invitation: Invitation, *, now: dt.datetime) -> None:
    """Take it back: the link stops working. Raises NotUsable where it was accepted meanwhile."""
    locked = _lock(invitation)
    locked.revoked_at = now
    locked.save(update_fields=["revoked_at"])


@transaction.atomic
def accept(invitation: Invitation, *, token: str, name: str, password: str, now: dt.datetime) -> User:
    """The invited person, with a login. Raises NotUsable, AlreadyHere."""
    locked = _lock(invitation)
    if locked.token_hash != token_hash(token) or not locked.is_usable(now):
        raise NotUsable
    try:
        with transaction.atomic():
            person = User.objects.create_user(locked.email, password, name=name, **role_fields(locked.roles))
    except IntegrityError as error:
        raise AlreadyHere from error
    locked.accepted_at = now
    locked.save(update_fields=["accepted_at"])
    return person


def by_token(token: str, now: dt.datetime) -> Invitation | None:
    """The invitation that a link speaks of, while it can be used."""
    found = Invitation.objects.filter(token_hash=token_hash(token)).first()
    return found if found and found.is_usable(now) else None


def _lock(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at:
        raise NotUsable
    return locked
