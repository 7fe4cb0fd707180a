"""What the front desk may know of forms and consents, pushed down to bookings: dates and states, never an answer."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from bookings.enums import PaperworkState
from bookings.models import Paperwork
from clients.models import Client
from intake import standing
from intake.enums import FORMS, AlertKind
from intake.models import Alert, ClientLink, HealthHistory, Intake
from practice.current import local_date, practice
from practice.dates import months_after


@transaction.atomic
def push(client: Client, now: dt.datetime) -> Paperwork:
    """Work it out anew from what there is. The client's row is locked first; call it last in a transaction."""
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    link = ClientLink.objects.open().filter(client=client, purpose__in=FORMS).order_by("created_at", "pk").last()
    row, _is_new = Paperwork.objects.update_or_create(
        client=client,
        defaults={
            "state": _state(client, link),
            "link_until": link.expires_at if link else None,
            "consent_until": standing.until(client, local_date(now)),
            "history_until": _history_until(client),
            "to_review": Alert.objects.open().filter(client=client).exclude(kind=AlertKind.MESSAGE).exists(),
            "changed_at": now,
        },
    )
    return row


def _state(client: Client, link: ClientLink | None) -> str:
    if link is None:
        submitted = Intake.objects.submitted().filter(client=client).exists()
        return PaperworkState.IN if submitted else PaperworkState.NONE
    if link.is_locked:
        return PaperworkState.LOCKED
    if link.mail_failed_at:
        return PaperworkState.FAILED
    return PaperworkState.BEGUN if Intake.objects.filter(link=link).exists() else PaperworkState.SENT


def count_histories_anew(months: int) -> None:
    """The practice asks again after another number of months: so many from when each client was asked last."""
    asked = _last_asked()
    rows = list(Paperwork.objects.exclude(history_until=None).order_by("pk"))
    for row in rows:
        row.history_until = months_after(asked[row.client_id], months) if row.client_id in asked else None
    Paperwork.objects.bulk_update(rows, ["history_until"], batch_size=1000)


def _history_until(client: Client) -> dt.date | None:
    day = _last_asked(client=client).get(client.pk)
    return months_after(day, practice().renewal_months) if day else None


def _last_asked(**of: Client) -> dict[int, dt.date]:
    """By client, the day of the last intake that came in, gone through or not, or the last time it was confirmed."""
    asked = dict(HealthHistory.objects.filter(**of).values_list("client", "confirmed_on"))
    came = Intake.objects.submitted().filter(**of).values_list("client").annotate(Max("submitted_at"))
    for client, at in came:
        asked[client] = max(asked.get(client, dt.date.min), local_date(at))
    return asked
