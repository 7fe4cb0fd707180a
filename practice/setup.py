"""The one-time link by which the first owner claims an empty practice."""

from django.db import transaction

from practice.models import SetupLink
from practice.tokens import new_token, token_hash


@transaction.atomic
def issue_link(public_url: str) -> str:
    """A new link, in full. Those made before and not used are void from now on."""
    token = new_token()
    SetupLink.objects.filter(used_at=None).delete()
    SetupLink.objects.create(token_hash=token_hash(token))
    return f"{public_url}/setup/{token}/"
