"""Preferences, precautions, and what is said of an alert."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.enums import Pressure, Quiet
from intake.models import Alert, ClientPreferences, Precaution

NOT_SAID = ("", _("not said"))
LONGEST = 200  # characters of a precaution


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
        fields = ("pressure", "focus", "avoid", "oil", "quiet", "occupation", "repetitive_movements")
        labels = {
            "focus": _("Where to stay longer"),
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


class DealForm(forms.Form):
    """A note, and perhaps a precaution that is seen at every visit from now on."""

    note = forms.CharField(
        label=_("What was done about it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whom you asked, what you agreed on. It stays in the record."),
    )
    keep = forms.BooleanField(
        label=_("Take care of it at every visit"),
        required=False,
        help_text=_("A precaution: it stands at the top of each visit until somebody ends it."),
    )
    precaution = forms.CharField(
        label=_("As it should read there"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data=None, *, alert: Alert):
        super().__init__(data, initial={"precaution": suggested(alert)})

    def clean_precaution(self) -> str:
        return " ".join(self.cleaned_data["precaution"].split())

    def clean(self):
        said = super().clean()
        if said.get("keep") and not said.get("precaution") and "precaution" not in self.errors:
            self.add_error("precaution", _("Say in a few words what to take care of."))
        return said

    def facts(self) -> dict[str, str]:
        """Of a valid form: the note, and the precaution where one is wanted."""
        said = self.cleaned_data
        return {"note": said["note"], "precaution": said["precaution"] if said["keep"] else ""}


def suggested(alert: Alert) -> str:
    """What it is and what to do about it, as far as it fits."""
    whole = f"{alert.text}: {alert.advice}" if alert.advice else alert.text
    return whole if len(whole) <= LONGEST else alert.text[:LONGEST]
