"""The key under which a browser keeps what it could not send: one for each author, given to nobody else."""

import base64
import hmac

from django.conf import settings

from practice.models import User


def key_of(user: User) -> str:
    """256 bits for AES-GCM, in base64. It stays the same, so that what was left on a device can be read again."""
    text = f"unsent notes of {user.public_id}"
    return base64.b64encode(hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256")).decode()
