"""What an owner types about hours, kinds of appointments, tables, and the rules about bookings."""

import datetime as dt
import itertools
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from bookings.fields import MINUTES, ClockInput, DayInput, TherapistField
from bookings.models import AppointmentKind, BookingRules, Exceptional, Table

STRETCH = re.compile(r"^\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|to)\s*(\d{1,2})(?:[:.](\d{2}))?\s*$")


class StretchesField(forms.CharField):
    """ "9-13, 14:00-18:30": the stretches of a day on which somebody works, in order and apart."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=100, **kwargs)

    def prepare_value(self, value):
        return value if isinstance(value, str) or value is None else told(value)

    def clean(self, value):
        text = super().clean(value)
        found = [_stretch(part) for part in re.split(r"[,;]", text) if part.strip()]
        for before, after in itertools.pairwise(found):
            if after[0] < before[1]:
                raise ValidationError(_("Each stretch has to begin after the one before it has ended."))
        return found


def _stretch(part: str) -> tuple[dt.time, dt.time]:
    matched = STRETCH.match(part)
    if not matched:
        raise ValidationError(_("Please type hours such as 9-13, 14:00-18:30."))
    numbers = [int(number or 0) for number in matched.groups()]
    try:
        starts, ends = dt.time(numbers[0], numbers[1]), dt.time(numbers[2], numbers[3])
    except ValueError:
        raise ValidationError(_("There is no such time in “%(part)s”."), params={"part": part.strip()}) from None
    if ends <= starts:
        raise ValidationError(
            _("In “%(part)s” the end has to come after the beginning."), params={"part": part.strip()}
        )
    return starts, ends


def told(stretches) -> str:
    return ", ".join(f"{starts:%H:%M}-{ends:%H:%M}" for starts, ends in stretches)


class WeekForm(forms.Form):
    """A therapist's week: a field a day, in the order in which the practice's week goes."""

    def __init__(self, *args, week: dict, starts_on: int, **kwargs):
        super().__init__(*args, **kwargs)
        for n in range(7):
            day = (starts_on + n) % 7
            self.fields[f"day_{day}"] = StretchesField(label=WEEKDAYS[day], initial=week[day])
            was = StretchesField(widget=forms.HiddenInput, initial=week[day])
            self.fields[f"was_{day}"] = was

    def week(self, which: str = "day") -> dict:
        return {day: self.cleaned_data[f"{which}_{day}"] for day in range(7)}

    def days(self):
        return [self[name] for name in self.fields if name.startswith("day_")]


class ExceptionalForm(forms.ModelForm):
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    therapist = TherapistField(label=_("Who"), required=False, empty_label=_("the whole practice"))

    class Meta:
        model = Exceptional
        fields = ["therapist", "first_day", "last_day", "starts", "ends", "label"]
        widgets = {"first_day": DayInput, "last_day": DayInput, "starts": ClockInput, "ends": ClockInput}
        help_texts = {"starts": _("Left empty: does not work on these days.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["therapist"].offer()

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot be before the first."))
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if not {"starts", "ends"} & set(self.errors):
            if (starts is None) != (ends is None):
                self.add_error("ends" if ends is None else "starts", _("Give both times, or neither."))
            elif starts and ends and ends <= starts:
                self.add_error("ends", _("“To” has to come after “from”."))
        return cleaned

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self):
        """All is checked above; the row is made elsewhere."""


class KindForm(forms.Form):
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60)
    minutes = forms.IntegerField(label=_("Minutes"), initial=60, **MINUTES)
    turnover = forms.IntegerField(label=_("Minutes to turn the room over"), initial=15, min_value=0, max_value=120)
    model = AppointmentKind


class TableForm(forms.Form):
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    room = forms.CharField(label=_("Room"), max_length=60)
    name = forms.CharField(
        label=_("Table"), max_length=60, required=False, help_text=_("Where the room has more than one.")
    )
    model = Table


class RulesForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = BookingRules
        fields = [
            "cancel_hours",
            "week_start",
            "recall_weeks",
            "lapsed_weeks",
        ]
        labels = {
            "cancel_hours": _(
                "Clients can cancel free of charge, or ask for another time, until so many hours before"
            ),
            "week_start": _("A week of the calendar starts on"),
            "recall_weeks": _("Recall who has not been here for so many weeks"),
            "lapsed_weeks": _("Lapsed: not here for so many weeks"),
        }
        help_texts = {"cancel_hours": _("By the link in a mail, too. After that the page asks them to call.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        choices = self.fields["week_start"].choices
        self.fields["week_start"].choices = [
            ("", _("the day usual in our country")),
            *list(choices)[1:],
        ]
        self.fields["cancel_hours"].widget.attrs["class"] = "short"

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        first, then = cleaned.get("recall_weeks"), cleaned.get("lapsed_weeks")
        if first and then and then <= first:
            self.add_error("lapsed_weeks", _("This has to be more than the weeks before it."))
        return cleaned

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
