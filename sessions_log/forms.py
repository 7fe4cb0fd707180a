"""What the page of a visit sends, checked and turned into plain values. Scales are never prefilled from elsewhere."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.enums import Measure, Pressure
from intake.models import Complaint
from sessions_log.content import Answer, given
from sessions_log.enums import Done, FindingKind, Judgement, Timing
from sessions_log.models import Visit
from sessions_log.numbers import say
from sessions_log.record import check_start
from sessions_log.wording import in_sentence

DECLINED = "declined"
YES_NO = {"yes": True, "no": False}
WEEKS = (1, 2, 3, 4, 6)
OTHER = "other"


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
        super().__init__(data, prefix=f"c{complaint.pk}", **kwargs)
        self.initial |= {"worked_on": answer.worked_on, "judgement": answer.judgement}
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
        asked = self.complaint.type.question
        if measure == Measure.DAYS:
            asked = str(_("On how many of the last 7 days did you have it?"))
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
        said = super().clean()
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


class VisitForm(forms.ModelForm):
    """When, how long, what is new, how the work went in words, when to come back."""

    starts_at = forms.SplitDateTimeField(
        label=_("Date and time"),
        widget=forms.SplitDateTimeWidget(
            date_format="%Y-%m-%d", time_format="%H:%M", date_attrs={"type": "date"}, time_attrs={"type": "time"}
        ),
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    health_changed = forms.ChoiceField(
        label=_("Anything new in health or medicines?"),
        choices=[("no", _("No")), ("yes", _("Yes…"))],
        required=False,
        widget=forms.RadioSelect,
    )
    pressure = forms.ChoiceField(
        label=_("Pressure"), choices=Pressure.choices, required=False, widget=forms.RadioSelect
    )
    return_weeks = forms.ChoiceField(
        label=_("Come back in"),
        choices=[(str(weeks), str(weeks)) for weeks in WEEKS] + [(OTHER, _("other")), ("0", _("the client decides"))],
        required=False,
        widget=forms.RadioSelect,
    )
    return_other = forms.IntegerField(label=_("How many weeks?"), min_value=1, max_value=52, required=False)

    class Meta:
        model = Visit
        fields = (
            "starts_at",
            "minutes",
            "health_changed",
            "health_note",
            "pressure",
            "subjective",
            "objective",
            "assessment",
            "plan",
            "return_weeks",
            "desk_note",
        )
        labels = {
            "subjective": _("What the client says"),
            "objective": _("What you found"),
            "assessment": _("What you make of it"),
            "plan": _("What comes next"),
        }

    def __init__(self, data=None, *, client: Client, fields: dict, now, **kwargs):
        self.client, self.now = client, now
        weeks = fields.get("return_weeks")
        other = weeks not in (None, 0, *WEEKS)
        initial = fields | {
            "health_changed": {True: "yes", False: "no"}.get(fields.get("health_changed")),
            "return_weeks": OTHER if other else weeks,
            "return_other": weeks if other else None,
        }
        super().__init__(data, initial=initial, **kwargs)
        for name in ("health_note", "subjective", "objective", "assessment", "plan"):
            self.fields[name].widget.attrs["rows"] = 3
        self.fields["desk_note"].widget.attrs["rows"] = 2

    def clean_starts_at(self):
        starts_at = self.cleaned_data["starts_at"]
        try:
            check_start(self.client, starts_at, self.now)
        except ValidationError as error:
            raise ValidationError(error.message_dict["starts_at"]) from error
        return starts_at

    def clean_health_changed(self):
        return YES_NO.get(self.cleaned_data["health_changed"])

    def clean(self):
        said = super().clean()
        if said.get("health_note") and not said.get("health_changed"):
            said["health_changed"] = True  # words say more than a chip that nobody tapped
        if said.get("return_weeks") == OTHER:
            said["return_weeks"] = said.get("return_other")
            if said["return_weeks"] is None and "return_other" not in self.errors:
                self.add_error("return_other", _("In how many weeks?"))
        elif "return_weeks" in said:
            said["return_weeks"] = int(said["return_weeks"]) if said["return_weeks"] else None
        return said

    def _post_clean(self):
        """The visit is written by record.py, field by field; the form has no row of its own to check."""

    def content(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class FindingForm(forms.Form):
    """What was found in an area that was worked."""

    finding = forms.ChoiceField(
        label=_("Found"), choices=FindingKind.choices, required=False, widget=forms.RadioSelect
    )
    finding_note = forms.CharField(label=_("More about it"), max_length=200, required=False)


class HomeworkForm(forms.Form):
    """A homework of the vocabulary: given or not, which, how often."""

    given = forms.BooleanField(required=False)
    detail = forms.CharField(label=_("Which, how"), max_length=200, required=False)
    times_a_day = forms.IntegerField(label=_("Times a day"), min_value=1, max_value=24, required=False)


class ReviewForm(forms.Form):
    """How much of a homework given earlier was done."""

    done = forms.ChoiceField(label=_("Done"), choices=Done.choices, required=False, widget=forms.RadioSelect)


class ReasonForm(forms.Form):
    """Why a visit is discarded or voided."""

    reason = forms.CharField(label=_("Why?"), max_length=240, widget=forms.Textarea(attrs={"rows": 2}))


class AddendumForm(forms.Form):
    """Something added to a final visit, perhaps a rating put right."""

    reason = forms.CharField(label=_("Why is it added now?"), max_length=240)
    text = forms.CharField(
        label=_("What is to be added"), max_length=10000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    rating = forms.ModelChoiceField(
        label=_("Put a rating right"), queryset=None, required=False, empty_label=_("No rating")
    )
    value = forms.DecimalField(
        label=_("Right is"), min_value=0, max_digits=9, decimal_places=4, required=False, localize=True
    )

    def __init__(self, *args, visit: Visit, **kwargs):
        super().__init__(*args, **kwargs)
        ratings = visit.ratings.select_related("complaint").order_by("complaint_id", "timing", "measure")
        self.fields["rating"].queryset = ratings
        self.fields["rating"].label_from_instance = _rating_label
        if not ratings:
            del self.fields["rating"], self.fields["value"]

    def clean(self):
        said = super().clean()
        rating, value = said.get("rating"), said.get("value")
        if rating and value is None and "value" not in self.errors:
            self.add_error("value", _("What is the right value?"))
        if rating and value is not None and value > rating.scale_max:
            self.add_error("value", _("This scale ends at %(top)s.") % {"top": say(rating.scale_max)})
        if not rating and value is not None:
            self.add_error("rating", _("Which rating is it?"))
        if not rating and not said.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what is to be added, or put a rating right."))
        return said


def _rating_label(rating) -> str:
    value = say(rating.value) if rating.value is not None else ", ".join(map(say, rating.parts))
    return f"{rating.complaint.name}, {rating.get_measure_display()}, {rating.get_timing_display()}: {value}"


def local_start(now):
    """What the form of a new visit shows as its beginning."""
    return timezone.localtime(now).replace(second=0, microsecond=0)
