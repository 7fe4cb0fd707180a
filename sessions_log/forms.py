"""What the page of a visit sends beside the ratings, checked and turned into plain values."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.models import Appointment
from clients.models import Client
from intake.enums import Pressure
from sessions_log.enums import Done, FindingChange, FindingKind
from sessions_log.models import Visit
from sessions_log.reading import FIELDS
from sessions_log.record import check_start

YES_NO = {"yes": True, "no": False}
WEEKS = (1, 2, 3, 4, 6)
OTHER = "other"


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
        fields = FIELDS
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
        super().clean()
        said = self.cleaned_data
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
    change = forms.ChoiceField(
        label=_("Since last time"), choices=FindingChange.choices, required=False, widget=forms.RadioSelect
    )

    def clean(self):
        super().clean()
        if self.cleaned_data.get("change") == FindingChange.GONE and self.cleaned_data.get("finding"):
            self.add_error("change", _("Gone, or found today? Take one of the two back."))
        return self.cleaned_data


class AgreedForm(forms.Form):
    """What was said today to a sensitive area or technique. A draft may leave it open, a signature may not."""

    agreed = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], required=False, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why here, in a few words"), max_length=200, required=False)

    def __init__(self, data=None, *, prefix: str, name: str, said: dict):
        self.name = name
        agreed = {True: "yes", False: "no"}.get(said.get("agreed"))
        super().__init__(data, prefix=prefix, initial={"agreed": agreed, "reason": said.get("reason", "")})
        self.fields["agreed"].label = _("%(name)s: agreed today?") % {"name": name}

    def said(self) -> dict:
        return {"agreed": YES_NO.get(self.cleaned_data["agreed"]), "reason": self.cleaned_data["reason"]}

    def may_be_signed(self) -> bool:
        """Of a valid form: it was agreed, and there is a reason. If not, that is said beside the field."""
        said = self.said()
        if said["agreed"] is False:
            self.add_error("agreed", _("The answer was no: untick %(name)s above.") % {"name": self.name})
        elif said["agreed"] is None:
            self.add_error("agreed", _("Say whether it was agreed to today, or untick it above."))
        elif not said["reason"]:
            self.add_error("reason", _("Say in a few words why the work is here."))
        return not self.errors


class HomeworkForm(forms.Form):
    """A homework of the vocabulary: given or not, which, how often."""

    given = forms.BooleanField(required=False)
    detail = forms.CharField(label=_("Which, how"), max_length=200, required=False)
    times_a_day = forms.IntegerField(label=_("Times a day"), min_value=1, max_value=24, required=False)


class ReviewForm(forms.Form):
    """How much of a homework given earlier was done."""

    done = forms.ChoiceField(label=_("Done"), choices=Done.choices, required=False, widget=forms.RadioSelect)


def new_fields(now: dt.datetime, planned: Appointment | None = None) -> dict:
    """What the page of a new visit begins with, and nothing else: now, for an hour, or the appointment's own time and
    length; now for whoever came before that."""
    fields = dict.fromkeys(VisitForm.Meta.fields)
    starts_at, minutes = (min(planned.starts_at, now), planned.minutes) if planned else (now, 60)
    return fields | {"starts_at": timezone.localtime(starts_at).replace(second=0, microsecond=0), "minutes": minutes}
