"""What is outstanding before visits, and what runs out: the front desk's two lists. Dates and states, no answers."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bookings.models import Appointment, Paperwork
from bookings.paperwork import Pill, pills, sent
from clients.models import Client
from intake import mailing
from intake.enums import FORMS, NoMail, Purpose
from intake.models import ClientLink
from intake.wording import what_is_due
from practice.current import local_date

RENEW_AHEAD = dt.timedelta(days=60)
AT_ONCE = 100  # mails that are confirmed together


@dataclass(frozen=True, slots=True)
class Line:
    """One client: what is outstanding, what was sent, and what can be sent now."""

    client: Client
    pills: list[Pill]
    due: list[str]
    link: ClientLink | None
    is_out: bool  # it opens still
    purpose: str
    no_mail: NoMail | None
    is_in: bool = False  # nothing is left to send: a therapist looks at what came
    appointment: Appointment | None = None
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def needs_birth_date(self) -> bool:
        """A renewal shows the record only to who knows the date of birth, and none is known here."""
        return self.purpose == Purpose.RENEWAL and self.client.birth_date is None

    @property
    def can_be_mailed(self) -> bool:
        return self.no_mail is None and not self.needs_birth_date


def before_visits(appointments: Sequence[Appointment], now: dt.datetime) -> list[Line]:
    """Three queries, however many there are."""
    rows = Paperwork.objects.in_bulk([one.client_id for one in appointments])
    facts = _Facts([one.client for one in appointments])
    return [
        facts.line(one.client, rows.get(one.client_id), local_date(one.starts_at), now, one) for one in appointments
    ]


def running_out(rows: Sequence[Paperwork], now: dt.datetime) -> list[Line]:
    """Two queries, however many there are."""
    facts = _Facts([row.client for row in rows])
    return [facts.line(row.client, row, None, now) for row in rows]


class _Facts:
    """What is known of several clients at once."""

    def __init__(self, clients: Collection[Client]):
        found = ClientLink.objects.open().filter(client__in=clients, purpose__in=FORMS)
        self.links = {link.client_id: link for link in found.select_related("given_by").order_by("created_at", "pk")}
        self.no_mail = mailing.why_not(clients)

    def line(
        self,
        client: Client,
        row: Paperwork | None,
        visit: dt.date | None,
        now: dt.datetime,
        appointment: Appointment | None = None,
    ) -> Line:
        link, today = self.links.get(client.pk), local_date(now)
        wanted = Purpose.RENEWAL if row and row.history_until else Purpose.INTAKE
        return Line(
            client=client,
            pills=pills(row, visit or today, now) or ([out] if row and (out := sent(row, now)) else []),
            due=what_is_due(row, visit, today),
            link=link,
            is_out=bool(link and not link.mail_failed_at and link.expires_at > now),
            purpose=link.purpose if link else wanted,
            no_mail=self.no_mail.get(client.pk),
            is_in=bool(row and visit and not link and not row.is_due(visit)),
            appointment=appointment,
        )
