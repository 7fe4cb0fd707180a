"""Preferences and precautions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.enums import Pressure, Quiet
from intake.models import ClientPreferences, Precaution

NOT_SAID = ("", _("not said"))


class PreferencesForm(forms.ModelForm):
    """How a client likes the work, and what her days ask of her body."""

    pressure = forms.ChoiceField(
        label=_("Pressure"),
        choices=[*Pressure.choices, ("", _("not said"))],
        required=False,
        widget=forms.RadioSelect,
    )
    quiet = forms.ChoiceField(
        label=_("Quiet or talk"),
        choices=[*Quiet.choices, ("", _("not said"))],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = ClientPreferences
        fields = ("pressure", "oil", "avoid", "quiet", "occupation", "repetitive_movements")
        labels = {
            "oil": _("Oil"),
            "avoid": _("Areas to avoid"),
            "occupation": _("Occupation"),
            "repetitive_movements": _("Movements that repeat all day"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["repetitive_movements"].widget.attrs["rows"] = 2


class PrecautionForm(forms.ModelForm):
    """Something to take care of at every visit."""

    class Meta:
        model = Precaution
        fields = ("text",)
        labels = {"text": _("What to take care of, and how")}
        help_texts = {"text": _("As it should read at every visit: “Blood thinners: light pressure”.")}


class EndPrecautionForm(forms.Form):
    note = forms.CharField(label=_("Why does it no longer apply?"), max_length=200)
