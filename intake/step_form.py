"""A step of the form, and the form of a step: built from the edition's questions, its answers kept as JSON.

A step's form is made from what was answered so far, and bound to what was typed if something was. It gives `answer()`
to keep, says what is `missing()` in what is kept, and `told()` is what is kept, in words. Whoever shows it knows no
single question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from intake.answer_fields import ABSENT, Kept
from intake.answers import Answers, Json
from intake.answers import read as read_answers
from intake.asking import Asking
from intake.questions import BY_KEY, STEP_BY_KEY, Asked
from intake.step_fields import build
from practice.widgets import suggests


@dataclass(frozen=True, slots=True)
class Told:
    """A question and its answer, in words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that has to be given. `anchor` is the id of its place on the step's page."""

    step: "Step"
    anchor: str
    label: str
    why: str


class StepForm(forms.Form):
    page = "intake/_step_fields.html"
    # What its widgets need besides: names of static files.
    css: tuple[str, ...] = ()
    js: tuple[str, ...] = ()
    use_required_attribute = False

    def __init__(
        self, step: "Step", data: Any, answers: Json, asking: Asking, *, partial: bool = False, more: bool = False
    ):
        """`partial`: what has to be answered may wait. `more`: room for one more, where answers repeat."""
        self.step, self.kept, self.asking = step, answers, asking
        self.partial, self.more = partial, more
        self.asked: dict[str, tuple[Asked, Kept]] = {}
        super().__init__(data)
        self.build(read_answers(self.with_typed(data)))
        if asking.shared:
            offer_nothing(self)
        if partial:
            for field in self.fields.values():
                field.required = False

    def with_typed(self, data: Any) -> Json:
        """The answers by which it is decided what to ask: those kept, unless the page itself changes that."""
        return self.kept

    @property
    def intro(self) -> Asked:
        """The words that stand over a page that asks one thing in many."""
        return self.asking.wording[self.step.key]

    def questions(self) -> Sequence[Asked]:
        return self.asking.wording.of(self.step.key)

    def build(self, answers: Answers) -> None:
        for asked in self.questions():
            if field := build(asked, self.asking, answers):
                self.add(asked.key, asked, field)

    def add(self, name: str, asked: Asked, field: Kept) -> None:
        self.fields[name], self.asked[name] = field, (asked, field)
        said = self.kept.get(asked.step, {})
        if answer_key(asked) in said:
            self.initial[name] = field.again(said[answer_key(asked)])

    @property
    def asks_more(self) -> str:
        """Where on the page a question stands that what was typed brings up, if the page did not ask it yet."""
        return ""

    def answer(self) -> dict[str, Json]:
        """What was typed, by step, as it is kept. Of a form that is valid."""
        kept: dict[str, Json] = {key: {} for key in self.step.held}
        for name, (asked, field) in self.asked.items():
            value = field.kept(self.cleaned_data[name])
            if value is not ABSENT:
                kept[asked.step][answer_key(asked)] = value
        return kept

    def missing(self) -> list[Missing]:
        """What is not answered yet in what is kept, and has to be."""
        return [
            self.lacks(name, asked.label)
            for name, (asked, field) in self.asked.items()
            if field.required and answer_key(asked) not in self.kept.get(asked.step, {})
        ]

    def lacks(self, name: str, label: str, why: str = "") -> Missing:
        return Missing(self.step, f"div_id_{name}", label, why or _("Please answer this."))

    def told(self) -> list[Told]:
        """What is kept, in words; what was left open is left out."""
        return [
            Told(asked.label, text)
            for asked, field in self.asked.values()
            if answer_key(asked) in (said := self.kept.get(asked.step, {}))
            and (text := field.said(said[answer_key(asked)]))
        ]

    def is_urgent(self) -> bool:
        """Does something that is kept call for help today?"""
        return False

    def asks_nothing_hard(self) -> bool:
        """May everything be left open?"""
        return not any(field.required for field in self.fields.values())


def offer_nothing(form: forms.Form) -> None:
    """On a device that many use, the browser must not offer what others typed."""
    for field in form.fields.values():
        for widget in (field.widget, *getattr(field.widget, "widgets", ())):
            if suggests(widget):
                widget.attrs["autocomplete"] = "off"


def answer_key(asked: Asked) -> str:
    """Under which key of its step an answer is kept."""
    return asked.key if asked.is_own else BY_KEY[asked.key].answer_key


def always(answers: Answers, asking: Asking) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One page. `holds`: the steps whose answers it keeps, where these are not its own."""

    key: str
    form: type[StepForm] = StepForm
    applies: Callable[[Answers, Asking], bool] = always
    holds: tuple[str, ...] = ()
    # Nothing after it can be answered before it is: what is kept has to be somebody's, and a birth date asks for it.
    first: bool = False
    named: str | Promise = ""

    @property
    def title(self) -> str:
        return str(self.named or STEP_BY_KEY[self.key].title)

    @property
    def held(self) -> tuple[str, ...]:
        return self.holds or (self.key,)

    def fill(self, answers: Json, asking: Asking, data: Any = None, **how: bool) -> StepForm:
        return self.form(self, data, answers, asking, **how)

    def is_answered(self, answers: Json) -> bool:
        return all(key in answers for key in self.held)
