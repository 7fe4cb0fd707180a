"""What people type about bookings. Reasons come from lists: nothing about health is ever typed here."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.appointments import NotBookable, Taken
from bookings.enums import AppointmentStatus, CancelReason, CloseReason
from bookings.models import Appointment, FollowUp
from bookings.times import moment, span
from bookings.wording import taken
from clients.forms import LinesField
from clients.models import Client
from practice.models import User

MINUTES = {"min_value": 5, "max_value": 480}
AHEAD = dt.timedelta(days=2 * 366)


class TherapistField(forms.ModelChoiceField):
    """Who treats clients here today, and whoever is named already."""

    def __init__(self, **kwargs):
        super().__init__(queryset=User.objects.none(), to_field_name="public_id", **kwargs)

    def offer(self, named: int | None = None) -> None:
        self.queryset = User.objects.filter(Q(is_active=True, is_therapist=True) | Q(pk=named)).order_by("name", "pk")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


# Far enough from the ends of the calendar for all that is counted from a day.
FIRST, LAST = dt.date(1990, 1, 1), dt.date(2199, 12, 31)
OVER, FAR = _("This day is over."), _("This is more than two years ahead.")


class DayForm(forms.Form):
    day = forms.DateField(
        label=_("Day"), widget=DayInput, validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)]
    )


class TimeForm(forms.Form):
    """A day and a time on the practice's clock, how long, with whom."""

    day = forms.DateField(
        label=_("Day"), widget=DayInput, validators=[MinValueValidator(FIRST, OVER), MaxValueValidator(LAST, FAR)]
    )
    time = forms.TimeField(label=_("Time"), widget=ClockInput)
    minutes = forms.IntegerField(label=_("Minutes"), **MINUTES)
    therapist = TherapistField(label=_("With"), empty_label=None)
    note = LinesField(
        label=_("Desk note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For bookings. Nothing about health here."),
    )

    def __init__(self, *args, today: dt.date, named: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["therapist"].offer(named)

    def clean_day(self) -> dt.date:
        day = self.cleaned_data["day"]
        if day < self.today:
            raise ValidationError(OVER, code="past")
        if day > self.today + AHEAD:
            raise ValidationError(FAR, code="far")
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time") is not None and cleaned.get("minutes"):
            try:
                start = moment(cleaned["day"], cleaned["time"], timezone.get_current_timezone())
            except ValidationError as error:
                self.add_error("time", error)
            else:
                cleaned["during"] = span(start, cleaned["minutes"])
        return cleaned

    def typed(self, name: str):
        """What stands in a field, as its type, whether the form was sent or not; None where it makes no sense yet."""
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    def refuse(self, error: Taken | NotBookable, client: Client) -> None:
        """Say beside the field why this time cannot be had; everything typed stays."""
        if isinstance(error, Taken):
            self.add_error("time", taken(error, client.name))
        elif error.who == "client":
            self.add_error(None, _("This client is archived. Bring the client back first."))
        else:
            self.add_error("therapist", _("This person does not treat clients any more."))


class BookForm(TimeForm):
    request_id = forms.UUIDField(widget=forms.HiddenInput)


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
            "version": appointment.version,
        }
        return cls(initial=shown | typed, today=today, named=appointment.therapist_id)


class FollowUpForm(forms.ModelForm):
    """A request to book, made by hand."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(label=_("Minutes"), initial=60, **MINUTES)
    therapist = TherapistField(label=_("With"), required=False, empty_label=_("whoever is free"))

    class Meta:
        model = FollowUp
        fields = ["due_from", "due_by", "minutes", "therapist", "desk_note"]
        field_classes = {"desk_note": LinesField}
        labels = {"due_from": _("From"), "due_by": _("By")}
        widgets = {"due_from": DayInput, "due_by": DayInput, "desk_note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["therapist"].offer()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("due_from"), cleaned.get("due_by")
        if first and last and last < first:
            self.add_error("due_by", _("“By” cannot be before “from”."))
        elif last and last < self.today:
            self.add_error("due_by", _("This day is over."))
        elif last and last > self.today + AHEAD:
            self.add_error("due_by", _("This is more than two years ahead."))
        elif first and first < self.today - AHEAD:
            self.add_error("due_from", _("This is more than two years ago."))
        return cleaned


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[choice for choice in CloseReason.choices if choice[0] != CloseReason.WITHDRAWN],
        widget=forms.RadioSelect,
    )

    def clean_reason(self) -> CloseReason:
        return CloseReason(self.cleaned_data["reason"])


class CancelForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=CancelReason, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_reason(self) -> CancelReason:
        return CancelReason(self.cleaned_data["reason"])


class MarkForm(forms.Form):
    status = forms.ChoiceField(
        choices=[choice for choice in AppointmentStatus.choices if choice[0] != AppointmentStatus.CANCELLED]
    )
    version = forms.IntegerField()

    def clean_status(self) -> AppointmentStatus:
        return AppointmentStatus(self.cleaned_data["status"])
