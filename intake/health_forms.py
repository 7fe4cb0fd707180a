"""The health history as a form, and who else treats the client."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms import LinesField
from clients.validators import validate_name
from intake.enums import Pregnancy, ProfessionalKind, Thinner
from intake.models import HealthCondition, HealthHistory


class HealthHistoryForm(forms.ModelForm):
    """What is known. Conditions are kept by name: those on record stay to be ticked, whatever is offered today."""

    conditions = forms.MultipleChoiceField(label=_("Conditions"), required=False, widget=forms.CheckboxSelectMultiple)
    thinners = forms.MultipleChoiceField(
        label=_("Blood thinners"),
        choices=[(each.value, each.label) for each in Thinner if each != Thinner.NONE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pregnancy = forms.ChoiceField(
        label=_("Pregnancy"),
        choices=[*Pregnancy.choices, ("", _("not said"))],
        required=False,
        widget=forms.RadioSelect,
    )
    confirmed_on = forms.DateField(
        label=_("Asked on"),
        help_text=_("The day on which the client said so."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    class Meta:
        model = HealthHistory
        fields = (
            *("conditions", "conditions_more", "operations", "injuries", "skin", "medicines", "thinners"),
            *("thinners_more", "allergies", "pregnancy", "confirmed_on"),
        )
        field_classes = dict.fromkeys(
            ("conditions_more", "operations", "injuries", "skin", "medicines", "allergies"), LinesField
        )
        widgets = dict.fromkeys(
            ("conditions_more", "operations", "injuries", "skin", "medicines", "allergies"),
            forms.Textarea(attrs={"rows": 2}),
        )
        labels = {
            "conditions_more": _("Other conditions"),
            "thinners_more": _("Which other blood thinner?"),
            "medicines": _("Medicines"),
        }

    def __init__(self, data=None, *, instance: HealthHistory | None, today: dt.date):
        super().__init__(data, instance=instance or HealthHistory(confirmed_on=today))
        self.today = today
        offered = HealthCondition.objects.current().values_list("name", flat=True)
        names = dict.fromkeys([*offered, *self.instance.conditions])
        self.fields["conditions"].choices = [(name, name) for name in names]
        self.initial["confirmed_on"] = today

    def clean_confirmed_on(self) -> dt.date:
        on = self.cleaned_data["confirmed_on"]
        if not self.today - dt.timedelta(days=366 * 10) <= on <= self.today:
            raise forms.ValidationError(_("Give a day of the last years, not one to come."))
        return on

    def _post_clean(self) -> None:
        """health.py writes; the row on record stays as it is."""

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class TeamMemberForm(forms.Form):
    """Somebody else who treats the client."""

    kind = forms.ChoiceField(label=_("What are they?"), choices=[("", _("please choose")), *ProfessionalKind.choices])
    name = forms.CharField(label=_("Name"), max_length=120, validators=[validate_name])
    practice = forms.CharField(label=_("Where they work"), max_length=120, required=False)
    may_write = forms.BooleanField(
        label=_("We may write to them"), required=False, help_text=_("If the client has said so.")
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
