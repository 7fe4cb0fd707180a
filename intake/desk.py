"""What the front desk may know of forms and consents, pushed down to bookings: dates and states, never an answer."""

import datetime as dt

from django.db import transaction

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


def _history_until(client: Client) -> dt.date | None:
    """Counted from the last intake that came in, gone through or not, or the last time it was confirmed."""
    days = [*HealthHistory.objects.filter(client=client).values_list("confirmed_on", flat=True)]
    came = Intake.objects.submitted().filter(client=client).order_by("submitted_at").last()
    if came and came.submitted_at:
        days.append(local_date(came.submitted_at))
    return months_after(max(days), practice().renewal_months) if days else None
