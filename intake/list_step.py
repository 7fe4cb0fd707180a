"""Steps whose answers repeat: another complaint, another professional. None is fine, and so is adding one more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from intake.answer_fields import ABSENT, Kept
from intake.answers import Answers, Json
from intake.questions import Asked
from intake.step_fields import build
from intake.step_form import Missing, StepForm, Told, answer_key

MOST = 8


@dataclass
class Entry:
    """One of them: its questions by the key of their answer, each with the name of its field on the page."""

    number: int
    asked: dict[str, tuple[str, Asked, Kept]]
    form: "ListForm"

    @property
    def fields(self) -> list[forms.BoundField]:
        return [self.form[name] for name, _asked, _field in self.asked.values()]

    @property
    def typed(self) -> Json:
        """What stands in it, as it is kept; nothing where it was left open, or where "no" is all that was said."""
        found = {}
        for key, (name, _asked, field) in self.asked.items():
            value = field.kept(self.form.cleaned_data[name]) if name in self.form.cleaned_data else ABSENT
            if value is not ABSENT:
                found[key] = value
        return found if any(value is not None and value is not False for value in found.values()) else {}


class ListForm(StepForm):
    page = "intake/_step_list.html"
    css = ("body",)
    most = MOST

    def build(self, answers: Answers) -> None:
        self.said: list[Json] = self.kept.get(self.step.key, {}).get(self.step.key, [])
        self.entries = [self._entry(number, answers) for number in self._numbers()]

    def _numbers(self) -> list[int]:
        if not self.is_bound:
            return [*range(min(len(self.said) + (self.more or not self.said), MOST))]
        sent = {int(found[1]) for name in self.data if (found := re.match(r"([0-9])-", name))}
        return sorted(number for number in sent if number < MOST and str(number) != self.data.get("remove"))

    def _entry(self, number: int, answers: Answers) -> Entry:
        asked: dict[str, tuple[str, Asked, Kept]] = {}
        said = self.said[number] if number < len(self.said) else {}
        for one in self._questions():
            if field := build(one, self.asking, answers):
                key = answer_key(one)
                name = f"{number}-{key}"
                field.required = False  # of an entry that is left open; see clean
                self.fields[name], asked[key] = field, (name, one, field)
                if key in said:
                    self.initial[name] = field.again(said[key])
        return Entry(number, asked, self)

    def _questions(self) -> Iterator[Asked]:
        return (one for one in self.questions() if one.key != self.step.key)

    def clean(self) -> Any:
        if not self.partial:
            for entry in self.entries:
                typed = entry.typed
                for key, (name, asked, field) in entry.asked.items():
                    if typed and asked.required and key not in typed and name not in self.errors:
                        self.add_error(name, forms.ValidationError(field.error_messages["required"], "required"))
        return self.cleaned_data

    def answer(self) -> dict[str, Json]:
        return {self.step.key: {self.step.key: [typed for entry in self.entries if (typed := entry.typed)]}}

    def missing(self) -> list[Missing]:
        return [
            self.lacks(name, asked.label)
            for entry, said in zip(self.entries, self.said, strict=False)
            for key, (name, asked, _field) in entry.asked.items()
            if asked.required and key not in said
        ]

    def told(self) -> list[Told]:
        several = len(self.said) > 1
        return [
            Told(f"{number}. {asked.label}" if several else asked.label, text)
            for number, (entry, said) in enumerate(zip(self.entries, self.said, strict=False), start=1)
            for key, (_name, asked, field) in entry.asked.items()
            if key in said and (text := field.said(said[key]))
        ]
