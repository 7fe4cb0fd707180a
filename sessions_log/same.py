"""Same as last time: what the visit before gives this one, and what of it nobody has touched yet.

Areas with their sides, techniques, pressure and homework are carried over; never a rating, a note, a finding, or what
a client agrees to that day. A key names one thing: "area-12", "technique-3", "pressure", "homework-4". What came from
last time is marked (`Content.from_last`) until somebody touches it; what says something else by now is not marked.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from intake.enums import Pressure
from intake.queries import Vocabulary
from sessions_log import describe
from sessions_log.content import Content
from sessions_log.models import Visit

NOTHING_FOUND = {"finding": "", "finding_note": ""}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the last visit gives: its words, and the controls of the page that say it, [name, value]."""

    key: str
    name: str
    said: Any
    controls: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Same:
    items: dict[str, Item]
    marked: list[str]

    @property
    def shown(self) -> list[Item]:
        """What stands on the page from last time, untouched."""
        return [self.items[key] for key in self.marked]

    @property
    def as_json(self) -> str:
        """What the page's script fills in."""
        return json.dumps(
            [{"key": item.key, "name": item.name, "controls": item.controls} for item in self.items.values()]
        )

    def fill(self, content: Content) -> None:
        """Add what is not there yet; what was chosen already stays as it is."""
        for key, item in self.items.items():
            if _said(content, key) is None:
                _say(content, key, item.said)
                content.from_last.append(key)

    def undo(self, content: Content) -> None:
        """Take out what came from last time and was not touched."""
        for key in content.from_last:
            _say(content, key, None)
        content.from_last = []

    def untouched(self, keys: Iterable[str], content: Content) -> list[str]:
        """Of these keys, those that still say what the last visit said."""
        found = dict.fromkeys(key for key in keys if key in self.items)
        return [key for key in found if _said(content, key) == self.items[key].said]


def same_as(last: Visit | None, words: Vocabulary, marked: Iterable[str]) -> Same:
    """What `last` (from `with_parts()`) gives, of words that are still in use; nothing where there was no visit."""
    items = {item.key: item for item in _items(last, words)} if last else {}
    return Same(items, [key for key in dict.fromkeys(marked) if key in items])


def _items(last: Visit, words: Vocabulary) -> Iterable[Item]:
    for row in last.areas_said:
        pk, side = row["area_id"], row["side"]
        if not words.areas[pk].retired:
            name = describe.worked_area(words, pk, {"side": side} | NOTHING_FOUND)
            value = f"{pk}-{side}" if side in ("left", "right") else str(pk)
            yield Item(f"area-{pk}", name, {"side": side} | NOTHING_FOUND, [("area", value)])
    for row in last.techniques_said:
        if not (term := words.techniques[row["technique_id"]]).retired:
            yield Item(f"technique-{term.pk}", term.name, {}, [("technique", str(term.pk))])
    if last.pressure:
        yield Item("pressure", str(Pressure(last.pressure).label), last.pressure, [("pressure", last.pressure)])
    for row in last.homework_said:
        pk, said = row["kind_id"], {name: row[name] for name in ("detail", "times_a_day")}
        if not words.homework[pk].retired:
            controls = [(f"h{pk}-given", "on"), (f"h{pk}-detail", said["detail"])]
            controls.append((f"h{pk}-times_a_day", str(said["times_a_day"] or "")))
            yield Item(f"homework-{pk}", describe.given_homework(words, pk, **said), said, controls)


PARTS = {"area": "areas", "technique": "techniques", "homework": "homework"}


def _said(content: Content, key: str) -> Any:
    if key == "pressure":
        return content.fields["pressure"] or None
    kind, _, pk = key.partition("-")
    return getattr(content, PARTS[kind]).get(int(pk))


def _say(content: Content, key: str, said: Any) -> None:
    if key == "pressure":
        content.fields["pressure"] = said or ""
        return
    kind, _, pk = key.partition("-")
    part = getattr(content, PARTS[kind])
    if said is None:
        part.pop(int(pk), None)
    else:
        part[int(pk)] = dict(said)
