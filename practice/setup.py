"""The one-time link by which the first owner claims an empty practice."""

import secrets
from hashlib import sha256

from django.db import transaction

from practice.models import SetupLink


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_link(public_url: str) -> str:
    """A new link, in full. Those made before and not used are void from now on."""
    token = secrets.token_urlsafe(32)
    SetupLink.objects.filter(used_at=None).delete()
    SetupLink.objects.create(token_hash=digest(token))
    return f"{public_url}/setup/{token}/"
