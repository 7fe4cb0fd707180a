"""Forms to print and to fill in by hand: the questions of an edition as paper asks them.

Paper knows no branches: what the screen asks only of some stands here for all. The complaint's type is left to the
therapist, who enters the sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from intake.enums import AnswerKind, Pregnancy, Pressure, Quiet, Thinner
from intake.models import ComplaintType, HealthCondition
from intake.question_data import STEP_BY_KEY
from intake.questions import Asked, Wording
from intake.step_fields import COURSES, REASONS

Word = str | Promise


@dataclass(frozen=True)
class Item:
    """A question on paper. It is answered on `lines`, by ticking one of `ticks`, or by a circle on 0 to `top`."""

    label: str
    help: str = ""
    lines: int = 0
    ticks: tuple[Word, ...] = ()
    top: int = 0
    ends: tuple[Word, Word] = ("", "")
    body: bool = False

    @property
    def marks(self) -> range:
        return range(self.top + 1)

    @property
    def is_short(self) -> bool:
        """Two of these stand side by side."""
        return self.lines == 1

    @property
    def rules(self) -> range:
        """One for each line to write on."""
        return range(self.lines)


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it."""

    title: Word
    help: Word = ""
    items: tuple[Item, ...] = ()
    flags: bool = False


YES_NO = (_("yes"), _("no"))
WORST = (ComplaintType().low_label, ComplaintType().high_label)

# How a question is answered on paper; one line where nothing is said.
ANSWERED: dict[str, dict[str, Any]] = {
    "reason": {"ticks": tuple(label for _value, label in REASONS)},
    "own_words": {"lines": 3},
    "felt": {"body": True},
    "course": {"ticks": tuple(label for _value, label in COURSES)},
    "intensity": {"top": 10, "ends": WORST},
    "days": {"top": 7, "ends": (_("no day"), _("every day"))},
    "worst": {"top": 10, "ends": WORST},
    "tried": {"lines": 2},
    "activity": {"lines": 2},
    "activity_score": {"top": 10, "ends": (_("not at all"), _("as before"))},
    "hopes": {"lines": 2},
    "others_intensity": {"top": 10, "ends": WORST},
    "pressure": {"ticks": tuple(Pressure.labels)},
    "quiet": {"ticks": tuple(Quiet.labels)},
    "conditions_more": {"lines": 2},
    "operations": {"lines": 2},
    "injuries": {"lines": 2},
    "skin": {"lines": 2},
    "pregnancy": {"ticks": tuple(Pregnancy.labels)},
    "medicines": {"lines": 3},
    "thinners": {"ticks": tuple(Thinner.labels)},
    "allergies": {"lines": 2},
    "team_may_write": {"ticks": YES_NO},
    "wish": {"lines": 2},
}
ENTRIES = {"others": 2, "team": 3}  # how often a list stands there
GUARDIAN = ("guardian_name", "guardian_relationship", "guardian_phone")
NOT_ON_PAPER = ("type", *GUARDIAN)

FULL = (
    *("reason", "you", "about", "main", "where", "how", "so_far", "others", "likes"),
    *("health", "medicines", "flags", "team"),
)
SHORT = (
    *("name", "birth_date", "conditions", "conditions_more", "pregnancy", "thinners", "thinners_more"),
    *("allergies", "wish"),
)


def full(wording: Wording, conditions: list[HealthCondition]) -> Iterator[Part]:
    """The whole intake, step by step."""
    for step in FULL:
        title = STEP_BY_KEY[step].title
        if step == "flags":
            yield Part(wording[step].label, wording[step].help, flags=True)
        elif step in ENTRIES:
            yield from _entries(wording, step)
        elif items := [_item(one, conditions) for one in wording.of(step) if one.key not in NOT_ON_PAPER]:
            yield Part(title, items=tuple(items))
        if step == "you":
            yield _guardian(wording)


def short(wording: Wording, conditions: list[HealthCondition]) -> Iterator[Part]:
    """What is asked before a single short visit."""
    asked = [wording[key] for key in SHORT]
    yield Part(_("You, today"), items=tuple(_item(one, conditions) for one in asked if one.is_asked))
    yield _guardian(wording)


def _guardian(wording: Wording) -> Part:
    return Part(_("Only if you are under 18"), items=tuple(replace(_item(wording[key]), help="") for key in GUARDIAN))


def _entries(wording: Wording, step: str) -> Iterator[Part]:
    """A list: the same questions a few times. It is gone where the practice does not ask it."""
    asked = wording.of(step)
    if asked:
        head, items = asked[0], tuple(_item(one) for one in asked[1:])
        yield Part(head.label, head.help, items * ENTRIES[step])


def _item(asked: Asked, conditions: list[HealthCondition] | None = None) -> Item:
    said = Item(asked.label, asked.help, lines=1)
    if asked.key == "conditions":
        return replace(said, lines=0, ticks=(*(_starred(one) for one in conditions or []), _("None of these")))
    if asked.key == "intensity":
        said = replace(said, help=" ".join(filter(None, (ComplaintType().question, asked.help))))
    how = _own(asked) if asked.is_own else ANSWERED.get(asked.key, {})
    if not how:
        return said
    ticks = tuple(capfirst(str(tick)) for tick in how.get("ticks", ()))
    return replace(said, **{"lines": 0, **how, "ticks": ticks})


def _own(asked: Asked) -> dict[str, Any]:
    if asked.kind == AnswerKind.TEXT:
        return {"lines": 2}
    return {"ticks": YES_NO if asked.kind == AnswerKind.YES_NO else asked.options}


def _starred(condition: HealthCondition) -> str:
    return f"{condition.name} *" if condition.urgent else condition.name
