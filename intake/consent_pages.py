"""How a client's consents stand, in words: for the page of a therapist."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from clients.models import Client
from intake.enums import REQUIRED
from intake.models import Consent
from intake.standing import holds, texts_in_use
from practice.current import local_date


@dataclass(frozen=True, slots=True)
class Stand:
    """A text that clients sign, what was said to it last, and in words whether that holds."""

    title: str
    consent: Consent | None
    pill: str  # its kind, see docs/look.md
    words: str


def stands(last: dict[str, Consent], on: dt.date) -> list[Stand]:
    """Each text in use, in the order in which they are signed; `last` are the last words on each (standing.py)."""
    return [
        Stand(text.title, last.get(text.kind), *_state(last.get(text.kind), text.kind, on)) for text in texts_in_use()
    ]


def all_of(client: Client) -> QuerySet[Consent]:
    """Every consent there ever was, the latest first."""
    found = Consent.objects.filter(client=client).select_related("text", "withdrawal", "recorded_by", "paper")
    return found.order_by("-signed_on", "-signed_at", "-pk")


def state_of(consent: Consent, last: dict[str, Consent], on: dt.date) -> tuple[str, str]:
    """The kind of pill, and its words."""
    if hasattr(consent, "withdrawal") or last.get(consent.text.kind) == consent:
        return _state(consent, consent.text.kind, on)
    return "line", _("followed by another")


def language_name(code: str) -> str:
    """A language in words; one that Django does not know by its code."""
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code


def _state(consent: Consent | None, kind: str, on: dt.date) -> tuple[str, str]:
    grave = "urgent" if kind in REQUIRED else "line"
    if consent is None:
        return grave, _("missing") if kind in REQUIRED else _("not asked yet")
    if hasattr(consent, "withdrawal"):
        return grave, _("taken back on %(day)s") % {"day": date_format(local_date(consent.withdrawal.at), "j F Y")}
    if not consent.agreed:
        return grave, _("refused")
    if holds(consent, on):
        return "good", _("holds until %(day)s") % {"day": date_format(consent.until, "j F Y")}
    return "soon", _("ran out on %(day)s") % {"day": date_format(consent.until, "j F Y")}
