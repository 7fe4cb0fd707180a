"""What a therapist has learnt."""

from django.db import models

from intake.models.words import Technique
from practice.models import User


class Training(models.Model):
    """A therapist works with a technique. Who has said nothing yet has no row, and nothing follows from that."""

    therapist = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    technique = models.ForeignKey(Technique, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["therapist", "technique"], name="training_once")]

    def __str__(self) -> str:
        return f"{self.therapist} {self.technique}"
