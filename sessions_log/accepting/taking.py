"""Takes what a therapist chose of an intake into the record, in one transaction. The intake itself is not changed.

Locks: the client, then the complaints by id; whoever else writes any of this waits for the client's row.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from clients.models import ADULT_AGE, Client, age_on
from clients.record import change_client
from intake import desk
from intake.answers import Colleague
from intake.health import save_history
from intake.keeping import save_preferences
from intake.models import Acceptance, Complaint, ComplaintType, Intake
from intake.team import add_member
from practice.current import local_date
from practice.models import User
from practice.versions import Stale
from sessions_log import judging
from sessions_log.accepting import record_items
from sessions_log.accepting.items import Item, applied
from sessions_log.accepting.sheet import Sheet, sheet_of
from sessions_log.accepting.told_complaints import ToldComplaint, columns_of, ratings_of, tracked_by
from sessions_log.complaints import add_intake_ratings, edit_complaint, open_complaint
from sessions_log.models import VisitComplaint


@dataclass(frozen=True, slots=True)
class AsNew:
    """It is opened as a new complaint."""

    kind: ComplaintType
    name: str


@dataclass(frozen=True, slots=True)
class AsSame:
    """It is about this open complaint. Its words fill what is empty there, or replace what is there, too."""

    complaint: Complaint
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is taken: items by key, complaints by number. `seen` is what the page showed of the record, by key."""

    items: frozenset[str] = frozenset()
    complaints: Mapping[int, AsNew | AsSame] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # of professionals whom the client did not name
    seen: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        return {*self.items, *(f"complaint.{number}" for number in self.complaints)}


@transaction.atomic
def accept(intake: Intake, *, by: User, now: dt.datetime, request_id: uuid.UUID, chosen: Chosen) -> Acceptance:
    """Write what was chosen, and that somebody went through it. The first time counts: its acceptance comes back.

    Raises Stale where the record says something else by now than the page showed beside a chosen answer.
    """
    client = Client.objects.select_for_update(of=("self",), no_key=True).get(pk=intake.client_id)
    if made := Acceptance.objects.filter(Q(intake=intake) | Q(request_id=request_id)).first():
        return made
    judging.lock([each.complaint.pk for each in chosen.complaints.values() if isinstance(each, AsSame)])
    sheet = sheet_of(intake)
    if sheet.changed({key: seen for key, seen in chosen.seen.items() if key in chosen.keys}):
        raise Stale(client)
    of = {group.key: [item for item in group.items if item.key in chosen.items] for group in sheet.groups}
    _take_contact(sheet, of["contact"], now)
    _take_preferences(sheet, of["likes"])
    _take_health(sheet, of["health"], now)
    _take_team(sheet, of["team"], chosen.names, by)
    for told in sheet.complaints:
        if told.number in chosen.complaints:
            _take_complaint(sheet, told, chosen.complaints[told.number], by, now)
    made = Acceptance.objects.create(
        intake=intake,
        by=by,
        at=now,
        request_id=request_id,
        taken=[key for key in sheet.keys if key in chosen.keys],
        left=[key for key in sheet.keys if key not in chosen.keys],
    )
    desk.push(client, now)
    return made


def _take_contact(sheet: Sheet, items: list[Item], now: dt.datetime) -> None:
    facts = applied(items, {})
    if born := facts.get("birth_date"):
        facts["under_18"] = age_on(born, local_date(now)) < ADULT_AGE
    if facts:
        change_client(sheet.client, facts, seen=sheet.client.version)


def _take_preferences(sheet: Sheet, items: list[Item]) -> None:
    if items:
        seen = sheet.preferences.version if sheet.preferences else 0
        save_preferences(sheet.client, seen=seen, facts=applied(items, {}))


def _take_health(sheet: Sheet, items: list[Item], now: dt.datetime) -> None:
    """Whatever is taken dates the history to the day on which it was answered, never back."""
    if not items:
        return
    known = sheet.health
    lists = {"conditions": known.conditions, "thinners": record_items.without_none(known.thinners)} if known else {}
    answered_on = local_date(sheet.intake.submitted_at or now)
    facts = applied(items, lists) | {"confirmed_on": max(answered_on, known.confirmed_on) if known else answered_on}
    save_history(sheet.client, seen=known.version if known else 0, facts=facts, now=now)


def _take_team(sheet: Sheet, items: list[Item], names: Mapping[str, str], by: User) -> None:
    for item in items:
        who: Colleague = item.value
        add_member(
            sheet.client,
            kind=who.kind,
            name=names.get(item.key) or who.name,
            practice=who.practice,
            may_write=who.may_write,
            said_on=local_date(sheet.intake.submitted_at or sheet.intake.saved_at),
            by=by,
        )


def _take_complaint(sheet: Sheet, told: ToldComplaint, choice: AsNew | AsSame, by: User, now: dt.datetime) -> None:
    if isinstance(choice, AsSame):
        _take_as_same(sheet.intake, told, choice, by, now)
        return
    activities = [told.described.activity] if told.described.activity else []
    ratings = ratings_of(told.described, activities)
    kind = choice.kind
    fields = columns_of(told.described) | {"type": kind, "name": choice.name, "activities": activities}
    fields |= {"main_measure": kind.main_measure, f"track_{kind.main_measure}": True}
    fields |= {"track_painkiller_days": kind.asks_painkiller_days} | tracked_by(ratings)
    open_complaint(
        sheet.client,
        by=by,
        now=now,
        request_id=uuid.uuid5(sheet.intake.public_id, told.key),
        fields=fields,
        ratings=ratings,
        of=sheet.intake,
    )


def _take_as_same(intake: Intake, told: ToldComplaint, choice: AsSame, by: User, now: dt.datetime) -> None:
    """Told before its first treatment, it is asked from now on as it was rated. Else what is asked stays as it is."""
    complaint = Complaint.objects.get(pk=choice.complaint.pk)
    said = columns_of(told.described)
    changes = {name: value for name, value in said.items() if choice.replaces or not getattr(complaint, name)}
    if not _is_treated(complaint, intake):
        activities = complaint.activities or ([told.described.activity] if told.described.activity else [])
        changes |= {"activities": activities} | tracked_by(ratings_of(told.described, activities))
    changes = {name: value for name, value in changes.items() if getattr(complaint, name) != value}
    if changes:
        complaint = edit_complaint(complaint, now=now, seen=complaint.version, changes=changes)
    ratings = ratings_of(told.described, complaint.activities)
    add_intake_ratings(complaint, by=by, now=now, ratings=ratings, of=intake)


def _is_treated(complaint: Complaint, before: Intake) -> bool:
    treated = VisitComplaint.objects.filter(complaint=complaint, worked_on=True, visit__voided_at=None)
    return treated.filter(visit__starts_at__lt=before.submitted_at).exists()
