"""What the front desk sees of one client's forms: what was sent, how far it came, what can be sent. No answers."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from bookings.models import Paperwork
from bookings.paperwork import Pill, pills
from clients.models import Client
from intake import mailing
from intake.enums import FORMS, Giving, Purpose
from intake.models import ClientLink, Intake
from intake.sending_forms import SendForm
from practice.current import local_date

SHOWN = 8


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as its row tells it."""

    link: ClientLink
    pill: Pill
    open: bool


def of_client(client: Client, now: dt.datetime, form: SendForm | None = None) -> dict[str, Any]:
    """Five queries, however much was sent."""
    today = local_date(now)
    paperwork = Paperwork.objects.filter(client=client).first()
    lines = _lines(client, now)
    came = list(Intake.objects.submitted().filter(client=client).order_by("-submitted_at")[:SHOWN])
    first = {"purpose": _next_purpose(client, lines, came), "request_id": uuid.uuid4()}
    return {
        "client": client,
        "paperwork": paperwork,
        "pills": pills(paperwork, today, now),
        "holds": bool(paperwork and not paperwork.is_due(today)),
        "lines": lines,
        "came": [one for one in came if one.link_id is None],
        "form": form or SendForm(initial=first),
        "no_mail": mailing.why_not([client]).get(client.pk),
    }


def _lines(client: Client, now: dt.datetime) -> list[LinkLine]:
    # Check-ins that go out by themselves go to those who have something to rate: not for the desk to know.
    waiting = Q(purpose=Purpose.CHECK_IN, finished_at=None, revoked_at=None, given_by__isnull=False)
    of_hers = ClientLink.objects.filter(Q(purpose__in=FORMS) | waiting, client=client)
    found = of_hers.select_related("given_by", "created_by")
    links = list(found.order_by("-created_at", "-pk")[:SHOWN])
    begun = set(Intake.objects.filter(link__in=links).values_list("link", flat=True))
    return [
        LinkLine(link, pill_of(link, link.pk in begun, now), open=not (link.revoked_at or link.finished_at))
        for link in links
    ]


def pill_of(link: ClientLink, begun: bool, now: dt.datetime) -> Pill:
    """How far a link has come, in words: the first that is true."""
    by_mail = link.given_how == Giving.MAIL
    states = [
        (link.finished_at, "good", _("filled in")),
        (link.revoked_at, "line", _("taken back")),
        (link.is_locked, "urgent", _("locked after wrong birth dates")),
        (link.mail_failed_at, "urgent", _("could not be sent")),
        (link.expires_at <= now, "soon", _("ran out")),
        (begun, "calm", _("begun")),
        (link.awaits_mail, "calm", _("mail on its way")),
        (True, "calm", _("sent") if by_mail else _("given out")),
    ]
    return next(Pill(kind, text) for is_so, kind, text in states if is_so)


def _next_purpose(client: Client, lines: list[LinkLine], came: list[Intake]) -> str:
    """What is most likely wanted: the form that is open, else the yearly one for whoever has filled one in."""
    for line in lines:
        if line.open and line.link.purpose in FORMS:
            return line.link.purpose
    return Purpose.RENEWAL if came and client.birth_date else Purpose.INTAKE
