"""Fields and inputs that forms about bookings share."""

from django import forms
from django.db import models
from django.db.models import Q

from practice.models import User

MINUTES = {"min_value": 5, "max_value": 480}


class TherapistField(forms.ModelChoiceField):
    """Who treats clients here today, and whoever is named already."""

    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.none(), to_field_name="public_id", **kwargs)

    def offer(self, named: int | None = None) -> None:
        self.queryset = User.objects.filter(Q(is_active=True, is_therapist=True) | Q(pk=named)).order_by("name", "pk")


class OneOfField(forms.ChoiceField):
    """One of a few rows, asked for in one query: its cleaned value is the row."""

    def __init__(self, *, empty_label, **kwargs):
        super().__init__(**kwargs)
        self.empty_label, self.model = empty_label, None

    def offer(self, model: type[models.Model], rows: list[tuple]) -> None:
        self.model = model
        self.choices = [("", self.empty_label), *((str(key), label) for key, label in rows)]

    def clean(self, value):
        key = super().clean(value and str(value))
        return self.model.objects.get(public_id=key) if key else None


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)
