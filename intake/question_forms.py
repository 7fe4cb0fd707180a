"""What an owner types about the intake's questions. The forms return what intake/editions.py writes."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intake.enums import AnswerKind
from intake.question_data import BY_KEY, Question
from intake.questions import Asked, Wording
from intake.word_forms import single_spaces

LABEL, HELP, ANSWER = 200, 300, 60  # characters
FEWEST, MOST = 2, 12  # answers to choose from
MANY = 30  # questions of a practice's own

OPEN, MUST, OUT = "open", "must", "out"
CHOICES = {OPEN: _("may be left open"), MUST: _("has to be answered"), OUT: _("not asked")}

FIELD_NAMES = {
    "label": _("question"),
    "help": _("line below it"),
    "required": _("has to be answered"),
    "hidden": _("not asked"),
    "options": _("answers"),
}


class OneLine(forms.CharField):
    """Text without line breaks, however it was pasted."""

    def to_python(self, value) -> str:
        return single_spaces(super().to_python(value) or "")


class EditionForm(forms.Form):
    """Knows the edition that was shown, and is sent once."""

    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def stamp(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("seen", "request_id")}


def stamped(wording: Wording) -> dict[str, Any]:
    """What a fresh form of this edition begins with."""
    return {"seen": wording.number, "request_id": uuid.uuid4()}


class StepForm(EditionForm):
    """The shipped questions of one step: their words, and whether they are asked."""

    def __init__(self, data, *, wording: Wording, step: str, said: dict[str, dict] | None = None):
        super().__init__(data, initial=stamped(wording))
        self.keys = [asked.key for asked in wording.shipped(step)]
        for number, key in enumerate(self.keys, start=1):
            self._add(number, BY_KEY[key], wording[key], (said or {}).get(key, {}))

    def _add(self, number: int, question: Question, asked: Asked, said: dict) -> None:
        mine = {"label": asked.label, "help": asked.help, "required": asked.required, "hidden": asked.hidden} | said
        self.fields[f"{question.key}-label"] = OneLine(
            label=_("Question %(number)s") % {"number": number}, max_length=LABEL, initial=mine["label"]
        )
        self.fields[f"{question.key}-help"] = OneLine(
            label=_("A line below it"), max_length=HELP, required=False, initial=mine["help"]
        )
        if len(choices := _choices(question)) > 1:
            self.fields[f"{question.key}-asked"] = forms.ChoiceField(
                label=_("Its answer"),
                choices=choices,
                initial=OUT if mine["hidden"] else MUST if mine["required"] else OPEN,
                widget=forms.RadioSelect,
            )

    def questions(self) -> list[dict]:
        """For the page: each question with its fields, and how it ships."""
        return [
            {
                "question": BY_KEY[key],
                "fields": [self[name] for name in self.fields if name.startswith(f"{key}-")],
                "is_fixed": f"{key}-asked" not in self.fields,
            }
            for key in self.keys
        ]

    def said(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for key in self.keys:
            found[key] = {field: self.cleaned_data[f"{key}-{field}"] for field in ("label", "help")}
            if asked := self.cleaned_data.get(f"{key}-asked"):
                found[key] |= {"required": asked == MUST, "hidden": asked == OUT}
        return found


def _choices(question: Question) -> list[tuple[str, Any]]:
    allowed = {
        OPEN: not question.is_fixed,
        MUST: question.may_require,
        OUT: question.may_hide,
    }
    return [(value, label) for value, label in CHOICES.items() if allowed[value]]


class OwnQuestionForm(EditionForm):
    """A question of the practice's own. How it is answered is chosen once."""

    label = OneLine(label=_("Question"), max_length=LABEL)
    help = OneLine(label=_("A line below it"), max_length=HELP, required=False)
    kind = forms.ChoiceField(
        label=_("It is answered"), choices=AnswerKind.choices, initial=AnswerKind.TEXT, widget=forms.RadioSelect
    )
    options = forms.CharField(
        label=_("Answers to choose from"),
        required=False,
        max_length=MOST * (ANSWER + 20),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For “one of several” only: one answer a line."),
    )
    required = forms.BooleanField(label=_("It has to be answered"), required=False)

    def __init__(self, data, *, wording: Wording, own: Asked | None = None, said: dict | None = None):
        super().__init__(data, initial=stamped(wording))
        self.is_full = own is None and len(wording.own()) >= MANY
        self.answered = own.kind if own else None
        if own is None:
            return
        del self.fields["kind"]
        if own.kind != AnswerKind.CHOICE:
            del self.fields["options"]
        else:
            self.fields["options"].required = True
            self.fields["options"].help_text = _("One answer a line.")
        mine = {"label": own.label, "help": own.help, "required": own.required, **(said or {})}
        options: list[str] = mine.pop("options", list(own.options))
        self.initial = {**self.initial, **mine, "options": "\n".join(options)}

    def clean_options(self) -> list[str]:
        """One answer a line; nothing where it is answered otherwise."""
        if (self.cleaned_data.get("kind") or self.answered) != AnswerKind.CHOICE:
            return []
        options = [line for each in self.cleaned_data["options"].splitlines() if (line := single_spaces(each))]
        if not FEWEST <= len(options) <= MOST:
            raise ValidationError(
                _("Please give %(few)s to %(most)s answers, one a line."), params={"few": FEWEST, "most": MOST}
            )
        if len({option.casefold() for option in options}) < len(options):
            raise ValidationError(_("One answer stands there twice."))
        if long := [option for option in options if len(option) > ANSWER]:
            raise ValidationError(_("Please shorten “%(start)s”."), params={"start": f"{long[0][:20]}…"})
        return options

    def clean(self):
        if self.is_full:
            raise ValidationError(
                _("There are %(many)s questions of your own already: retire one first."), params={"many": MANY}
            )
        return super().clean()

    def facts(self) -> dict[str, Any]:
        """The fields of the question that this form has."""
        names = ("label", "help", "kind", "options", "required")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}
