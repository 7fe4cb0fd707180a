"""Words of the front desk: what it hands on to a client, and why something is due."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import Paperwork
from clients.models import Client
from intake.enums import Purpose
from practice.models import Practice


def text_message(client: Client, purpose: str, address: str, practice: Practice) -> str:
    """A ready text for a telephone. Short, and nothing clinical: whoever looks over a shoulder may read it."""
    facts = {"name": client.name, "practice": practice.name, "address": address}
    text = _WITH_NAME if practice.name else _PLAIN
    return text.get(Purpose(purpose), text[Purpose.INTAKE]) % facts


_DIARY = gettext_lazy("Hello %(name)s, your page for the days between visits: %(address)s")
_WITH_NAME = {
    Purpose.INTAKE: gettext_lazy("Hello %(name)s, a few questions before your visit at %(practice)s: %(address)s"),
    Purpose.RENEWAL: gettext_lazy("Hello %(name)s, a few questions, as every year, from %(practice)s: %(address)s"),
    Purpose.CHECK_IN: gettext_lazy(
        "Hello %(name)s, a question or two before your visit at %(practice)s: %(address)s"
    ),
    Purpose.DIARY: _DIARY,
    Purpose.SHEET: gettext_lazy("Hello %(name)s, your page from your visit at %(practice)s: %(address)s"),
}
_PLAIN = {
    Purpose.INTAKE: gettext_lazy("Hello %(name)s, a few questions before your visit: %(address)s"),
    Purpose.RENEWAL: gettext_lazy("Hello %(name)s, a few questions, as every year: %(address)s"),
    Purpose.CHECK_IN: gettext_lazy("Hello %(name)s, a question or two before your visit: %(address)s"),
    Purpose.DIARY: _DIARY,
    Purpose.SHEET: gettext_lazy("Hello %(name)s, your page from your visit: %(address)s"),
}


def what_is_due(row: Paperwork | None, visit: dt.date | None, today: dt.date) -> list[str]:
    """Which dates stand against a visit on that day; without a visit, how long each holds."""
    if row is None or not (row.history_until or row.consent_until):
        return []  # nothing was filled in yet: the pill says so
    said = []
    if row.history_until:
        said.append(_until(row.history_until, visit, today, _INTAKE))
    if row.consent_until:
        said.append(_until(row.consent_until, visit, today, _CONSENTS))
    else:
        said.append(_("Consents are missing or have run out."))
    return [text for text in said if text]


_INTAKE = (
    gettext_lazy("The intake held until %(day)s."),
    gettext_lazy("The intake holds until %(day)s, not until the visit."),
    gettext_lazy("The intake holds until %(day)s."),
)
_CONSENTS = (
    gettext_lazy("The consents held until %(day)s."),
    gettext_lazy("The consents hold until %(day)s, not until the visit."),
    gettext_lazy("The consents hold until %(day)s."),
)


def _until(last: dt.date, visit: dt.date | None, today: dt.date, texts: tuple) -> str:
    over, too_soon, holds = texts
    if last < today:
        text = over
    elif visit is None:
        text = holds
    elif last < visit:
        text = too_soon
    else:
        return ""
    return text % {"day": date_format(last, "j F Y")}
