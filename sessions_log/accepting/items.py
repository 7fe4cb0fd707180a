"""Single answers beside what is on record. An answer that says nothing else than the record is no item.

Taking an item that is ticked to begin with loses nothing that is on record; what would replace or drop something has
to be ticked by a person.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class How(Enum):
    """What taking it does to its column."""

    SET = auto()
    ADD = auto()  # to a list
    DROP = auto()  # from a list


@dataclass(frozen=True, slots=True)
class Item:
    """One answer; `record` and `said` are words, empty where there is nothing."""

    key: str
    label: str
    record: str
    said: str
    column: str
    value: Any
    how: How = How.SET
    ticked: bool = False
    # An answer that cannot be kept without a name, which the therapist gives.
    asks_name: bool = False

    @property
    def seen(self) -> str:
        """What the page showed as being on record, in short: it is sent back with the tick."""
        return digest(self.record)


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one part of the record, and what was said and is on record already."""

    key: str
    title: str
    items: list[Item]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def to_set(key: str, label: str, *, record: str, said: str, column: str, value: Any) -> Item:
    """Ticked where there is nothing on record."""
    return Item(key, label, record, said, column, value, ticked=not record)


def of_list(
    key: str, label: str, *, record: list[str], said: list[str], column: str, words: dict[str, str]
) -> list[Item]:
    """What is new in a list, to be added; and what is on record and was not said any more, to be dropped."""
    new = [each for each in said if each not in record]
    gone = [each for each in record if each not in said]

    def told(values: Iterable[str]) -> str:
        return ", ".join(words.get(each, each) for each in values)

    found = []
    if new:
        found.append(Item(f"{key}+", label, told(record), told(new), column, new, How.ADD, ticked=True))
    if gone:
        found.append(Item(f"{key}-", label, told(gone), "", column, gone, How.DROP))
    return found


def applied(items: Iterable[Item], record: dict[str, Any]) -> dict[str, Any]:
    """The columns that taking these items writes. `record` has the lists as they are."""
    facts: dict[str, Any] = {}
    for item in items:
        if item.how is How.SET:
            facts[item.column] = item.value
            continue
        before = facts.get(item.column, record.get(item.column, []))
        kept = [each for each in before if each not in item.value]
        facts[item.column] = [*kept, *item.value] if item.how is How.ADD else kept
    return facts
