"""The yearly renewal: for each topic what is on record is shown, and confirmed with one tap or said anew.

What was confirmed is kept as a whole answer with a mark, so that whoever reads it later needs nothing else.
"""

from dataclasses import dataclass

from intake.answers import CONFIRMED, Json
from intake.asking import Asking
from intake.enums import Purpose
from intake.filling import digest
from intake.list_step import ListForm
from intake.step_form import Step, StepForm, Told, answer_key

TOPICS = ("you", "about", "likes", "health", "medicines", "team")


@dataclass(frozen=True)
class Offer:
    """A topic as it is on record (or was confirmed before), to be confirmed. `form` is filled with it."""

    step: Step
    form: StepForm
    said: Json

    @property
    def answer(self) -> dict[str, Json]:
        return {self.step.key: self.said | {CONFIRMED: True}}

    @property
    def shown(self) -> str:
        """What the page showed, in short: what is confirmed is what was read."""
        return digest({self.step.key: self.said}, [self.step.key])

    @property
    def told(self) -> list[Told]:
        return self.form.told()

    @property
    def left_open(self) -> list[str]:
        """What is asked here and not on record."""
        return [asked.label for asked, _field in self.form.asked.values() if answer_key(asked) not in self.said]


def offer(step: Step, answers: Json, asking: Asking) -> Offer | None:
    """None where the topic has to be asked: she said that it changed, or not enough of it is on record."""
    kept = answers.get(step.key)
    if not _is_topic(step, asking) or (kept is not None and not kept.get(CONFIRMED)):
        return None
    form = step.fill(answers | on_record(step, answers, asking), asking)
    said = _asked(form)
    whole = step.fill(answers | {step.key: said}, asking)
    return Offer(step, whole, said) if said and not whole.missing() else None


def on_record(step: Step, answers: Json, asking: Asking) -> Json:
    """What a form of this step is filled with: what is kept; before there is something, the record's."""
    if step.key in answers or not _is_topic(step, asking) or asking.record is None:
        return {key: answers[key] for key in step.held if key in answers}
    return {step.key: asking.record.of(step.key)}


def _is_topic(step: Step, asking: Asking) -> bool:
    return asking.kind == Purpose.RENEWAL and step.key in TOPICS


def _asked(form: StepForm) -> Json:
    """Of what the form is filled with, what it asks: nobody confirms what was not shown."""
    kept = form.kept.get(form.step.key, {})
    if isinstance(form, ListForm):
        entries = [
            {key: said[key] for key in entry.asked if key in said}
            for entry, said in zip(form.entries, form.said, strict=False)
        ]
        return {form.step.key: entries} if entries else {}
    keys = [answer_key(asked) for asked, _field in form.asked.values()]
    return {key: kept[key] for key in keys if key in kept}
