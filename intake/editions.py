"""Changing what the intake asks: each change is a new edition, and none is ever changed.

Each function owns its transaction and locks the practice's row, so that editions follow one another. The same
`request_id` again makes nothing new.
"""

import copy
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from clients.merging import merge
from intake.models import QuestionEdition
from intake.questions import OWN, Json, current_edition, shipped_wording
from practice.models import Practice, User

Said = Mapping[str, Mapping[str, Any]]  # key of a question -> field -> value


@dataclass(frozen=True)
class Differing:
    """A field of a question that two people changed to different values."""

    key: str
    field: str
    theirs: Any
    mine: Any


class Clash(Exception):
    """Somebody saved another edition meanwhile that says the same questions otherwise.

    `values` are mine, with theirs where I left a field alone; `current` is the edition to save them over.
    """

    def __init__(self, current: QuestionEdition, values: dict[str, dict[str, Any]], differing: list[Differing]):
        super().__init__(f"edition {current.number} differs in {len(differing)} places")
        self.current, self.values, self.differing = current, values, differing


@transaction.atomic
def reword(said: Said, *, seen: int, by: User, request_id: uuid.UUID) -> QuestionEdition:
    """Say these questions so, over the edition that was shown. Raises Clash.

    What somebody else changed elsewhere in the meantime stays.
    """
    current = _latest()
    base = QuestionEdition.objects.filter(number=seen).first()
    names = [f"{key} {field}" for key, fields in said.items() for field in fields]
    mine = {f"{key} {field}": value for key, fields in said.items() for field, value in fields.items()}
    theirs = _flat(_whole(current), names)
    merged = merge(names, base=_flat(_whole(base), names) if base else None, mine=mine, theirs=theirs)
    values: dict[str, dict[str, Any]] = {key: {} for key in said}
    for name, value in merged.values.items():
        key, field = name.split(" ")
        values[key][field] = value
    if merged.clashes and seen != current.number and not _made(request_id):
        both = [(name, *name.split(" ")) for name in merged.clashes]
        differing = [Differing(key, field, theirs[name], merged.values[name]) for name, key, field in both]
        raise Clash(current, values, differing)

    def change(wording: Json) -> None:
        for key, fields in values.items():
            _question(wording, key).update(fields)

    return _follow(current, change, by=by, request_id=request_id)


@transaction.atomic
def add_own(facts: Mapping[str, Any], *, by: User, request_id: uuid.UUID) -> QuestionEdition:
    """A question of the practice's own, last in its step. Its key is that of the request."""
    own = {"key": f"{OWN}{request_id.hex}", "options": [], **facts, "retired": False}
    return _follow(_latest(), lambda wording: wording["own"].append(own), by=by, request_id=request_id)


@transaction.atomic
def set_retired(key: str, retired: bool, *, by: User, request_id: uuid.UUID) -> QuestionEdition:
    """Ask a question of the practice's own no longer, or again. Its answers keep their words."""
    return _follow(
        _latest(), lambda wording: _question(wording, key).update(retired=retired), by=by, request_id=request_id
    )


@transaction.atomic
def move_own(key: str, *, up: bool, by: User, request_id: uuid.UUID) -> QuestionEdition:
    """One place up or down among the practice's own questions of its step. At the end it stays."""

    def change(wording: Json) -> None:
        own, mine = wording["own"], _question(wording, key)
        row = [one for one in own if one["step"] == mine["step"] and not one["retired"]]
        if mine not in row:
            return
        place = row.index(mine)
        other = place - 1 if up else place + 1
        if 0 <= other < len(row):
            a, b = own.index(mine), own.index(row[other])
            own[a], own[b] = own[b], own[a]

    return _follow(_latest(), change, by=by, request_id=request_id)


def _latest() -> QuestionEdition:
    Practice.objects.select_for_update(no_key=True).get(pk=1)
    return current_edition()


def _made(request_id: uuid.UUID) -> QuestionEdition | None:
    return QuestionEdition.objects.filter(request_id=request_id).first()


def _follow(
    current: QuestionEdition, change: Callable[[Json], None], *, by: User, request_id: uuid.UUID
) -> QuestionEdition:
    """The next edition, if anything in it differs."""
    if made := _made(request_id):
        return made
    before = _whole(current)
    wording = copy.deepcopy(before)
    change(wording)
    if wording == before:
        return current
    return QuestionEdition.objects.create(
        number=current.number + 1, wording=wording, created_by=by, request_id=request_id
    )


def _whole(edition: QuestionEdition) -> Json:
    """What the edition keeps, with the shipped words of questions that are younger than it."""
    shipped = shipped_wording()
    return {
        "questions": shipped["questions"] | edition.wording.get("questions", {}),
        "own": edition.wording.get("own", []),
    }


def _question(wording: Json, key: str) -> Json:
    if key.startswith(OWN):
        return next((one for one in wording["own"] if one["key"] == key), {})
    return wording["questions"][key]


def _flat(wording: Json, names: list[str]) -> dict[str, Any]:
    pairs = ((name, *name.split(" ")) for name in names)
    return {name: _question(wording, key).get(field) for name, key, field in pairs}
