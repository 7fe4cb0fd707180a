"""Forms of referrals: to whom and why, what happened, the letter, the client's answer, the directory."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.enums import Part, Step
from cases.forms import A_YEAR, DateInput
from cases.models import Letter, Referral
from cases.referring import Happened
from clients.validators import validate_name
from intake.enums import ProfessionalKind
from intake.models import Professional
from intake.signature import SignatureField
from practice.uploads import ACCEPT, clean_photo

PROFESSIONAL = ("kind", "name", "practice", "phone", "email", "address", "notes")
SAYS_MORE = (Step.REPLY, Step.CLOSED, Step.REOPENED)


class ProfessionalForm(forms.ModelForm):
    """Somebody of the directory."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = Professional
        fields = PROFESSIONAL
        widgets = {"address": forms.Textarea(attrs={"rows": 3}), "notes": forms.Textarea(attrs={"rows": 3})}

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        validate_name(name)
        return name

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in PROFESSIONAL}

    def _post_clean(self) -> None:
        """directory.py writes; the row on record stays as it is."""


class ReferForm(forms.Form):
    """To whom, and what is asked. Primary care stands first."""

    professional = forms.ChoiceField(label=gettext_lazy("To whom"))
    reason = forms.CharField(
        label=gettext_lazy("What you would like to know"),
        help_text=gettext_lazy("It stands at the end of a letter, where there is one."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        order = list(ProfessionalKind.values)
        found = sorted(Professional.objects.all(), key=lambda each: (order.index(each.kind), each.name))
        self.people = {str(each.public_id): each for each in found}
        groups: dict[str, list] = {}
        for key, each in self.people.items():
            said = f"{each.name}, {each.practice}" if each.practice else each.name
            groups.setdefault(capfirst(str(ProfessionalKind(each.kind).label)), []).append((key, said))
        offered = [("", _("please choose")), *groups.items()]
        self.fields["professional"].choices = offered  # type: ignore[attr-defined] # a ChoiceField

    def clean_professional(self) -> Professional:
        return self.people[self.cleaned_data["professional"]]


class StepForm(forms.Form):
    """What happened to a referral."""

    kind = forms.ChoiceField(label=gettext_lazy("What happened"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("On"), widget=DateInput)
    appointment_on = forms.DateField(label=gettext_lazy("The appointment is on"), required=False, widget=DateInput)
    note = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("At a reply: its summary. At closing: what came of it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo of the reply"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, referral: Referral, letter: Letter | None, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.letter, self.today = letter, today
        offered = [(each.value, capfirst(each.label)) for each in self._offered(referral)]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined] # a ChoiceField

    def _offered(self, referral: Referral) -> list[Step]:
        if not referral.is_open:
            return [Step.REOPENED]
        leaves = (Step.HANDED_OVER, Step.SENT) if self.letter else ()
        return [*leaves, Step.TOLD, Step.NOT_YET, Step.APPOINTMENT, Step.SEEN, Step.REPLY, Step.CLOSED]

    def clean_on(self) -> dt.date:
        day = self.cleaned_data["on"]
        if not self.today - A_YEAR <= day <= self.today:
            raise forms.ValidationError(_("Name the day on which it happened: today, or within the last year."))
        return day

    def clean_photo(self):
        sent = self.cleaned_data["photo"]
        return clean_photo(sent) if sent else None

    def clean(self) -> dict:
        asked = super().clean() or {}
        kind, day = asked.get("kind"), asked.get("appointment_on")
        if kind == Step.APPOINTMENT and "appointment_on" not in self.errors:
            if day is None:
                self.add_error("appointment_on", _("Say when the appointment is."))
            elif not self.today <= day <= self.today + 2 * A_YEAR:
                self.add_error("appointment_on", _("Name a day from today on, within two years."))
        if kind in SAYS_MORE and not asked.get("note", "").strip() and "note" not in self.errors:
            self.add_error("note", _("Say it in a few words."))
        if asked.get("photo") and kind != Step.REPLY:
            self.add_error("photo", _("A photo belongs to a reply: choose “Reply received”, or leave it out."))
        return asked

    def happened(self) -> Happened:
        asked = self.cleaned_data
        kind = Step(asked["kind"])
        return Happened(
            kind=kind,
            on=asked["on"],
            note=asked["note"].strip(),
            appointment_on=asked["appointment_on"] if kind == Step.APPOINTMENT else None,
            letter=self.letter if kind in (Step.HANDED_OVER, Step.SENT) else None,
        )


class LetterForm(forms.Form):
    """A letter part by part: what is ticked is in it, in the words of its box."""

    with_picture = forms.BooleanField(label=gettext_lazy("With the picture of the ratings"), required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)  # of the draft

    def __init__(self, *args, words: dict[Part, str], has_picture: bool, as_draft: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.as_draft = as_draft
        self.parts = [part for part in Part if words.get(part)]
        for part in self.parts:
            self.fields[f"use_{part}"] = forms.BooleanField(label=part.label, required=False)
            self.fields[part.value] = forms.CharField(
                label=_("Words of “%(part)s”") % {"part": part.label},
                max_length=3000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        if not has_picture:
            del self.fields["with_picture"]

    @property
    def rows(self) -> list:
        """The tick and the box of each part."""
        return [(self[f"use_{part}"], self[part.value]) for part in self.parts]

    def clean(self) -> dict:
        asked = super().clean() or {}
        if self.as_draft:  # it may be as unfinished as it is
            return asked
        for part in self.parts:
            if asked.get(f"use_{part}") and not asked.get(part.value, "").strip():
                self.add_error(part.value, _("Write what this part says, or leave it out."))
        if not self.errors and not self.chosen():
            raise forms.ValidationError(_("Tick at least one part."))
        return asked

    def chosen(self) -> list[tuple[str, str]]:
        asked = self.cleaned_data
        return [(part.value, asked[part.value].strip()) for part in self.parts if asked.get(f"use_{part}")]

    def written(self) -> dict:
        """What a draft keeps."""
        asked = self.cleaned_data
        return {
            "words": {part.value: asked[part.value] for part in self.parts},
            "ticked": [part.value for part in self.parts if asked.get(f"use_{part}")],
            "with_picture": bool(asked.get("with_picture")),
        }

    def said(self, words: dict[str, str]) -> list[tuple[str, str]]:
        """The words of another draft by the names of their parts: those that are not what was typed here."""
        typed = self.cleaned_data
        return [
            (str(part.label), words[part])
            for part in self.parts
            if part in words and words[part].strip() != typed.get(part.value, "").strip()
        ]

    def show_as_of(self, version: int) -> None:
        """What was typed stays; the next attempt is about the draft as it stands now."""
        self.data: Any  # a copy of what was sent
        self.data["version"] = version


class AnswerForm(forms.Form):
    """The client's answer to whether a letter may leave; of a minor, a parent's or guardian's."""

    allowed = forms.ChoiceField(
        label=gettext_lazy("The client says"),
        choices=[("yes", gettext_lazy("Yes, send it")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    typed_name = forms.CharField(
        label=gettext_lazy("The client's name, typed by her or him"), max_length=120, validators=[validate_name]
    )
    guardian_relationship = forms.CharField(
        label=gettext_lazy("Who they are to the client: mother, father, guardian"),
        max_length=60,
        validators=[validate_name],
    )
    signature = SignatureField(label=gettext_lazy("Signature, drawn"), required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, minor: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if minor:
            self.fields["allowed"].label = _("The parent or guardian says")
            self.fields["typed_name"].label = _("The name of the parent or guardian, typed by her or him")
        else:
            del self.fields["guardian_relationship"]

    def answer(self) -> dict:
        asked = self.cleaned_data
        return asked | {"allowed": asked["allowed"] == "yes", "typed_name": asked["typed_name"].strip()}
