"""What somebody who leaves has open, and handing it over. Each room says its own part here, at start.

This room cannot import from those on its right; they register a Section in their apps.ready().
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise

from practice.models import User

SHOWN = 8


class Line(NamedTuple):
    """One open thing: what it is, and the page where it can be seen."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Result:
    """What was handed over, and a line for each thing that could not be."""

    done: int
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """One kind of open thing. `hand_over(leaver, to, by, now)` is None where nobody may do it for another."""

    key: str
    title: str | Promise
    note: str | Promise
    count: Callable[[User, dt.datetime], int]
    lines: Callable[[User, dt.datetime, int], list[Line]]
    hand_over: Callable[[User, User, User, dt.datetime], Result] | None = None
    order: int = 100


class Open(NamedTuple):
    """A section as it stands for one person: how many, and the first of them."""

    section: Section
    count: int  # type: ignore[assignment] # a name that tuples have for something else
    lines: list[Line]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    _sections[section.key] = section


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: (section.order, section.key))


def open_of(person: User, now: dt.datetime) -> list[Open]:
    """All that `person` has open, without the kinds of which there is nothing."""
    counted = [(section, section.count(person, now)) for section in sections()]
    return [Open(section, count, section.lines(person, now, SHOWN)) for section, count in counted if count]


def hand_over(keys: list[str], *, leaver: User, to: User, by: User, now: dt.datetime) -> dict[str, Result]:
    """Give the chosen kinds to `to`, a kind at a time. What is refused stays where it was."""
    return {
        section.key: section.hand_over(leaver, to, by, now)
        for section in sections()
        if section.key in keys and section.hand_over
    }
