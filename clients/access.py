"""Who may see which client, and the log of who opened whose contacts."""

import uuid

from django.shortcuts import get_object_or_404

from clients.models import Client
from practice.models import AccessLog, User


def get_client(user: User, public_id: uuid.UUID) -> Client:
    """Everybody who works here may see how to reach any client; a client who is not there is a 404."""
    return get_object_or_404(Client.objects.select_related("therapist", "archived_by"), public_id=public_id)


def log_opening(user: User, client: Client, what: str) -> None:
    """Remember that `user` looked at `what` of this client."""
    AccessLog.objects.create(user=user, client=client.public_id, what=what)
