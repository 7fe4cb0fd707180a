"""The questions of one complaint at one visit. Scales are never prefilled from an earlier one.

What the client told since then is offered (sessions_log/told.py): `use` is a tap on "Use it", and takes that in place
of what the scales say. Only a whole week of her diary is filled in by itself, on a page that nothing was kept of yet;
`filled` then says where the number on the scale came from, for as long as it is that number.
"""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.enums import Measure
from intake.models import Complaint
from sessions_log import scale_choices
from sessions_log.complaints import GivenRating
from sessions_log.content import Answer
from sessions_log.enums import Judgement, NotAsked, Source, Timing
from sessions_log.told import Told
from sessions_log.wording import in_sentence

DECLINED = "declined"
NOT_ASKED = "not-"  # what the choice of a reason begins with
TOLD = [(source.value, source.label) for source in (Source.CHECK_IN, Source.DIARY)]


class Scale(forms.ChoiceField):
    """A number on a scale of whole ones, by one tap; a value between two, where one was given, is a choice too."""

    widget = forms.RadioSelect

    def __init__(self, top: int, *, odd=(), extra=(), **kwargs):
        numbers = [(str(number), str(number)) for number in range(top + 1)]
        odd = [(key, scale_choices.label(key)) for key in dict.fromkeys(odd) if scale_choices.is_odd(key)]
        super().__init__(choices=[*numbers, *odd, *extra], required=False, **kwargs)
        self.widget.attrs.update({"class": "scale days" if top == 7 else "scale"})


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
    use = forms.ChoiceField(choices=TOLD, required=False, widget=forms.HiddenInput)
    filled = forms.ChoiceField(choices=TOLD, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, complaint: Complaint, answer: Answer, told: Told, is_new: bool, **kwargs):
        self.complaint, self.told = complaint, told
        self.stored = {(timing, rating.measure): rating for timing, rating in answer.ratings()}
        self.offered = {Source.CHECK_IN: told.checked_in, Source.DIARY: [told.days] if told.days else []}
        initial = {"worked_on": answer.worked_on, "judgement": answer.judgement}
        super().__init__(data, prefix=f"c{complaint.pk}", initial=initial, **kwargs)
        for measure in complaint.tracked:
            self._ask(measure, main=measure == complaint.main_measure, unrated=_unrated(answer))
        if complaint.track_painkiller_days:
            self._ask_painkillers()
        if complaint.track_intensity:
            self._ask_after()
        if is_new and told.week and told.week.is_whole:
            self.initial |= self.fills(Source.DIARY) | {"filled": Source.DIARY.value}

    def _ask(self, measure: str, *, main: bool, unrated: str) -> None:
        reasons = [(NOT_ASKED + reason.value, reason.label) for reason in NotAsked]
        extra = [(DECLINED, _("Would rather not")), *reasons] if main else []
        stored = self._keys(self.stored.get((Timing.BEFORE, measure)))
        told = [self._keys(each) for each in self._told(measure)]
        if measure == Measure.FUNCTION:
            labels = [
                _("How well can you do this: %(activity)s?") % {"activity": activity}
                for activity in self.complaint.activities
            ]
        else:
            labels = [self._question(measure, main=main)]
        for number, label in enumerate(labels):
            name = f"function_{number}" if measure == Measure.FUNCTION else measure
            of_each = [keys[number] for keys in (stored, *told) if number < len(keys)]
            top = 7 if measure == Measure.DAYS else 10
            self.fields[name] = Scale(top, odd=of_each, extra=extra if number == 0 else [], label=label)
            self.initial[name] = stored[number] if number < len(stored) else None
            if main and unrated and number == 0:
                self.initial[name] = unrated

    def _ask_painkillers(self) -> None:
        stored = self.stored.get((Timing.BEFORE, Measure.PAINKILLER_DAYS))
        self.fields["painkiller_days"] = forms.IntegerField(
            label=_("Painkillers: on how many days of the last month?"), min_value=0, max_value=31, required=False
        )
        self.initial["painkiller_days"] = stored and int(stored.value)

    def _ask_after(self) -> None:
        stored = self._keys(self.stored.get((Timing.AFTER, Measure.INTENSITY)))
        self.fields["after"] = Scale(10, odd=stored, label=self._name_it(_("And now, after the treatment?")))
        self.initial["after"] = stored[0] if stored else None

    def _keys(self, rating: GivenRating | None) -> list[str]:
        return scale_choices.keys(rating) if rating else []

    def _told(self, measure: str) -> list[GivenRating]:
        return [each for offered in self.offered.values() for each in offered if each.measure == measure]

    def fills(self, source: str) -> dict[str, str]:
        """The fields that "Use it" fills, and with what."""
        found = {}
        for rating in self.offered.get(Source(source), []):
            names = [field.name for field in self._of(rating.measure)]
            found |= dict(zip(names, scale_choices.keys(rating), strict=False))
        return found

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
        if said.get("use"):
            said |= self.fills(said["use"])
        if said.get("take_back"):
            said |= dict.fromkeys([field.name for field in self.main], "")
        values = [said.get(field.name) for field in self._of(Measure.FUNCTION)]
        numbers = [value for value in values if _is_number(value)]
        if numbers and len(numbers) < len(values):
            empty = next(field for field in self._of(Measure.FUNCTION) if not said.get(field.name))
            self.add_error(empty.name, _("Rate each activity, or none of them."))
        return said

    def answer(self) -> Answer:
        """Of a valid form."""
        said = self.cleaned_data
        first = said.get(self.main[0].name, "") if self.main else ""
        before = []
        for measure in self.complaint.tracked:
            values = [said[field.name] for field in self._of(measure)]
            if values and all(map(_is_number, values)):
                before.append(self._from_where(scale_choices.rating_of(measure, values)))
        if said.get("painkiller_days") is not None:
            painkillers = scale_choices.rating_of(Measure.PAINKILLER_DAYS, [str(said["painkiller_days"])])
            before.append(self._from_where(painkillers))
        after = [scale_choices.rating_of(Measure.INTENSITY, [said["after"]])] if said.get("after") else []
        return Answer(
            worked_on=said["worked_on"],
            declined=first == DECLINED,
            judgement=said["judgement"],
            before=tuple(before),
            after=tuple(after),
            not_asked=first.removeprefix(NOT_ASKED) if first.startswith(NOT_ASKED) else "",
        )

    def _from_where(self, rating: GivenRating) -> GivenRating:
        """With its source. A number that was kept already keeps it; one that somebody changes was asked."""
        use, filled = self.cleaned_data.get("use"), self.cleaned_data.get("filled")
        for source, offered in self.offered.items():
            own_scale = rating.scale_max != scale_choices.top_of(rating.measure)
            if any(rating == replace(each, source=rating.source) for each in offered) and (
                source in (use, filled) or own_scale
            ):
                return replace(rating, source=source)
        stored = self.stored.get((Timing.BEFORE, rating.measure))
        if stored and rating == replace(stored, source=rating.source):
            return stored
        return rating


def _is_number(value: str | None) -> bool:
    return bool(value) and value != DECLINED and not str(value).startswith(NOT_ASKED)


def _unrated(answer: Answer) -> str:
    """The choice that says why there is no number."""
    if answer.declined:
        return DECLINED
    return NOT_ASKED + answer.not_asked if answer.not_asked else ""
