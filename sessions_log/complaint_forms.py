"""Taking down a complaint, changing it, closing it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intake.enums import Aim, ClosedReason, Course, Measure
from intake.models import Complaint, ComplaintType
from sessions_log.answer_form import Scale
from sessions_log.complaints import GivenRating
from sessions_log.content import given

MAIN = [
    (Measure.INTENSITY, _("how strong it is")),
    (Measure.DAYS, _("on how many days")),
    (Measure.FUNCTION, _("what it keeps from")),
]
ACTIVITIES = ("activity_1", "activity_2", "activity_3")


NUMBERS = ("treatments_before", "review_after", "refer_after")


class ComplaintForm(forms.ModelForm):
    """All that is known of a complaint. Only its type is needed; a name and measures come with the type."""

    type = forms.ModelChoiceField(
        label=_("What is it?"), queryset=ComplaintType.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, required=False, help_text=_("As pages call it: “Headaches”.")
    )
    course = forms.ChoiceField(
        label=_("Constant, or comes and goes?"), choices=Course.choices, required=False, widget=forms.RadioSelect
    )
    aim = forms.ChoiceField(label=_("What massage is for here"), choices=Aim.choices, widget=forms.RadioSelect)
    main_measure = forms.ChoiceField(
        label=_("Asked at every visit"),
        choices=MAIN,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The number that decides. Without a choice, the usual one for what it is."),
    )
    activity_1 = forms.CharField(label=_("An everyday activity that it keeps from"), max_length=80, required=False)
    activity_2 = forms.CharField(label=_("A second one"), max_length=80, required=False)
    activity_3 = forms.CharField(label=_("A third one"), max_length=80, required=False)

    class Meta:
        model = Complaint
        fields = (
            "type", "name", "own_words", "since", "course", "worse_with", "better_with",
            "doctor_named", "doctor", "tried_before", "treatments_before", "hopes",
            "aim", "main_measure", "track_intensity", "track_days", "track_function", "track_painkiller_days",
            "review_after", "refer_after",
        )  # fmt: skip
        labels = {
            "own_words": _("In her or his own words"),
            "since": _("Since when?"),
            "worse_with": _("What makes it worse?"),
            "better_with": _("What makes it better?"),
            "doctor_named": _("Has a doctor named it? What?"),
            "doctor": _("Which doctor?"),
            "tried_before": _("What was tried before?"),
            "treatments_before": _("How many treatments elsewhere, before this log?"),
            "hopes": _("What does she or he hope for?"),
            "track_intensity": _("how strong it is, 0 to 10"),
            "track_days": _("days of the last 7"),
            "track_function": _("the everyday activities below, 0 to 10 each"),
            "track_painkiller_days": _("days with painkillers in the last month"),
            "review_after": _("Change the approach at visit"),
            "refer_after": _("Talk openly at visit"),
        }

    def __init__(self, data=None, *, instance: Complaint | None = None, **kwargs):
        self.was = instance
        super().__init__(data, instance=instance or Complaint(), **kwargs)
        self.fields["type"].queryset = ComplaintType.objects.current()
        if instance:
            self.fields["type"].queryset |= ComplaintType.objects.filter(pk=instance.type_id)
            self.initial.update(zip(ACTIVITIES, instance.activities, strict=False))
        else:
            self.initial["main_measure"] = ""
        self.fields["type"].to_field_name = "public_id"
        self.initial["type"] = instance.type.public_id if instance else None
        for name in ("own_words", "tried_before", "hopes"):
            self.fields[name].widget.attrs["rows"] = 2
        for name in NUMBERS:  # _post_clean() asks the model nothing, so what it allows is asked here
            self.fields[name].validators += Complaint._meta.get_field(name).validators

    def clean(self):
        said = super().clean()
        kind = said.get("type")
        if kind is None:
            return said
        said["name"] = said.get("name") or kind.name
        said["main_measure"] = said.get("main_measure") or kind.main_measure
        said[f"track_{said['main_measure']}"] = True
        if self.was is None and kind.asks_painkiller_days:
            said["track_painkiller_days"] = True
        activities = [said[name] for name in ACTIVITIES if said.get(name)]
        if said.get("track_function") and not activities:
            self.add_error("activity_1", _("Name at least one activity to ask about."))
        if len({activity.casefold() for activity in activities}) < len(activities):
            self.add_error("activity_2", _("Each activity once."))
        return said

    def _post_clean(self):
        """complaints.py writes, field by field; what the database would refuse is said here, beside the field."""
        review, refer = self.cleaned_data.get("review_after"), self.cleaned_data.get("refer_after")
        if (review is None) != (refer is None) or (review is not None and review >= refer):
            text = _("Give both numbers, the first less than the second, or neither.")
            self.add_error("refer_after", ValidationError(text))

    def facts(self) -> dict:
        """Of a valid form: the complaint's own fields."""
        said = self.cleaned_data
        facts = {name: said[name] for name in self._meta.fields}
        return facts | {"activities": [said[name] for name in ACTIVITIES if said[name]]}


class RatingNowForm(forms.Form):
    """How it is on the day that it is taken down: a baseline, if somebody says."""

    intensity = Scale(10, label=_("How strong, on average over the last 7 days?"))
    days = Scale(7, label=_("On how many of the last 7 days did she or he have it?"))
    function_1 = Scale(10, label=_("How well does the first activity go?"))
    function_2 = Scale(10, label=_("The second?"))
    function_3 = Scale(10, label=_("The third?"))

    def ratings(self, activities: list[str]) -> list[GivenRating]:
        said = self.cleaned_data
        ratings = [given(measure, said[measure]) for measure in ("intensity", "days") if said[measure]]
        parts = [said[f"function_{number}"] for number in range(1, len(activities) + 1)]
        if parts and all(parts):
            ratings.append(given(Measure.FUNCTION, parts))
        return ratings


class CloseForm(forms.Form):
    """Why and since when a complaint is worked with no more."""

    reason = forms.ChoiceField(label=_("Why?"), choices=ClosedReason.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("Since"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    note = forms.CharField(
        label=_("In a few words"), max_length=240, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
