"""A consent from a sheet of paper, and taking one back."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from clients.validators import validate_name
from intake.enums import REQUIRED, ConsentKind
from intake.models import ConsentText
from intake.standing import texts_in_use
from practice.current import local_date
from practice.uploads import ACCEPT, Photo, clean_photo

LONG_AGO = 1950  # nobody has kept a sheet for that long


class Signer(models.TextChoices):
    """Whose name stands on the sheet."""

    CLIENT = "client", _("the client")
    GUARDIAN = "guardian", _("a parent or guardian, under 18")


class VersionField(forms.ModelChoiceField):
    """Which version of a text was signed."""

    def label_from_instance(self, text: ConsentText) -> str:
        said = {"number": text.version, "day": date_format(local_date(text.created_at), "j F Y"), "title": text.title}
        words = _("version %(number)s, here since %(day)s") % said
        return words if text.title == self.label else f"{text.title}, {words}"


class PaperConsentForm(forms.Form):
    """What stands on a sheet that was signed: which texts, by whom, when; and where the sheet is."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    signed_by = forms.ChoiceField(label=_("Signed by"), choices=Signer.choices, widget=forms.RadioSelect)
    typed_name = forms.CharField(label=_("Name on the sheet"), max_length=120, validators=[validate_name])
    guardian_relationship = forms.CharField(
        label=_("Who are they to the client?"), max_length=60, required=False, validators=[validate_name]
    )
    assent = forms.CharField(
        label=_("The client's own name on the sheet: “I want this too”"),
        max_length=120,
        required=False,
        validators=[validate_name],
    )
    photo = forms.FileField(
        label=_("Photo of the sheet"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("The whole sheet, in good light. Only the picture is kept: nothing of where it was taken."),
    )
    in_the_file = forms.BooleanField(label=_("The sheet is kept in the paper file"), required=False)

    def __init__(self, *args, client: Client, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.client, self.today = client, today
        minor = client.is_minor(today)
        self.initial.update(
            signed_by=Signer.GUARDIAN if minor else Signer.CLIENT,
            typed_name=client.guardian_name if minor else client.legal_name or client.name,
            guardian_relationship=client.guardian_relationship,
            assent=client.name if minor else "",
        )
        self.fields = self._texts() | self.fields

    def _texts(self) -> dict[str, forms.Field]:
        """For each kind of text, which version of it is on the sheet."""
        in_use = {text.kind: text for text in texts_in_use()}
        found: dict[str, forms.Field] = {}
        for kind, text in in_use.items():
            found[f"text-{kind}"] = VersionField(
                ConsentText.objects.filter(kind=kind).order_by("-version", "language"),
                label=text.title,
                to_field_name="public_id",
                required=False,
                empty_label=_("not on this sheet"),
                initial=text.public_id if kind in REQUIRED else None,
            )
            if kind not in REQUIRED:
                found[f"agreed-{kind}"] = forms.ChoiceField(
                    label=_("And what was said to it?"),
                    choices=[("yes", _("agreed")), ("no", _("said no"))],
                    initial="yes",
                    required=False,
                    widget=forms.RadioSelect,
                )
        return found

    @property
    def kinds(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """For the page: each text with what was said to it, where it may be refused."""
        found = []
        for kind in ConsentKind:
            if f"text-{kind}" in self.fields:
                may_refuse = f"agreed-{kind}" in self.fields
                found.append((self[f"text-{kind}"], self[f"agreed-{kind}"] if may_refuse else None))
        return found

    @property
    def photo_is_lost(self) -> bool:
        """A page that comes back has no photo any more: no browser fills that in again."""
        return bool(self.files.get("photo") and self.errors)

    def clean_signed_on(self) -> dt.date:
        day, born = self.cleaned_data["signed_on"], self.client.birth_date
        if day > self.today:
            raise ValidationError(_("This date lies in the future."))
        if day.year < LONG_AGO or (born and day < born):
            raise ValidationError(_("Is the year right? This is too long ago."))
        return day

    def clean_photo(self) -> Photo | None:
        file = self.cleaned_data["photo"]
        return clean_photo(file) if file else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.said():
            first = next(name for name in self.fields if name.startswith("text-"))
            self.add_error(first, _("Which text was signed?"))
        if "photo" in said and not said["photo"] and not said.get("in_the_file"):
            self.add_error("photo", _("Take a photo of the sheet, or say below that it is kept in the paper file."))
        self._clean_signer(said)
        return said

    def _clean_signer(self, said: dict[str, Any]) -> None:
        day = said.get("signed_on") or self.today
        minor = self.client.is_minor(day)
        if said.get("signed_by") == Signer.CLIENT and minor:
            self.add_error("signed_by", _("Under 18 on that day: a parent or guardian signs, and the client too."))
        if said.get("signed_by") == Signer.GUARDIAN:
            if self.client.birth_date and not minor:
                self.add_error("signed_by", _("18 or older on that day: the client alone signs."))
            for name in ("guardian_relationship", "assent"):
                if name in said and not said[name]:
                    self.add_error(name, _("Under 18 this belongs to it."))

    def said(self) -> list[tuple[ConsentText, bool]]:
        """Each text on the sheet, and whether it was agreed to."""
        chosen = {kind: self.cleaned_data.get(f"text-{kind}") for kind in ConsentKind}
        return [(text, self.cleaned_data.get(f"agreed-{kind}") != "no") for kind, text in chosen.items() if text]

    def who(self) -> dict[str, Any]:
        """The fields of a consent that say who signed it, in which language."""
        said = self.cleaned_data
        who = {"typed_name": said["typed_name"], "language": self.said()[0][0].language}
        if said["signed_by"] == Signer.GUARDIAN:
            who |= {"under_18": True, "guardian_name": said["typed_name"]}
            who |= {name: said[name] for name in ("guardian_relationship", "assent")}
        return who

    def newer_than_the_sheet(self) -> list[ConsentText]:
        """Texts that were written here after the day on which the sheet is dated."""
        day = self.cleaned_data["signed_on"]
        return [text for text, _agreed in self.said() if local_date(text.created_at) > day]


class WithdrawForm(forms.Form):
    note = forms.CharField(
        label=_("What did the client say?"),
        max_length=240,
        help_text=_("In a few words. It stays beside the consent, with your name and today's date."),
    )
