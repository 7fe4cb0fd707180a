"""What a client has told us, as her chart shows it: the last intake, the health history, who else treats her."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst

from clients.models import Client
from intake.enums import Pregnancy, ProfessionalKind, Purpose, Thinner
from intake.models import Acceptance, Alert, HealthHistory, Intake, TeamMember

COLUMNS = (
    *("conditions", "conditions_more", "operations", "injuries", "skin", "medicines", "thinners", "thinners_more"),
    *("allergies", "pregnancy"),
)


@dataclass(frozen=True, slots=True)
class LastIntake:
    public_id: uuid.UUID
    kind: str
    submitted_at: dt.datetime | None
    accepted_at: dt.datetime | None
    accepted_by: str


@dataclass(frozen=True, slots=True)
class Treats:
    """A professional who treats the client."""

    kind: str
    name: str
    practice: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class ToldUs:
    """`health` is None where nobody ever asked."""

    intake: LastIntake | None
    health: HealthHistory | None
    team: list[Treats]
    has_alerts: bool

    @property
    def of_health(self) -> list[tuple[str, str]]:
        """What there is to know, by what it is; empty where she was asked and there is nothing."""
        if self.health is None:
            return []
        columns = [name for name in COLUMNS if name != "pregnancy" or self.health.pregnancy != Pregnancy.NO]
        return [(_label(name), said) for name in columns if (said := in_words(self.health, name))]


def told_us(client: Client) -> ToldUs:
    """One query."""
    of_it = {"client": OuterRef("pk")}
    accepted = Acceptance.objects.filter(intake=OuterRef("pk"))
    came = Intake.objects.submitted().filter(**of_it).order_by("-submitted_at", "-pk")[:1]
    last = JSONObject(
        public_id="public_id",
        kind="kind",
        submitted_at="submitted_at",
        accepted_at=Subquery(accepted.values("at")),
        accepted_by=Subquery(accepted.values("by__name")),
    )
    members = TeamMember.objects.filter(**of_it, ended_on=None).order_by("pk")
    who = JSONObject(
        kind="professional__kind", name="professional__name", practice="professional__practice", may_write="may_write"
    )
    known = JSONObject(**{name: name for name in (*COLUMNS, "confirmed_on")})
    row = (
        Client.objects.only("pk")
        .annotate(
            intake_said=ArraySubquery(came.values(json=last)),
            team_said=ArraySubquery(members.values(json=who)),
            health_said=ArraySubquery(HealthHistory.objects.filter(**of_it).values(json=known)),
            has_alerts=Exists(Alert.objects.filter(**of_it)),
        )
        .get(pk=client.pk)
    )
    return ToldUs(
        intake=_intake(row.intake_said[0]) if row.intake_said else None,
        health=_health(row.health_said[0]) if row.health_said else None,
        team=[
            Treats(
                str(ProfessionalKind(each["kind"]).label),
                *(each[name] for name in ("name", "practice", "may_write")),
            )
            for each in row.team_said
        ],
        has_alerts=row.has_alerts,
    )


def in_words(history: HealthHistory, name: str) -> str:
    """A column of the history, as people say it."""
    value = getattr(history, name)
    if name == "thinners":
        return ", ".join(
            str(Thinner(each).label) for each in value if each in Thinner.values and each != Thinner.NONE
        )
    if name == "pregnancy":
        return capfirst(str(Pregnancy(value).label)) if value else ""
    if isinstance(value, list):
        return ", ".join(value)
    return date_format(value, "j F Y") if isinstance(value, dt.date) else value


def _label(name: str) -> str:
    columns: Any = HealthHistory._meta
    return capfirst(str(columns.get_field(name).verbose_name))


def _intake(said: dict) -> LastIntake:
    return LastIntake(
        uuid.UUID(said["public_id"]),
        capfirst(str(Purpose(said["kind"]).label)),
        parse_datetime(said["submitted_at"]),
        parse_datetime(said["accepted_at"]) if said["accepted_at"] else None,
        said["accepted_by"] or "",
    )


def _health(said: dict) -> HealthHistory:
    return HealthHistory(**said | {"confirmed_on": dt.date.fromisoformat(said["confirmed_on"])})
