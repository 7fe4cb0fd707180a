"""A link to choose a new password, for whoever has forgotten it where no mail is sent."""

import datetime as dt

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from practice.models import PasswordLink, User


def make_reset_link(person: User, *, by: User, now: dt.datetime) -> str:
    """The same link that a mail would carry. It stops working once used, or after PASSWORD_RESET_TIMEOUT.

    Who has it can act as this person: that it was made is kept, and told.
    """
    PasswordLink.objects.create(person=person, made_by=by, at=now)
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return f"{settings.PUBLIC_URL}{path}"


def made_for(person: User) -> QuerySet[PasswordLink]:
    """The links that were made for this person, latest first, with who made them."""
    return PasswordLink.objects.filter(person=person).select_related("made_by").order_by("-at", "-pk")


def told(link: PasswordLink) -> str:
    """As its person reads it at the next login, and from then on beside "Change password"."""
    return _("%(name)s made a link to choose a new password for you, on %(at)s. You did not ask for it? Ask why.") % {
        "name": link.made_by.name,
        "at": date_format(timezone.localtime(link.at), "j F Y, H:i"),
    }
