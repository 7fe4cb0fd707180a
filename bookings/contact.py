"""Who cannot be written to, and why. The rooms on the right know who refuses, and register here at start."""

from collections.abc import Callable, Collection

from django.conf import settings

from bookings.enums import WhyNoMail
from clients.models import Client

Refusals = Callable[[Collection[Client]], set[int]]
_refusals: list[Refusals] = []


def register(refusals: Refusals) -> None:
    """`refusals` gives the primary keys of those of some clients who refused; why is never asked."""
    _refusals.append(refusals)


def why_not(clients: Collection[Client]) -> dict[int, WhyNoMail]:
    """Which of these clients cannot be mailed, by primary key, and why. A query for each room that knows refusals."""
    found = {} if settings.EMAIL_CONFIGURED else {client.pk: WhyNoMail.NO_SERVER for client in clients}
    found |= {client.pk: WhyNoMail.NO_ADDRESS for client in clients if not client.email}
    for refusals in _refusals:
        found |= dict.fromkeys(refusals(clients), WhyNoMail.REFUSED)
    return found | {client.pk: WhyNoMail.ARCHIVED for client in clients if client.archived_at}


def can_be_mailed(client: Client) -> bool:
    """There is a server and an address, and she has not said no."""
    return not why_not([client])
