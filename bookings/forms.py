"""What people type about bookings. Reasons come from lists: nothing about health is ever typed here."""

import datetime as dt

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from bookings.enums import AppointmentStatus, CancelReason, CloseReason, Fee, Outcome, Say
from bookings.fields import MINUTES, DayInput, TherapistField
from bookings.models import FollowUp, Waiting
from clients.enums import PreferredTime
from clients.forms import LinesField

AHEAD = dt.timedelta(days=2 * 366)
# Far enough from the ends of the calendar for all that is counted from a day.
FIRST, LAST = dt.date(1990, 1, 1), dt.date(2199, 12, 31)
NOT_BY_HAND = (CloseReason.WITHDRAWN, CloseReason.WAITLIST)
OVER, FAR = _("This day is over."), _("This is more than two years ahead.")


class DayForm(forms.Form):
    day = forms.DateField(
        label=_("Day"), widget=DayInput, validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)]
    )


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


class WeekOfForm(forms.Form):
    """Which week, and whose; what makes no sense is left out."""

    day = forms.DateField(required=False, validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)])
    whose = TherapistField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whose"].offer()


class CallForm(forms.Form):
    """What came of a call; for all requests of a list, so that it has no id of its own."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome, widget=forms.RadioSelect)
    again_on = forms.DateField(label=_("Call again on"), required=False, widget=DayInput)
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        again, day = cleaned.get("outcome") == Outcome.AGAIN, cleaned.get("again_on")
        if not again:
            cleaned["again_on"] = None
        elif "again_on" not in self.errors and (day is None or not self.today < day <= self.today + AHEAD):
            self.add_error("again_on", _("Say on which day to call again: one after today."))
        if cleaned.get("outcome"):
            cleaned["outcome"] = Outcome(cleaned["outcome"])
        return cleaned


class WaitForm(forms.ModelForm):
    """Somebody for the waitlist."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(label=_("Minutes"), initial=60, **MINUTES)
    therapist = TherapistField(label=_("With"), required=False, empty_label=_("whoever is free"))

    class Meta:
        model = Waiting
        fields = ["first_day", "last_day", "minutes", "therapist"]
        labels = {"first_day": _("From"), "last_day": _("By")}
        widgets = {"first_day": DayInput, "last_day": DayInput}

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["therapist"].offer()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("“By” cannot be before “from”."))
        elif last and last < self.today:
            self.add_error("last_day", OVER)
        elif last and last > self.today + AHEAD:
            self.add_error("last_day", FAR)
        return cleaned

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ChosenForm(forms.Form):
    """A free time of the calendar, as its address names it; what makes no sense is left out."""

    day = forms.DateField(required=False, validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)])
    time = forms.TimeField(required=False)
    therapist = TherapistField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["therapist"].offer()


class RecallForm(forms.Form):
    request_id = forms.UUIDField()


class WeeksForm(forms.Form):
    """Over how many weeks to count."""

    CHOICES = (4, 12, 52)
    weeks = forms.TypedChoiceField(choices=[(str(one), str(one)) for one in CHOICES], coerce=int)


class AnswerForm(forms.Form):
    """What a client says of an appointment, on the page behind a link."""

    say = forms.TypedChoiceField(choices=Say, coerce=Say)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    times = forms.MultipleChoiceField(
        label=_("When would suit you?"), choices=PreferredTime, required=False, widget=forms.CheckboxSelectMultiple
    )

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("say", "request_id", "times")} | {
            "seen": self.cleaned_data["version"]
        }


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[choice for choice in CloseReason.choices if choice[0] not in NOT_BY_HAND],
        widget=forms.RadioSelect,
    )

    def clean_reason(self) -> CloseReason:
        return CloseReason(self.cleaned_data["reason"])


class CancelForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=CancelReason, widget=forms.RadioSelect)
    fee = forms.ChoiceField(
        label=_("If the client cancels too late"),
        choices=Fee,
        initial=Fee.DUE,
        required=False,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_reason(self) -> CancelReason:
        return CancelReason(self.cleaned_data["reason"])


class FeeForm(forms.Form):
    fee = forms.ChoiceField(choices=Fee)
    version = forms.IntegerField()


class MarkForm(forms.Form):
    status = forms.ChoiceField(
        choices=[choice for choice in AppointmentStatus.choices if choice[0] != AppointmentStatus.CANCELLED]
    )
    version = forms.IntegerField()

    def clean_status(self) -> AppointmentStatus:
        return AppointmentStatus(self.cleaned_data["status"])
