"""What a client tells between visits: ratings on the morning of one, and a day's tap in a symptom diary."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from bookings.models import Appointment
from clients.models import Client
from intake.enums import Measure
from intake.models.complaints import Complaint
from intake.models.links import ClientLink


class CheckIn(models.Model):
    """A client's ratings before a visit. They count once a therapist has confirmed them at the visit."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    link = models.OneToOneField(ClientLink, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client", "-at"], name="checkin_of_client")]

    def __str__(self) -> str:
        return f"check-in of client {self.client_id}"


class CheckInRating(models.Model):
    """One rating of a check-in, on the measure's own scale; or, once a complaint, that she would rather not say."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="ratings")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=16, choices=Measure)
    value = models.DecimalField(max_digits=9, decimal_places=4, null=True, blank=True)
    parts = ArrayField(models.DecimalField(max_digits=9, decimal_places=4), size=3, default=list, blank=True)
    scale_max = models.DecimalField(max_digits=9, decimal_places=4)
    activities_edition = models.PositiveSmallIntegerField(default=1)
    declined = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_in", "complaint", "measure"], name="checkinrating_once"),
            models.CheckConstraint(
                condition=Q(scale_max__gt=0) & (Q(value__isnull=True) | Q(value__gte=0, value__lte=F("scale_max"))),
                name="checkinrating_in_scale",
            ),
            models.CheckConstraint(
                condition=Q(declined=True, value=None, parts=[])
                | Q(declined=False, value__isnull=False, parts=[])
                | (Q(declined=False, value=None) & ~Q(parts=[])),
                name="checkinrating_value_or_parts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"


class DiaryDay(models.Model):
    """A day of a client's symptom diary: had it or did not, and how strong it was, 0 to 10."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    had = models.BooleanField()
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["day"], condition=Q(had=False), name="diaryday_free")]  # good news of late
        constraints = [
            models.UniqueConstraint(fields=["complaint", "day"], name="diaryday_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(had=True, value__gte=1, value__lte=10), name="diaryday_value_fits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
