"""What came in of clients and no therapist has looked at yet: open alerts, and intakes not gone through."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from clients.models import Client
from intake.enums import AlertKind
from intake.models import Alert, Intake


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert that nobody has dealt with, as pages name it."""

    public_id: uuid.UUID
    kind: str
    urgent: bool
    text: str

    @property
    def word(self) -> str:
        """What it is, in a word."""
        return str(AlertKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class WaitingIntake:
    public_id: uuid.UUID
    submitted_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class News:
    """Of one client. Urgent alerts come first, then the oldest; false where there is nothing."""

    alerts: list[OpenAlert] = field(default_factory=list)
    intakes: list[WaitingIntake] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.alerts or self.intakes)

    @property
    def is_urgent(self) -> bool:
        return any(alert.urgent for alert in self.alerts)


def news_of(client: Client) -> News:
    """One query."""
    row = with_news(Client.objects.only("pk")).get(pk=client.pk)
    return said(row.alerts_said, row.intakes_said)


def with_news(clients: QuerySet[Client]) -> QuerySet[Client]:
    """Annotates what `said` reads."""
    alerts = Alert.objects.open().filter(client=OuterRef("pk")).order_by("-urgent", "raised_at", "pk")
    waiting = Intake.objects.waiting().filter(client=OuterRef("pk")).order_by("submitted_at", "pk")
    told = JSONObject(public_id="public_id", kind="kind", urgent="urgent", text="text")
    return clients.annotate(
        alerts_said=ArraySubquery(alerts.values(json=told)),
        intakes_said=ArraySubquery(waiting.values(json=JSONObject(public_id="public_id", at="submitted_at"))),
    )


def has_news() -> Q:
    """Of a query over clients."""
    of_it = {"client": OuterRef("pk")}
    return Q(Exists(Alert.objects.open().filter(**of_it))) | Q(Exists(Intake.objects.waiting().filter(**of_it)))


def said(alerts: list[dict], intakes: list[dict]) -> News:
    return News(
        [OpenAlert(uuid.UUID(row["public_id"]), row["kind"], row["urgent"], row["text"]) for row in alerts],
        [WaitingIntake(uuid.UUID(row["public_id"]), parse_datetime(row["at"])) for row in intakes],
    )
