"""Links by which clients reach their own forms: made, renewed, taken back, found again. Only the hash is kept."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from bookings.models import Appointment
from clients.models import Client
from intake import desk
from intake.enums import FORMS, Purpose
from intake.models import BirthDateTry, ClientLink, Intake
from intake.models.links import TRIES
from practice.current import practice
from practice.models import User
from practice.tokens import new_token, token_hash

# Behind these stands what the practice knows already, so they ask for the birth date before they show anything.
SHOWS_THE_RECORD = (Purpose.RENEWAL, Purpose.CHECK_IN, Purpose.DIARY, Purpose.SHEET)
DIARY_LASTS = dt.timedelta(days=90)


class NotUsable(Exception):
    """The link was taken back, its form was submitted, or the client is archived."""


class NeedsBirthDate(Exception):
    """What stands behind this link is shown only to who knows the birth date, and none is on record."""


@transaction.atomic
def make_link(
    client: Client,
    purpose: str,
    *,
    by: User | None,
    request_id: uuid.UUID,
    now: dt.datetime,
    appointment: Appointment | None = None,
) -> tuple[ClientLink, str]:
    """The client's one link of this purpose, and its token. One that is open already is renewed.

    Raises NeedsBirthDate, and NotUsable where this very form made a link that is over.
    """
    client = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if client.archived_at:
        raise NotUsable
    if purpose in SHOWS_THE_RECORD and client.birth_date is None:
        raise NeedsBirthDate
    link = ClientLink.objects.open().filter(client=client, purpose=purpose).first()
    if link is None:
        if ClientLink.objects.filter(request_id=request_id).exists():
            raise NotUsable
        link = ClientLink(client=client, purpose=purpose, request_id=request_id, created_by=by)
    if appointment:
        link.appointment = appointment
    return link, _new_token(link, now)


@transaction.atomic
def renew(link: ClientLink, *, now: dt.datetime) -> str:
    """A new address; the old one stops working, and wrong birth dates are forgotten. Raises NotUsable."""
    return _new_token(_lock(link), now)


@transaction.atomic
def revoke(link: ClientLink, *, now: dt.datetime) -> None:
    """The link stops working. What was saved behind it stays. Raises NotUsable."""
    locked = _lock(link)
    locked.revoked_at = now
    locked.save(update_fields=["revoked_at"])
    desk.push(locked.client, now)


@transaction.atomic
def finish(link: ClientLink, *, now: dt.datetime) -> None:
    """Its form was submitted: it opens nothing any more. For who submits, and pushes to the desk afterwards."""
    locked = _lock(link)
    locked.finished_at = now
    locked.save(update_fields=["finished_at"])


def by_token(token: str) -> ClientLink | None:
    """The link of this token, usable or not, with what the gate asks of it."""
    found = ClientLink.objects.select_related("client", "appointment").annotate(
        begun_as=Subquery(Intake.objects.filter(link=OuterRef("pk")).values("request_id")),
        date_was_given=Exists(BirthDateTry.objects.filter(link=OuterRef("pk"), was_right=True)),
    )
    return found.filter(token_hash=token_hash(token)).first()


def opens(link: ClientLink, now: dt.datetime) -> bool:
    """A link of a client who was archived opens nothing until she is brought back."""
    return link.is_usable(now) and link.client.archived_at is None


@transaction.atomic
def try_birth_date(link: ClientLink, typed: dt.date, known: set[dt.date], *, now: dt.datetime) -> bool:
    """Is it one of the dates that are known? A wrong one is counted, and the last one allowed locks the link."""
    locked = _lock(link)
    if locked.is_locked:
        return False
    given = {"given_how": locked.given_how, "given_by": locked.given_by}
    BirthDateTry.objects.create(link=locked, at=now, was_right=typed in known, **given)
    if typed in known:
        if locked.tries:
            locked.tries = 0
            locked.save(update_fields=["tries"])
        return True
    locked.tries += 1
    locked.save(update_fields=["tries"])
    if locked.tries == TRIES:
        desk.push(locked.client, now)
    return False


def _new_token(link: ClientLink, now: dt.datetime) -> str:
    token = new_token()
    link.token_hash, link.tries, link.expires_at = token_hash(token), 0, now + _lasts(link.purpose)
    link.mail_failed_at = None
    link.save()
    if link.purpose in FORMS:
        desk.push(link.client, now)
    return token


def _lasts(purpose: str) -> dt.timedelta:
    return DIARY_LASTS if purpose == Purpose.DIARY else dt.timedelta(days=practice().link_days)


def _lock(link: ClientLink) -> ClientLink:
    """The client's row first, as everywhere."""
    client = Client.objects.select_for_update(no_key=True).get(pk=link.client_id)
    locked = ClientLink.objects.select_for_update().get(pk=link.pk)
    if locked.revoked_at or locked.finished_at:
        raise NotUsable
    locked.client = client
    return locked
