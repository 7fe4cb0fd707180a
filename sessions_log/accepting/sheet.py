"""An intake beside the record as it is now: everything that the page of going through it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clients.models import Client
from intake import telling
from intake.answers import Answers
from intake.answers import read as read_answers
from intake.enums import Purpose
from intake.models import (
    ClientPreferences,
    Complaint,
    ComplaintType,
    HealthCondition,
    HealthHistory,
    Intake,
    TeamMember,
)
from intake.questions import wording
from practice.current import local_date
from sessions_log.accepting import record_items
from sessions_log.accepting.items import Group, Item, digest
from sessions_log.accepting.told_complaints import ToldComplaint, complaints_of


@dataclass(frozen=True, slots=True)
class Sheet:
    intake: Intake
    client: Client
    answers: Answers
    preferences: ClientPreferences | None
    health: HealthHistory | None
    groups: list[Group]
    complaints: list[ToldComplaint]
    on_record: list[Complaint]
    types: list[ComplaintType]
    besides: list[telling.Told]

    @property
    def items(self) -> Iterator[Item]:
        return (item for group in self.groups for item in group.items)

    @property
    def keys(self) -> list[str]:
        return [*(item.key for item in self.items), *(told.key for told in self.complaints)]

    @property
    def complaints_seen(self) -> str:
        """The open complaints as they are now, in short."""
        return digest(" ".join(f"{each.public_id}:{each.version}" for each in self.on_record))

    def changed(self, seen: Mapping[str, str]) -> set[str]:
        """Of these keys, with what the page showed of the record: those of which it says something else by now."""
        now = {item.key: item.seen for item in self.items}
        now |= {told.key: self.complaints_seen for told in self.complaints}
        return {key for key, shown in seen.items() if key in now and now[key] != shown}


def sheet_of(intake: Intake) -> Sheet:
    """Ten queries, whatever there is."""
    client = Client.objects.select_related("therapist", "archived_by").get(pk=intake.client_id)
    answers = read_answers(intake.answers)
    preferences = ClientPreferences.objects.filter(client=client).first()
    health = HealthHistory.objects.filter(client=client).first()
    members = TeamMember.objects.filter(client=client, ended_on=None).select_related("professional").order_by("pk")
    conditions = HealthCondition.objects.filter(passing=False).values_list("public_id", "name")
    names = {str(key): intake.words.get(str(key), name) for key, name in conditions}
    on_record = list(Complaint.objects.open().filter(client=client).select_related("type").order_by("pk"))
    types = list(ComplaintType.objects.all())
    answered_on = local_date(intake.submitted_at or intake.saved_at)
    of_health = record_items.health(health, client, answers, names=names, emptied=_emptied(intake), on=answered_on)
    groups = [
        Group("contact", _("Contact"), record_items.contact(client, answers)),
        Group("likes", _("How she or he likes the work"), record_items.preferences(preferences, client, answers)),
        Group("health", _("Health history"), of_health),
        Group("team", _("Who else treats her or him"), record_items.team(list(members), answers, on=answered_on)),
    ]
    told = complaints_of(answers, telling.of_complaints(intake), types, on_record)
    besides = telling.besides(intake)
    return Sheet(intake, client, answers, preferences, health, groups, told, on_record, types, besides)


def _emptied(intake: Intake) -> set[str]:
    """A renewal shows what is on record: what is asked there and has no answer was taken out. Elsewhere it was left
    open."""
    if intake.kind != Purpose.RENEWAL:
        return set()
    asked = wording(intake.questions)
    return {
        one.key
        for step in ("health", "medicines")
        for one in asked.of(step)
        if step in intake.answers and one.key not in intake.answers[step]
    }
