"""Who does not want to be written to. The rooms on the right know it, and register themselves here at start."""

from collections.abc import Callable, Collection

from django.conf import settings

from clients.models import Client

Refusals = Callable[[Collection[Client]], set[int]]
_refusals: list[Refusals] = []


def register(refusals: Refusals) -> None:
    """`refusals` gives the primary keys of those of some clients who refused; why is never asked."""
    _refusals.append(refusals)


def can_be_mailed(client: Client) -> bool:
    """There is a server and an address, and she has not said no."""
    if not (settings.EMAIL_CONFIGURED and client.email) or client.archived_at:
        return False
    return not any(client.pk in refusals([client]) for refusals in _refusals)
