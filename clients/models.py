"""Who the practice's clients are and how to reach them. Nothing clinical lives in this room."""

import datetime as dt
import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.enums import PreferredTime
from clients.folding import search_text
from practice.models import User

ADULT_AGE = 18


def age_on(birth_date: dt.date, on: dt.date) -> int:
    """Full years between two dates; somebody born on 29 February has a birthday on 1 March in common years."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


class ClientQuerySet(models.QuerySet):
    def present(self):
        """Clients who are not archived."""
        return self.filter(archived_at=None)


# The row as it was before: with the row as it is, that is every version there ever was, and an import pays nothing.
@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent(level=pghistory.Statement),
)
class Client(models.Model):
    """A person who comes for massage. Never deleted, only archived."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made in the browser: a double click or a re-sent form makes one client, not two.
    request_id = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    reference = models.CharField(_("reference"), max_length=120, unique=True, null=True, blank=True)

    name = models.CharField(_("name"), max_length=120, help_text=_("The name that she or he goes by."))
    legal_name = models.CharField(_("legal name"), max_length=120, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    under_18 = models.BooleanField(_("under 18"), default=False)
    language = models.CharField(_("language"), max_length=40, default="English")
    interpreter = models.BooleanField(_("needs an interpreter"), default=False)

    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    address = models.TextField(_("address"), max_length=500, blank=True)
    emergency_name = models.CharField(_("emergency contact"), max_length=120, blank=True)
    emergency_phone = models.CharField(_("their phone"), max_length=40, blank=True)
    guardian_name = models.CharField(_("guardian"), max_length=120, blank=True)
    guardian_relationship = models.CharField(_("relationship"), max_length=60, blank=True)
    guardian_phone = models.CharField(_("guardian's phone"), max_length=40, blank=True)

    preferred_times = ArrayField(
        models.CharField(max_length=20, choices=PreferredTime),
        verbose_name=_("preferred times"),
        default=list,
        blank=True,
    )
    desk_note = models.TextField(
        _("desk note"), max_length=500, blank=True, help_text=_("For bookings. Nothing about health here.")
    )
    therapist = models.ForeignKey(
        User, verbose_name=_("therapist"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    search = models.TextField(editable=False, default="")
    phone_digits = models.CharField(max_length=40, editable=False, default="", db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    archived_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        indexes = [
            # The client list, page after page: the folded text begins with the name, so Émile stands beside Emil.
            models.Index(fields=["search", "id"], condition=models.Q(archived_at=None), name="client_present_search"),
            # "Same name and birth date?" when adding.
            models.Index(fields=["birth_date"], name="client_birth_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=True) | models.Q(birth_date__gte="1890-01-01"),
                name="client_birth_date_plausible",
                violation_error_message=_("This date of birth is too long ago."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.search, self.phone_digits = search_text(self)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "search", "phone_digits"}
        super().save(*args, **kwargs)

    @property
    def first_name(self) -> str:
        """What one says to her or him."""
        return self.name.split(" ")[0]

    def is_minor(self, on: dt.date) -> bool:
        """Under 18 on the day `on`: by the date of birth where it is known, else as was said."""
        return age_on(self.birth_date, on) < ADULT_AGE if self.birth_date else self.under_18
