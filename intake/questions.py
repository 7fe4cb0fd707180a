"""How an edition asks: the practice's words where it has its own, the shipped ones elsewhere.

    wording = questions.wording(intake.questions)     # the edition that an intake was begun with
    wording["hopes"].label                            # in a template {{ wording.hopes.label }}
    wording.of("likes")                               # what this step asks, the practice's own questions last

An edition keeps every word as it was asked, so shipped words may change and nothing that was asked does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from intake.enums import AnswerKind
from intake.models import QuestionEdition
from intake.question_data import BY_KEY, OWN_STEPS, QUESTIONS, STEP_BY_KEY, STEPS, Question, Step

__all__ = ["BY_KEY", "OWN_STEPS", "QUESTIONS", "STEPS", "STEP_BY_KEY", "Asked", "Question", "Step", "Wording"]

OWN = "own-"  # begins the key of a practice's own question
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one edition asks it."""

    key: str
    step: str
    label: str
    help: str = ""
    required: bool = False
    hidden: bool = False
    # Of the practice's own questions alone; retired ones are no longer asked.
    kind: AnswerKind | None = None
    options: tuple[str, ...] = ()
    retired: bool = False

    @property
    def is_asked(self) -> bool:
        return not (self.hidden or self.retired)

    @property
    def is_own(self) -> bool:
        return self.kind is not None


class Wording:
    """All questions of an edition, by key; `number` is the edition's."""

    def __init__(self, number: int, kept: Json):
        self.number = number
        said = kept.get("questions", {})
        self._asked = {question.key: _asked(question, said) for question in QUESTIONS}
        self._own = {one["key"]: _own(one) for one in kept.get("own", [])}

    def __getitem__(self, key: str) -> Asked:
        """The question with this key, hidden or not. Raises KeyError for a key that this edition has not."""
        return self._own[key] if key.startswith(OWN) else self._asked[key]

    def __contains__(self, key: str) -> bool:
        return key in self._asked or key in self._own

    def of(self, step: str) -> list[Asked]:
        """What this step asks of a client, in order."""
        return [one for one in (*self.shipped(step), *self.own(step)) if one.is_asked]

    def shipped(self, step: str) -> Iterator[Asked]:
        """The step's questions that the product ships, hidden ones too."""
        return (one for one in self._asked.values() if one.step == step)

    def own(self, step: str | None = None) -> list[Asked]:
        """The practice's own questions that are asked (in this step), in order."""
        return [one for one in self._own.values() if not one.retired and step in (None, one.step)]

    def retired(self) -> list[Asked]:
        """Own questions that were asked once; answers still have their words."""
        return [one for one in self._own.values() if one.retired]


def wording(edition: QuestionEdition) -> Wording:
    return Wording(edition.number, edition.wording)


def current_edition() -> QuestionEdition:
    """The edition in which the next intake is asked."""
    return QuestionEdition.objects.order_by("-number")[:1].get()


def shipped_wording() -> Json:
    """The shipped words in full, as an edition keeps them."""
    return {
        "questions": {
            one.key: {"label": one.label, "help": one.help, "required": one.required_shipped, "hidden": False}
            for one in QUESTIONS
        },
        "own": [],
    }


def _asked(question: Question, said: Json) -> Asked:
    """A question that came with a later release is asked as it ships, until an edition has it."""
    mine = said.get(question.key, {})
    parent = said.get(question.follows, {})
    return Asked(
        question.key,
        question.step,
        mine.get("label", question.label),
        mine.get("help", question.help),
        required=question.is_fixed or mine.get("required", question.required_shipped),
        hidden=(question.may_hide and mine.get("hidden", False)) or parent.get("hidden", False),
    )


def _own(kept: Json) -> Asked:
    return Asked(
        kept["key"],
        kept["step"],
        kept["label"],
        kept["help"],
        required=kept["required"],
        kind=AnswerKind(kept["kind"]),
        options=tuple(kept["options"]),
        retired=kept["retired"],
    )
