"""What the front desk knows of forms and consents."""

from django.db import models

from bookings.enums import PaperworkState
from clients.models import Client


class Paperwork(models.Model):
    """What the front desk knows of a client's forms and consents, pushed down by the intake room. No row: nothing.

    A consent or history that runs out does so by its date, so nothing has to be rewritten on the day.
    """

    client = models.OneToOneField(Client, on_delete=models.PROTECT, related_name="+", primary_key=True)
    state = models.CharField(max_length=8, choices=PaperworkState, default=PaperworkState.NONE)
    link_until = models.DateTimeField(null=True, blank=True)
    # The last day on which all required consents, and the history, still hold; none: missing.
    consent_until = models.DateField(null=True, blank=True)
    history_until = models.DateField(null=True, blank=True)
    # "Therapist to review before the visit": all that the desk learns of what was answered.
    to_review = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"paperwork of client {self.client_id}"

    def is_due(self, on) -> bool:
        """Is a form or a consent outstanding for a visit on that day?"""
        return not (self.consent_until and self.history_until and min(self.consent_until, self.history_until) >= on)
