"""How django-allauth behaves here: people come by invitation, never by signing up."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from practice.posted import is_path_of_ours
from practice.reset_links import made_for, told


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This login has been switched off. An owner of the practice can switch it on again."),
        "email_password_mismatch": _("This e-mail and this password do not belong together. Please check both."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link no longer works."),
        "too_many_login_attempts": _("Too many tries. Please wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Please wait a few minutes, then try again."),
    }

    def is_safe_url(self, url: str) -> bool:
        return is_path_of_ours(url)

    def pre_login(self, request, user, **how):
        """Whoever comes back reads which links to her password were made since she was last here."""
        for link in made_for(user).filter(at__gt=user.last_login or user.created_at):
            messages.warning(request, told(link))
        return super().pre_login(request, user, **how)

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The practice's own address, whichever the asking browser named."""
        return settings.PUBLIC_URL + urlsplit(super().get_reset_password_from_key_url(key)).path
