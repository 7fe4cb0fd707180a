"""The homework of a visit as a sheet for the client: plain steps, a dose, a picture, and nothing else of the visit.

On paper, or behind a link (intake/links.py) that opens on the client's own device. It shows what is saved now: of a
draft, too, because she takes it home before it is signed.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake import sending
from intake.enums import Giving, Purpose
from intake.models import ClientLink
from practice.models import User
from sessions_log.models import Homework, SheetGiven, Visit


@dataclass(frozen=True, slots=True)
class Line:
    """One homework. `detail` is what was said of it: which, how. `kind` is the public id of its word."""

    kind: uuid.UUID
    name: str
    detail: str
    dose: str
    steps: list[str]
    has_picture: bool


def lines_of(visit: Visit) -> list[Line]:
    """One query."""
    given = Homework.objects.filter(visit=visit).select_related("kind").order_by("pk")
    return [
        Line(
            kind=row.kind.public_id,
            name=row.kind.name,
            detail=row.detail,
            dose=dose(row.times_a_day),
            steps=[step.strip() for step in row.kind.steps.splitlines() if step.strip()],
            has_picture=row.kind.picture_id is not None,
        )
        for row in given
    ]


def dose(times_a_day: int | None) -> str:
    """How one says it to somebody: "twice a day". Empty where nothing was said."""
    if times_a_day == 2:
        return _("twice a day")
    if not times_a_day:
        return ""
    return ngettext("once a day", "%(count)s times a day", times_a_day) % {"count": times_a_day}


@transaction.atomic
def mail(visit: Visit, *, by: User, request_id: uuid.UUID, now: dt.datetime) -> None:
    """Into the queue of mails; the same `request_id` again sends no other. Raises ValidationError, and what
    sending.mail raises."""
    _check(visit)
    if not SheetGiven.objects.filter(request_id=request_id).exists():
        link = sending.mail(visit.client, Purpose.SHEET, by=by, request_id=request_id, now=now)
        _keep(visit, link, Giving.MAIL, by=by, request_id=request_id, now=now)


@transaction.atomic
def show(visit: Visit, *, by: User, request_id: uuid.UUID, now: dt.datetime) -> tuple[ClientLink, str]:
    """The link and its token, to be handed on now. Raises ValidationError, and what sending.show raises."""
    _check(visit)
    link, token = sending.show(visit.client, Purpose.SHEET, Giving.SHOWN, by=by, request_id=request_id, now=now)
    _keep(visit, link, Giving.SHOWN, by=by, request_id=request_id, now=now)
    return link, token


def _check(visit: Visit) -> None:
    if visit.voided_at:
        raise ValidationError(_("This visit counts nowhere: its sheet is not given out."))
    if not Homework.objects.filter(visit=visit).exists():
        raise ValidationError(_("No homework is saved for this visit."))


def _keep(visit: Visit, link: ClientLink, how: Giving, *, by: User, request_id: uuid.UUID, now: dt.datetime) -> None:
    facts = {"visit": visit, "link": link, "how": how, "at": now, "by": by}
    SheetGiven.objects.get_or_create(request_id=request_id, defaults=facts)


def visit_behind(link: ClientLink) -> Visit | None:
    """The visit whose sheet was given last, if it still counts."""
    last = SheetGiven.objects.filter(link=link).select_related("visit__therapist", "visit__client")
    given = last.order_by("-at", "-pk").first()
    return given.visit if given and given.visit.voided_at is None else None


def mailed(link: ClientLink, at: dt.datetime, *, failed: bool) -> None:
    """The worker has mailed this link, or given it up: so it says of the sheet that waited for that."""
    waiting = SheetGiven.objects.filter(link=link, how=Giving.MAIL, mailed_at=None, failed_at=None)
    given = waiting.order_by("-at", "-pk").first()
    if given:
        SheetGiven.objects.filter(pk=given.pk).update(**{"failed_at" if failed else "mailed_at": at})


def how_it_went(given: SheetGiven) -> str:
    """In words, for the page of the sheet. Of rows with their link."""
    if given.how != Giving.MAIL:
        return _("given out as a link")
    if given.failed_at:
        return _("could not be e-mailed")
    if given.mailed_at:
        return _("e-mailed")
    if given.link.awaits_mail and given.link.given_at == given.at:
        return _("on its way by e-mail")
    return _("not e-mailed: another was given out instead")
