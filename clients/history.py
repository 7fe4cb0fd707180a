"""Who changed what of a client, and when. The event table keeps each row as it was before a change."""

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from clients.enums import PreferredTime
from clients.models import Client
from practice.models import User

PAGE = 30
# What moves with every save, or says nothing to a person.
_SILENT = {"id", "version", "search", "phone_digits", "created_at", "created_by", "public_id", "request_id"}
TOLD = [field.name for field in Client._meta.concrete_fields if field.name not in _SILENT | {"archived_by"}]


@dataclasses.dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Change:
    at: dt.datetime
    who: User | None
    fields: list[FieldChange]


def events(client: Client) -> QuerySet:
    """The earlier rows of this client, newest first."""
    return client.events.select_related("pgh_context").order_by("-pgh_id")


def row_at(client: Client, version: int):
    """The row as it was at `version`, or None."""
    return events(client).filter(version=version).first()


def changes(client: Client, rows: list, newer) -> list[Change]:
    """What changed from each of `rows` (newest first) to the one after it; `newer` follows the first. Two queries."""
    steps = list(zip(rows, [newer, *rows], strict=False))
    people = User.objects.in_bulk({key for row in [newer, *rows] if (key := row.therapist_id)} | _authors(rows))
    return [
        Change(row.pgh_created_at, people.get(author_of(row)), fields)
        for row, after in steps
        if (fields := _differences(row, after, people))
    ]


def author_of(row) -> int | None:
    """The primary key of the person whose request made this change; None for a command or an import."""
    return row.pgh_context.metadata.get("user") if row.pgh_context else None


def _authors(rows: list) -> set[int]:
    return {author for row in rows if (author := author_of(row))}


def _differences(before, after, people: dict[int, User]) -> list[FieldChange]:
    return [
        FieldChange(label(name), tell(name, before, people), tell(name, after, people))
        for name in TOLD
        if _raw(name, before) != _raw(name, after)
    ]


def label(name: str) -> str:
    if name == "archived_at":
        return _("archived")
    return str(Client._meta.get_field(name).verbose_name)


def tell(name: str, row, people: dict[int, User]) -> str:
    """A value in a person's words; a dash for nothing."""
    value = _raw(name, row)
    if name == "therapist":
        value = people.get(value)
    elif name == "preferred_times":
        value = ", ".join(str(PreferredTime(one).label) for one in value)
    elif isinstance(value, bool):
        value = _("yes") if value else _("no")
    elif isinstance(value, dt.datetime):
        value = date_format(localtime(value), "j F Y, H:i")
    elif isinstance(value, dt.date):
        value = date_format(value, "j F Y")
    return str(value) if value else "–"


def _raw(name: str, row) -> Any:
    return row.therapist_id if name == "therapist" else getattr(row, name)
