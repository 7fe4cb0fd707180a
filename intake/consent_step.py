"""The step at which consents are read and signed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from clients.validators import validate_name
from intake.answer_fields import Name
from intake.answers import Answers, Json
from intake.choice_fields import Choice
from intake.enums import REQUIRED
from intake.models import ConsentText
from intake.signature import SignatureField
from intake.step_form import Missing, StepForm, Told

# The date stands beside it and the texts above: what is typed here signs them all.
SIGNED_WITH = ("guardian_name", "guardian_relationship", "typed_name", "signature", "assent")


@dataclass
class Part:
    """A text with its choice, as the page shows it."""

    text: ConsentText
    field: forms.BoundField

    @property
    def first(self) -> str:
        return self.text.body.partition("\n\n")[0]

    @property
    def rest(self) -> str:
        return self.text.body.partition("\n\n")[2]


class ConsentsForm(StepForm):
    page = "intake/_step_consents.html"
    css = ("body",)
    js = ("signature",)

    def build(self, answers: Answers) -> None:
        self.is_of_a_minor = self.asking.is_minor(answers.birth_date)
        self.said: Json = answers.consents
        # What a guardian signed is not signed by somebody who has turned 18 since, nor the other way round.
        self.signed = self.said if ("assent" in self.said) == self.is_of_a_minor else {}
        for text in self.asking.texts:
            self._ask(text)
        for name, field in self._signature(answers).items():
            self.fields[name] = field
            if name in self.signed:
                self.initial[name] = self.signed[name]

    def _ask(self, text: ConsentText) -> None:
        """Nothing is ticked before it was read: what was agreed to in an older version is asked anew."""
        name, said = f"agree-{text.kind}", self._said_to(text)
        if text.kind in REQUIRED:
            self.fields[name] = forms.BooleanField(label=_("I have read this and agree"))
        else:
            self.fields[name] = Choice(
                label=_("Do you agree?"), choices=[("yes", _("I agree")), ("no", _("I'd rather not"))]
            )
        if said is not None:
            self.initial[name] = said if text.kind in REQUIRED else ("yes" if said else "no")
        self.fields[f"text-{text.kind}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[f"text-{text.kind}"] = str(text.public_id)

    def _said_to(self, text: ConsentText) -> bool | None:
        """What is kept about this very version."""
        said = self.said.get("texts", {}).get(text.kind, {})
        return said["agreed"] if said.get("text") == str(text.public_id) else None

    def _signature(self, answers: Answers) -> dict[str, forms.Field]:
        def name(label: str, limit: int = 120, **given) -> Name:
            return Name(label=label, max_length=limit, validators=[validate_name], **given)

        if not self.is_of_a_minor:
            label = _("Your full name, typed, signs this")
            drawn = SignatureField(label=_("Your signature, drawn"), required=False)
            return {"typed_name": name(label, attrs={"autocomplete": "name"}), "signature": drawn}
        for key in ("guardian_name", "guardian_relationship"):
            self.initial[key] = answers.you.get(key, "")
        return {
            "guardian_name": name(_("Parent or guardian who signs")),
            "guardian_relationship": name(_("Who are they to you?"), 60),
            "typed_name": name(_("Parent or guardian: your full name, typed, signs this")),
            "signature": SignatureField(label=_("Parent or guardian: your signature, drawn"), required=False),
            "assent": name(_("And you: type your own name if you want this too")),
        }

    @cached_property
    def parts(self) -> list[Part]:
        return [Part(text, self[f"agree-{text.kind}"]) for text in self.asking.texts]

    @property
    def signing(self) -> list[forms.BoundField]:
        return [self[name] for name in SIGNED_WITH if name in self.fields]

    @property
    def texts_shown(self) -> list[forms.BoundField]:
        return [self[f"text-{text.kind}"] for text in self.asking.texts]

    def clean(self) -> Json:
        cleaned = super().clean() or self.cleaned_data
        for text in self.asking.texts:
            if cleaned.get(f"text-{text.kind}") != str(text.public_id):
                self.add_error(
                    f"agree-{text.kind}",
                    ValidationError(_("This text has changed since you opened the page. Please read it anew.")),
                )
        return cleaned

    def answer(self) -> dict[str, Json]:
        typed = self.cleaned_data
        texts = {}
        for text in self.asking.texts:
            agreed = typed[f"agree-{text.kind}"]
            if agreed:
                texts[text.kind] = {"text": str(text.public_id), "agreed": agreed in (True, "yes")}
        signed = {name: typed[name] for name in SIGNED_WITH if typed.get(name)}
        return {"consents": {"texts": texts, **signed}}

    def missing(self) -> list[Missing]:
        found = []
        for text in self.asking.texts:
            said = self._said_to(text)
            if said is None and text.kind in self.said.get("texts", {}):
                found.append(
                    self.lacks(f"agree-{text.kind}", text.title, _("There is a newer text. Please read it."))
                )
            elif said is None or (text.kind in REQUIRED and not said):
                found.append(self.lacks(f"agree-{text.kind}", text.title, _("Please read it, and say if you agree.")))
        for name in SIGNED_WITH:
            if name in self.fields and self.fields[name].required and not self.signed.get(name):
                found.append(self.lacks(name, str(self.fields[name].label), _("Please sign.")))
        return found

    def told(self) -> list[Told]:
        found = [
            Told(text.title, _("I agree") if said else _("I'd rather not"))
            for text in self.asking.texts
            if (said := self._said_to(text)) is not None
        ]
        signed = {name: self.signed[name] for name in SIGNED_WITH if name in self.fields and self.signed.get(name)}
        return found + [
            Told(str(self.fields[name].label), _("Yes") if name == "signature" else said)
            for name, said in signed.items()
        ]


def signed_with(consents: Json) -> dict[str, Any]:
    """The fields of a consent that say who signed it."""
    return {name: consents.get(name, "") for name in SIGNED_WITH}
