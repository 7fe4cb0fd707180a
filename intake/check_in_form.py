"""What a check-in asks: of each open complaint what a visit would ask. Nothing is filled in, nothing is required."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.answer_fields import Number
from intake.choice_fields import CANNOT_SAY, ScaleSelect
from intake.enums import Measure
from intake.models import CheckInRating, Complaint

TOPS = {Measure.INTENSITY: 10, Measure.DAYS: 7, Measure.FUNCTION: 10, Measure.PAINKILLER_DAYS: 31}


class Mark(forms.ChoiceField):
    """A number by one tap. `may_decline`: or a word that she would rather not say, for the whole complaint."""

    def __init__(self, *, measure: str, ends: tuple[str, str], may_decline: bool, **given):
        marks = [(str(mark), str(mark)) for mark in range(TOPS[Measure(measure)] + 1)]
        no = [(CANNOT_SAY, _("I'd rather not say"))] if may_decline else []
        css_class = "scale days" if measure == Measure.DAYS else "scale"
        super().__init__(choices=[*marks, *no], required=False, widget=ScaleSelect(ends, css_class), **given)


class ComplaintForm(forms.Form):
    """One complaint. The fields of its main measure come first."""

    def __init__(self, data, complaint: Complaint):
        super().__init__(data, prefix=prefix_of(complaint))
        self.complaint = complaint
        self.names: dict[str, list[str]] = {}
        for number, measure in enumerate(complaint.tracked):
            self._ask(measure, may_decline=number == 0)
        if complaint.track_painkiller_days:
            self.names[Measure.PAINKILLER_DAYS] = ["painkiller_days"]
            self.fields["painkiller_days"] = Number(
                label=_("Painkillers: on how many days of the last month?"), min_value=0, max_value=31, required=False
            )

    def _ask(self, measure: str, *, may_decline: bool) -> None:
        questions = [self.complaint.type.question]
        ends = self.complaint.type.low_label, self.complaint.type.high_label
        if measure == Measure.DAYS:
            questions, ends = [_("On how many of the last 7 days did you have it?")], (_("no day"), _("every day"))
        elif measure == Measure.FUNCTION:
            ends = _("not at all"), _("as before")
            questions = [
                _("How well can you do this: %(activity)s?") % {"activity": activity}
                for activity in self.complaint.activities
            ]
        self.names[measure] = [f"{measure}_{number}" for number in range(len(questions))]
        for name, question in zip(self.names[measure], questions, strict=True):
            first = name.endswith("_0")
            self.fields[name] = Mark(measure=measure, ends=ends, may_decline=may_decline and first, label=question)

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if not self.declined:
            of_each = [said.get(name) for name in self.names.get(Measure.FUNCTION, [])]
            if any(of_each) and not all(of_each):
                name = self.names[Measure.FUNCTION][of_each.index(next(each for each in of_each if not each))]
                self.add_error(name, gettext_lazy("Please tap a number for each of these, or for none."))
        return said

    @property
    def declined(self) -> bool:
        return CANNOT_SAY in self.cleaned_data.values()

    def ratings(self) -> Iterator[CheckInRating]:
        """What was told, not saved yet."""
        of_it = {"complaint": self.complaint, "activities_edition": self.complaint.activities_edition}
        if self.declined:
            top = TOPS[Measure(self.complaint.main_measure)]
            yield CheckInRating(measure=self.complaint.main_measure, scale_max=top, declined=True, **of_it)
            return
        for measure, names in self.names.items():
            values = [Decimal(self.cleaned_data[name]) for name in names if self.cleaned_data[name] not in ("", None)]
            if not values:
                continue
            said = {"parts": values} if measure == Measure.FUNCTION else {"value": values[0]}
            yield CheckInRating(measure=measure, scale_max=TOPS[Measure(measure)], **said, **of_it)


@dataclass(slots=True)
class CheckInForm:
    """The whole page."""

    forms: list[ComplaintForm]
    left_out: bool  # something was answered that is no longer asked
    says_nothing: bool = False

    @classmethod
    def of(cls, complaints: list[Complaint], data=None) -> "CheckInForm":
        made = [ComplaintForm(data, complaint) for complaint in complaints]
        asked = {form.add_prefix(name) for form in made for name in form.fields}
        sent = {name for name, value in (data or {}).items() if name.startswith("q-") and value}
        return cls(made, left_out=bool(sent - asked))

    def is_valid(self) -> bool:
        """Something must be said, or there was nothing to say any more."""
        right = not [form for form in self.forms if not form.is_valid()]  # each is asked: all that is wrong is said
        self.says_nothing = right and not self.left_out and not self.ratings()
        return right and not self.says_nothing

    def ratings(self) -> list[CheckInRating]:
        return [rating for form in self.forms for rating in form.ratings()]


def prefix_of(complaint: Complaint) -> str:
    return f"q-{complaint.public_id.hex}"
