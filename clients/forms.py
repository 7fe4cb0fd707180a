"""What people type about clients: the search, the quick add, the whole record."""

import datetime as dt
import uuid

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.enums import PreferredTime, Show
from clients.models import Client, age_on
from clients.queries import LAST_PAGE
from clients.validators import validate_birth_date, validate_name, validate_phone
from practice.models import User
from practice.widgets import suggests


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search clients"),
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "autocomplete": "off",
                "spellcheck": "false",
                "placeholder": _("Name, phone or e-mail"),
            }
        ),
    )
    show = forms.ChoiceField(choices=Show, required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False, widget=forms.HiddenInput)

    def clean_page(self) -> int:
        return self.cleaned_data["page"] or 1


class LinesField(forms.CharField):
    """Several lines. A browser ends them with CR LF; kept with LF, so that what nobody changed is no change."""

    widget = forms.Textarea

    def to_python(self, value) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class BirthDateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class ContactForm(forms.ModelForm):
    """What the quick add and the whole record check alike. `today` is the practice's date."""

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["name"].validators.append(validate_name)
        self.fields["language"].widget.attrs |= {"list": "languages", "autocomplete": "off"}
        for name in ("phone", "emergency_phone", "guardian_phone"):
            if name in self.fields:
                self.fields[name].validators.append(validate_phone)
                self.fields[name].widget.input_type = "tel"
        for field in self.fields.values():  # an assistant of the browser would offer this person's own data
            if suggests(field.widget):
                field.widget.attrs.setdefault("autocomplete", "off")

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_birth_date(self) -> dt.date | None:
        if value := self.cleaned_data["birth_date"]:
            validate_birth_date(value, self.today)
        return value

    def clean(self):
        """By the date of birth, where it is known, somebody is under 18 or not; a tick against it is a slip."""
        cleaned = super().clean() or self.cleaned_data
        if born := cleaned.get("birth_date"):
            minor = age_on(born, self.today) < 18
            if cleaned.get("under_18") and not minor:
                self.add_error(
                    "birth_date", _("By this date of birth the client is not under 18. One of the two is a slip.")
                )
            cleaned["under_18"] = minor
        return cleaned


class QuickAddForm(ContactForm):
    """What one asks while the phone rings."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Client
        fields = ["name", "phone", "email", "language", "birth_date", "under_18"]
        widgets = {"birth_date": BirthDateInput}
        labels = {"under_18": _("Under 18")}

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("phone") or cleaned.get("email") or self.errors.get("phone") or self.errors.get("email")):
            self.add_error("phone", _("Give a phone number or an e-mail, so that we can reach the client."))
        return cleaned

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def fresh(self) -> "QuickAddForm":
        """The same form, everything typed kept, with a new request_id."""
        return type(self)({**self.data.dict(), "request_id": str(uuid.uuid4())}, today=self.today)


class ClientForm(ContactForm):
    """Everything about a client that is not clinical."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    preferred_times = forms.MultipleChoiceField(
        label=_("Preferred times"), choices=PreferredTime, required=False, widget=forms.CheckboxSelectMultiple
    )
    therapist = forms.ModelChoiceField(
        label=_("Therapist"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("nobody in particular"),
    )

    class Meta:
        model = Client
        fields = [
            *("name", "legal_name", "pronouns", "birth_date", "under_18"),
            *("phone", "email", "address", "language", "interpreter"),
            *("guardian_name", "guardian_relationship", "guardian_phone", "emergency_name", "emergency_phone"),
            *("preferred_times", "therapist", "desk_note"),
        ]
        field_classes = {"address": LinesField, "desk_note": LinesField}
        widgets = {
            "birth_date": BirthDateInput,
            "address": forms.Textarea(attrs={"rows": 3}),
            "desk_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["therapist"].queryset = User.objects.filter(
            Q(is_active=True, is_therapist=True) | Q(pk=self.instance.therapist_id)
        ).order_by("name", "pk")
        # Who was under 18 when added has grown up by the date of birth: the tick follows.
        self.initial["under_18"] = self.instance.is_minor(self.today)
        self.initial["therapist"] = therapist.public_id if (therapist := self.instance.therapist) else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("under_18"):
            for name, text in (
                ("guardian_name", _("A client under 18 needs a guardian.")),
                ("guardian_relationship", _("Say who this is to the client: mother, father, ...")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, text)
        return cleaned

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
