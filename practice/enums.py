"""Choices of the practice room."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does here. One person may hold any combination."""

    OWNER = "owner", _("owner")
    THERAPIST = "therapist", _("therapist")
    FRONT_DESK = "front_desk", _("front desk")

    @property
    def field(self) -> str:
        """The column that says whether somebody holds it."""
        return f"is_{self.value}"


def role_fields(roles: Collection[Role]) -> dict[str, bool]:
    """The three columns for a set of roles."""
    return {role.field: role in roles for role in Role}
