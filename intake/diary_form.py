"""The page of a symptom diary: today and the six days before it, a tap a day."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.choice_fields import ScaleSelect
from intake.diary import WEEK
from intake.diary_words import question
from intake.models import Complaint, DiaryDay

YES, NO = "yes", "no"


class CellForm(forms.Form):
    """One complaint on one day. `was` is what the page showed, so that an old page changes only what was tapped."""

    had = forms.ChoiceField(
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))], required=False, widget=forms.RadioSelect
    )
    was = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)

    def __init__(self, data, complaint: Complaint, day: dt.date, kept: DiaryDay | None):
        self.complaint, self.day, self.entry = complaint, day, kept
        had = (YES if kept.had else NO) if kept else ""
        value = str(kept.value or "") if kept else ""
        initial = {"had": had, "value": value, "was": says(had, value)}
        super().__init__(data, prefix=prefix_of(complaint, day), initial=initial)
        ends = _("a little"), complaint.type.high_label
        marks = [(str(mark), str(mark)) for mark in range(1, 11)]
        widget = ScaleSelect(ends, "scale")
        self.fields["had"].label = question(complaint)
        self.fields["value"] = forms.ChoiceField(label=_("How strong?"), choices=marks, required=False, widget=widget)

    @property
    def is_told(self) -> bool:
        """Of a valid form: is there something in it that the page had not shown?"""
        said = self.cleaned_data
        shown = self.add_prefix("was") in self.data and said["was"]
        return bool(said["had"]) and self.says != shown

    @property
    def says(self) -> str:
        return says(self.cleaned_data["had"], self._value)

    def told(self) -> tuple[Complaint, dt.date, bool, int | None]:
        return self.complaint, self.day, self.cleaned_data["had"] == YES, self._value

    @property
    def _value(self) -> int | None:
        said = self.cleaned_data
        return int(said["value"]) if said["had"] == YES and said["value"] else None


@dataclass(frozen=True, slots=True)
class DayCells:
    """One day of the page."""

    day: dt.date
    today: dt.date
    cells: list[CellForm]

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def is_yesterday(self) -> bool:
        return (self.today - self.day).days == 1

    @property
    def is_kept(self) -> bool:
        return all(cell.entry for cell in self.cells)

    @property
    def has_errors(self) -> bool:
        return any(cell.is_bound and cell.errors for cell in self.cells)


class DiaryForm:
    """All cells of the page. Those that were not sent stay as they are."""

    def __init__(
        self, complaints: list[Complaint], kept: dict[tuple[int, dt.date], DiaryDay], today: dt.date, data=None
    ):
        self.data = data or {}
        self.days = [
            DayCells(day, today, [self._cell(each, day, kept.get((each.pk, day))) for each in complaints])
            for day in (today - dt.timedelta(days=ago) for ago in range(WEEK))
        ]

    def _cell(self, complaint: Complaint, day: dt.date, entry: DiaryDay | None) -> CellForm:
        sent = f"{prefix_of(complaint, day)}-had" in self.data
        return CellForm(self.data if sent else None, complaint, day, entry)

    @cached_property
    def sent(self) -> list[CellForm]:
        return [cell for day in self.days for cell in day.cells if cell.is_bound]

    @property
    def left_out(self) -> bool:
        """A day that is too long ago by now, or something that is no longer kept."""
        sent = {
            name for name, value in self.data.items() if name.startswith("d-") and name.endswith("-had") and value
        }
        return bool(sent - {cell.add_prefix("had") for cell in self.sent})

    def is_valid(self) -> bool:
        return not [cell for cell in self.sent if not cell.is_valid()]  # each is asked: all that is wrong is said


def says(had: str, value: object) -> str:
    """ "yes 6", "no": what a cell says, for comparing."""
    return f"{had} {value or ''}".strip()


def prefix_of(complaint: Complaint, day: dt.date) -> str:
    return f"d-{day:%Y%m%d}-{complaint.public_id.hex}"
