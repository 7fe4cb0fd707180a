"""What an owner types about the practice itself, and what the first one says at set-up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practice.enums import Role
from practice.models import Practice
from practice.people_forms import NameField, PasswordFields
from practice.validators import validate_emergency_number, validate_time_zone
from practice.zones import choices_with, of_this_machine


class TimeZoneField(forms.CharField):
    """A select, grouped by region: one types the first letters of the town to find it."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Time zone"))
        super().__init__(validators=[validate_time_zone], widget=forms.Select(choices=choices_with("")), **kwargs)

    def offer(self, current: str) -> None:
        """Let the select hold `current` even where it is an old name."""
        self.widget.choices = choices_with(current)


class SettingsForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    time_zone = TimeZoneField(help_text=_("All times on all pages are shown in it."))

    class Meta:
        model = Practice
        fields = [
            *("name", "address", "phone", "time_zone", "emergency_number"),
            *("review_after", "refer_after", "referral_weeks", "retention_years"),
            *("link_days", "renewal_months", "mail_check_ins"),
        ]
        labels = {
            "review_after": _("A closer look at visit"),
            "refer_after": _("A talk about other help at visit"),
            "referral_weeks": _("Ask what came of a referral after so many weeks"),
            "link_days": _("A client's link works for so many days"),
            "renewal_months": _("Health and consents are asked again after so many months"),
            "mail_check_ins": _("E-mail a check-in on the day before a visit"),
        }
        help_texts = {
            "address": _("For letters and print-outs."),
            "emergency_number": _("Shown when an answer of a client is urgent."),
            "retention_years": _("What the rules of your place ask for. Nothing is ever deleted by itself."),
            "review_after": _("That many rated visits without improvement: time to change the approach."),
            "refer_after": _("That many: time to say so openly, and to bring in others."),
            "referral_weeks": _("That long without a word, and it rises on Today and on Fresh look."),
            "link_days": _("Until then the form can be opened and filled in. It can be renewed."),
            "renewal_months": _("12 where the rules of your place say nothing else."),
            "mail_check_ins": _(
                "To clients who agreed to e-mail: how are you, before we meet? No clinical word in it."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["version"].initial = self.instance.version
        self.fields["time_zone"].offer(self.instance.time_zone)
        self.fields["emergency_number"].validators.append(validate_emergency_number)
        self.fields["phone"].widget.input_type = "tel"
        short = [*("review_after", "refer_after", "referral_weeks", "retention_years"), "emergency_number"]
        short += ["link_days", "renewal_months"]
        for name in short:
            self.fields[name].widget.attrs["class"] = "short"

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        cleaned = super().clean()
        review, refer = cleaned.get("review_after"), cleaned.get("refer_after")
        if review and refer and review >= refer:
            self.add_error("refer_after", _("This has to come later than the closer look."))
        return cleaned

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class ClaimForm(PasswordFields):
    """The set-up of an empty practice by its first owner."""

    field_order = ["practice_name", "time_zone", "emergency_number", "name", "email", "treats", "books"]
    practice_name = forms.CharField(label=_("What is your practice called?"), max_length=120)
    time_zone = TimeZoneField(help_text=_("All times on all pages are shown in it."))
    emergency_number = forms.CharField(
        label=_("Local emergency number"),
        max_length=20,
        validators=[validate_emergency_number],
        help_text=_("Shown when an answer of a client is urgent: 112, 911, 999, ..."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    name = NameField(label=_("Your name"))
    email = forms.EmailField(label=_("Your e-mail"), max_length=254, help_text=_("This is what you log in with."))
    treats = forms.BooleanField(label=_("I also treat clients"), required=False)
    books = forms.BooleanField(label=_("I also do the bookings"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        zone.initial = of_this_machine()
        zone.widget.choices = [("", _("Choose where you are")), *choices_with(zone.initial)]

    @property
    def roles(self) -> frozenset[Role]:
        wanted = {Role.THERAPIST: self.cleaned_data["treats"], Role.FRONT_DESK: self.cleaned_data["books"]}
        return frozenset({Role.OWNER, *(role for role, yes in wanted.items() if yes)})

    def practice(self) -> dict:
        cleaned = self.cleaned_data
        return {
            "name": " ".join(cleaned["practice_name"].split()),
            "time_zone": cleaned["time_zone"],
            "emergency_number": cleaned["emergency_number"],
        }
