"""A link to choose a new password, for whoever has forgotten it where no mail is sent."""

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from practice.models import User


def reset_link(person: User) -> str:
    """The same link that a mail would carry. It stops working once used, or after PASSWORD_RESET_TIMEOUT."""
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return f"{settings.PUBLIC_URL}{path}"
