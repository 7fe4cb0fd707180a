"""The questions of one complaint at one visit. Scales are never prefilled from an earlier one."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.enums import Measure
from intake.models import Complaint
from sessions_log.content import Answer, given
from sessions_log.enums import Judgement, Timing
from sessions_log.numbers import say
from sessions_log.wording import in_sentence

DECLINED = "declined"


class Scale(forms.ChoiceField):
    """A number on a scale of whole ones, by one tap; a value between two, where one was given, is a choice too."""

    widget = forms.RadioSelect

    def __init__(self, top: int, *, stored: Decimal | None = None, extra=(), **kwargs):
        numbers = [(str(number), str(number)) for number in range(top + 1)]
        if stored is not None and stored % 1:
            extra = [(f"{stored.normalize():f}", say(stored)), *extra]
        attrs = {"class": "scale days" if top == 7 else "scale"}
        super().__init__(choices=[*numbers, *extra], required=False, **kwargs)
        self.widget.attrs.update(attrs)


def scale_value(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


class AnswerForm(forms.Form):
    """One complaint at one visit. Its main measure is `main`; the others are folded on the page."""

    worked_on = forms.BooleanField(label=_("worked on today"), required=False)
    take_back = forms.BooleanField(label=_("Take back"), required=False)
    judgement = forms.ChoiceField(
        label=_("How is it going, in her or his own words?"),
        choices=Judgement.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, complaint: Complaint, answer: Answer, **kwargs):
        self.complaint = complaint
        self.stored = {(timing, rating.measure): rating for timing, rating in answer.ratings()}
        initial = {"worked_on": answer.worked_on, "judgement": answer.judgement}
        super().__init__(data, prefix=f"c{complaint.pk}", initial=initial, **kwargs)
        for measure in complaint.tracked:
            self._ask(measure, main=measure == complaint.main_measure, declined=answer.declined)
        if complaint.track_painkiller_days:
            stored = self.stored.get((Timing.BEFORE, Measure.PAINKILLER_DAYS))
            self.fields["painkiller_days"] = forms.IntegerField(
                label=_("Painkillers: on how many days of the last month?"), min_value=0, max_value=31, required=False
            )
            self.initial["painkiller_days"] = stored and int(stored.value)
        if complaint.track_intensity:
            stored = self.stored.get((Timing.AFTER, Measure.INTENSITY))
            self.fields["after"] = Scale(
                10, stored=stored and stored.value, label=self._name_it(_("And now, after the treatment?"))
            )
            self.initial["after"] = stored and scale_value(stored.value)

    def _ask(self, measure: str, *, main: bool, declined: bool) -> None:
        stored = self.stored.get((Timing.BEFORE, measure))
        extra = [(DECLINED, _("Would rather not"))] if main else []
        if measure == Measure.FUNCTION:
            parts = stored.parts if stored else []
            for number, activity in enumerate(self.complaint.activities):
                value = parts[number] if number < len(parts) else None
                label = _("How well can you do this: %(activity)s?") % {"activity": activity}
                self.fields[f"function_{number}"] = Scale(10, stored=value, extra=extra, label=label)
                self.initial[f"function_{number}"] = scale_value(value)
                extra = []
            first = "function_0"
        else:
            top = 7 if measure == Measure.DAYS else 10
            value = stored.value if stored else None
            self.fields[measure] = Scale(top, stored=value, extra=extra, label=self._question(measure, main=main))
            self.initial[measure] = scale_value(value)
            first = measure
        if main and declined:
            self.initial[first] = DECLINED

    def _question(self, measure: str, *, main: bool) -> str:
        asked = str(_("On how many of the last 7 days did you have it?"))
        if measure != Measure.DAYS:
            asked = self.complaint.type.question
        return self._name_it(asked) if main else asked

    def _name_it(self, asked: str) -> str:
        return _("%(name)s: %(question)s") % {"name": self.complaint.name, "question": in_sentence(asked)}

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields of the main measure: one, or one for each activity."""
        return self._of(self.complaint.main_measure)

    @property
    def others(self) -> list[forms.BoundField]:
        return [field for measure in self.complaint.tracked[1:] for field in self._of(measure)]

    def _of(self, measure: str) -> list[forms.BoundField]:
        if measure == Measure.FUNCTION:
            return [self[name] for name in self.fields if name.startswith("function_")]
        return [self[measure]]

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("take_back"):
            said |= dict.fromkeys([field.name for field in self.main], "")
        values = [said.get(field.name) for field in self._functions()]
        numbers = [value for value in values if value not in ("", DECLINED, None)]
        if numbers and len(numbers) < len(values):
            empty = next(field for field in self._functions() if not said.get(field.name))
            self.add_error(empty.name, _("Rate each activity, or none of them."))
        return said

    def _functions(self) -> list[forms.BoundField]:
        return self._of(Measure.FUNCTION)

    def answer(self) -> Answer:
        """Of a valid form."""
        said = self.cleaned_data
        declined = said.get(self.main[0].name) == DECLINED if self.main else False
        before = []
        for measure in self.complaint.tracked:
            values = [said[field.name] for field in self._of(measure)]
            if values and all(value not in ("", DECLINED) for value in values):
                before.append(given(measure, values if measure == Measure.FUNCTION else values[0]))
        if said.get("painkiller_days") is not None:
            before.append(given(Measure.PAINKILLER_DAYS, said["painkiller_days"]))
        after = [given(Measure.INTENSITY, said["after"])] if said.get("after") else []
        return Answer(said["worked_on"], declined, said["judgement"], tuple(before), tuple(after))
