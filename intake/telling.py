"""An intake as it was answered, in words: every answer that is kept, under the words in which it was asked."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intake.answers import Answers, Described, Json
from intake.answers import read as read_answers
from intake.asking import Asking
from intake.enums import Still
from intake.models import Complaint, ComplaintType, HealthCondition, Intake, RedFlag, Word
from intake.questions import STEPS, Asked, Step
from intake.step_fields import build
from intake.step_form import Told, answer_key
from practice.current import local_date

W = TypeVar("W", bound=Word)
# What a renewal asks of each complaint, and the question in whose words it is asked.
ASKED_OF_EACH = {
    "own_words": "others_own_words",
    "felt": "others_felt",
    **{key: key for key in ("intensity", "days", "activity", "activity_score", "painkiller_days")},
}
MAIN = ("main", "where", "how", "so_far")  # steps about one complaint
SIGNED = "consents"  # shown with the consents themselves


@dataclass(frozen=True, slots=True)
class Topic:
    """A step's answers. `felt` has the places that were marked, for a picture beside the words."""

    key: str
    title: str
    told: list[Told]
    felt: tuple[str, ...] = ()
    # Of a renewal: the client read what is on record, and confirmed it as it is.
    confirmed: bool = False


class Reading(Asking):
    """Like the asking, with what is no longer asked, in the words of the day that it was submitted."""

    words: dict[str, str]

    @cached_property
    def conditions(self) -> dict[str, HealthCondition]:
        return {str(one.public_id): self._as_said(one) for one in HealthCondition.objects.all()}

    @cached_property
    def types(self) -> dict[uuid.UUID, ComplaintType]:
        return {kind.public_id: self._as_said(kind) for kind in ComplaintType.objects.all()}

    def _as_said(self, word: W) -> W:
        word.name = self.words.get(str(word.public_id), word.name)
        return word


def topics(intake: Intake) -> list[Topic]:
    """In the order in which it was asked; what was left open is left out. Three queries."""
    answers, asking = read_answers(intake.answers), reading(intake)
    found = [*_renewed(intake.answers, asking)]
    for step in STEPS:
        kept = intake.answers.get(step.key, {})
        if not kept or step.key == SIGNED:
            continue
        if step.key == "flags":
            told = _flags(answers, intake.words)
        elif step.is_list:
            told = list(_entries(step, kept.get(step.key, []), answers, asking))
        else:
            told = list(_said(_asked(step, asking), kept, answers, asking))
        if told:
            places, is_confirmed = tuple(kept.get("felt", ())), step.key in answers.confirmed
            found.append(Topic(step.key, str(step.title), told, places, is_confirmed))
    return found


def _renewed(kept: Json, asking: Asking) -> Iterator[Topic]:
    """What a renewal says of the complaints that were on record."""
    entries = kept.get("complaints", {}).get("complaints", [])
    if not entries:
        return
    found = Complaint.objects.filter(public_id__in=[each["complaint"] for each in entries])
    names = {str(complaint.public_id): complaint.name for complaint in found}
    told = []
    for each in entries:
        name = names.get(each["complaint"], _("A complaint that is no longer there"))
        told += [Told(f"{name}: {one.label}" if one.label else name, one.text) for one in _of_one(each, asking)]
    yield Topic("complaints", _("What she or he comes for"), told)


def _of_one(entry: Json, asking: Asking, still: str = "") -> Iterator[Told]:
    """What a renewal says of one complaint; `still` is what stands before whether it is still what she comes for."""
    if entry.get("still") in Still.values:
        yield Told(still, capfirst(str(Still(entry["still"]).label)))
    of_it = Answers(main=Described(type=uuid.UUID(entry["type"])))
    for key, question in ASKED_OF_EACH.items():
        if key in entry and (text := in_words(asking.wording[question], entry[key], of_it, asking)):
            yield Told(asking.wording[question].label, text)


def of_complaints(intake: Intake) -> list[list[Told]]:
    """What was told of each complaint, in the order of `Answers.complaints`."""
    answers, asking = read_answers(intake.answers), reading(intake)
    found = []
    if answers.main:
        steps = [step for step in STEPS if step.key in MAIN]
        found.append(
            [
                told
                for step in steps
                for told in _said(_asked(step, asking), intake.answers.get(step.key, {}), answers, asking)
            ]
        )
    for each in intake.answers.get("complaints", {}).get("complaints", []):
        found.append(list(_of_one(each, asking, _("Is this still what you come for?"))))
    others = next(step for step in STEPS if step.key == "others")
    asked = [one for one in _asked(others, asking) if one.key != others.key]
    entries = intake.answers.get("others", {}).get("others", []) if answers.others else []
    return [*found, *(list(_said(asked, kept, answers, asking)) for kept in entries)]


def besides(intake: Intake) -> list[Told]:
    """What no column of the record is for: what she would like today, and answers to the practice's own questions."""
    answers, asking = read_answers(intake.answers), reading(intake)
    own = [one for one in (*asking.wording.own(), *asking.wording.retired()) if one.step not in MAIN]
    return [
        told
        for one in (asking.wording["wish"], *own)
        for told in _said([one], intake.answers.get(one.step, {}), answers, asking)
    ]


def reading(intake: Intake) -> Reading:
    on = local_date(intake.submitted_at or intake.saved_at)
    found = Reading(intake.questions, kind=intake.kind, language=intake.language, today=on)
    found.words = intake.words
    return found


def _asked(step: Step, asking: Asking) -> list[Asked]:
    wording = asking.wording
    return [
        *wording.shipped(step.key),
        *(one for one in (*wording.own(), *wording.retired()) if one.step == step.key),
    ]


def _said(asked: list[Asked], kept: Json, answers: Answers, asking: Asking, before: str = "") -> Iterator[Told]:
    for one in asked:
        key = answer_key(one)
        if key in kept and (text := in_words(one, kept[key], answers, asking)):
            yield Told(before + one.label, text)


def in_words(asked: Asked, value: Any, answers: Answers, asking: Asking) -> str:
    """As the form says it; a question that today's lists would not ask is told as it is kept."""
    built = build(asked, asking, answers)
    return built.said(value) if built else str(value)


def _entries(step: Step, entries: list[Json], answers: Answers, asking: Asking) -> Iterator[Told]:
    asked = [one for one in _asked(step, asking) if one.key != step.key]
    for number, kept in enumerate(entries, start=1):
        yield from _said(asked, kept, answers, asking, f"{number}. " if len(entries) > 1 else "")


def _flags(answers: Answers, words: dict[str, str]) -> list[Told]:
    """Each question with yes or no, yes first; retired ones too."""
    asked = RedFlag.objects.filter(public_id__in=answers.flags)
    in_order = sorted(asked, key=lambda flag: not answers.flags[flag.public_id])
    return [
        Told(words.get(str(flag.public_id), flag.question), _("Yes") if answers.flags[flag.public_id] else _("No"))
        for flag in in_order
    ]
