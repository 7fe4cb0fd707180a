"""What is typed to book, and to move what is booked."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.appointments import Wanted
from bookings.enums import OverrideReason
from bookings.fields import MINUTES, ClockInput, DayInput, OneOfField, TherapistField
from bookings.forms import AHEAD, FAR, FIRST, LAST, OVER
from bookings.holding import NotBookable, OutsideHours, Taken
from bookings.models import Appointment, AppointmentKind, Table
from bookings.tables import NoTable
from bookings.times import moment, span
from bookings.wording import no_table, taken
from clients.forms import LinesField
from clients.models import Client

MOST_OF_A_SERIES = 12
ORDERS = {"kind": ("minutes", "name"), "table": ("room", "name")}
# What can stand against a time; `TimeForm.refuse` says each beside its field.
REFUSALS = (Taken, NotBookable, OutsideHours, NoTable)


def at_and_whom(value: str) -> dict:
    """Day, time and therapist out of a free time that was chosen: "2026-11-26T16:00/<uuid>"."""
    at, _slash, therapist = value.partition("/")
    day, _t, time = at.partition("T")
    return {"day": day, "time": time, "therapist": therapist} if therapist else {}


class TimeForm(forms.Form):
    """A day and a time on the practice's clock, how long, with whom."""

    day = forms.DateField(
        label=_("Day"), widget=DayInput, validators=[MinValueValidator(FIRST, OVER), MaxValueValidator(LAST, FAR)]
    )
    time = forms.TimeField(label=_("Time"), widget=ClockInput)
    kind = OneOfField(label=_("Kind"), required=False, empty_label=_("no kind"))
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, help_text=_("Left empty: as long as the kind takes."), **MINUTES
    )
    therapist = TherapistField(label=_("With"), empty_label=None)
    table = OneOfField(label=_("Table"), required=False, empty_label=_("any that is free"))
    outside_hours = forms.ChoiceField(
        label=_("Outside working hours because"),
        choices=[("", _("not outside working hours")), *OverrideReason.choices],
        required=False,
    )
    note = LinesField(
        label=_("Desk note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For bookings. Nothing about health here."),
    )

    def __init__(self, *args, today: dt.date, standing: Appointment | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["therapist"].offer(standing and standing.therapist_id)
        self._offer("kind", AppointmentKind, standing and standing.kind_id)
        self._offer("table", Table, standing and standing.table_id)
        if "kind" not in self.fields:
            self.fields["minutes"].required, self.fields["minutes"].help_text = True, ""

    def _offer(self, name: str, model: type[models.Model], kept: int | None) -> None:
        """What the practice has of these, and what was `kept`; where there is none nobody is asked."""
        rows = model.objects.filter(models.Q(retired_at=None) | models.Q(pk=kept)).order_by(*ORDERS[name])
        found = [(one.public_id, str(one)) for one in rows]
        if found:
            self.fields[name].offer(model, found)
        else:
            del self.fields[name]

    def clean_day(self) -> dt.date:
        day = self.cleaned_data["day"]
        if day < self.today:
            raise ValidationError(OVER, code="past")
        if day > self.today + AHEAD:
            raise ValidationError(FAR, code="far")
        return day

    def clean(self):
        cleaned = super().clean()
        if "minutes" not in self.errors and not cleaned.get("minutes"):
            if cleaned.get("kind"):
                cleaned["minutes"] = cleaned["kind"].minutes
            else:
                self.add_error("minutes", _("Say how long, or choose a kind."))
        if cleaned.get("day") and cleaned.get("time") is not None and cleaned.get("minutes"):
            try:
                start = moment(cleaned["day"], cleaned["time"], timezone.get_current_timezone())
            except ValidationError as error:
                self.add_error("time", error)
            else:
                cleaned["during"] = span(start, cleaned["minutes"])
        return cleaned

    def typed(self, name: str):
        """What stands in a field, as its type, whether the form was sent or not; None where it makes no sense yet, or
        the practice has none of these."""
        if name not in self.fields:
            return None
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    def wanted(self) -> Wanted:
        names = ("therapist", "during", "note", "kind", "table", "outside_hours")
        return Wanted(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})

    def refuse(self, error: Exception, client: Client) -> None:
        """Say beside the field why this time cannot be had (one of REFUSALS); everything typed stays."""
        if isinstance(error, Taken):
            self.add_error("time", taken(error, client.name))
        elif isinstance(error, OutsideHours):
            self.add_error("outside_hours", _("This is not in the therapist's working hours. Say why, to book it."))
        elif isinstance(error, NoTable):
            self.add_error("table" if "table" in self.fields else "time", no_table(error))
        elif getattr(error, "who", "") == "client":
            self.add_error(None, _("This client is archived. Bring the client back first."))
        else:
            self.add_error("therapist", _("This person does not treat clients any more."))


class BookForm(TimeForm):
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    every = forms.IntegerField(label=_("Every so many weeks"), required=False, min_value=1, max_value=26)
    times = forms.IntegerField(
        label=_("So many times in all"), required=False, min_value=2, max_value=MOST_OF_A_SERIES
    )
    here_now = forms.BooleanField(label=_("The client is here already"), required=False)

    def clean(self):
        cleaned = super().clean()
        every, times = cleaned.get("every"), cleaned.get("times")
        if bool(every) != bool(times) and not {"every", "times"} & set(self.errors):
            self.add_error("times" if every else "every", _("A series needs both numbers."))
        if cleaned.get("here_now") and cleaned.get("day") and cleaned["day"] != self.today:
            self.add_error("here_now", _("Only somebody who is booked for today can be here."))
        return cleaned


class MoveForm(TimeForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, appointment: Appointment, today: dt.date, **typed) -> "MoveForm":
        """The form as the appointment stands, with `typed` over it."""
        local = timezone.localtime(appointment.starts_at)
        shown = {
            "day": local.date(),
            "time": local.time(),
            "minutes": appointment.minutes,
            "note": appointment.note,
            "therapist": appointment.therapist.public_id,
            "kind": appointment.kind and appointment.kind.public_id,
            "table": appointment.table and appointment.table.public_id,
            "outside_hours": appointment.outside_hours,
            "version": appointment.version,
        }
        return cls(initial=shown | typed, today=today, standing=appointment)
