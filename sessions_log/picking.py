"""Choosing areas and techniques from a long vocabulary: what was used lately first, the rest folded by region.

An area is sent as `area=12`, or `12-left` and `12-right` for its sides: its name alone means both. So it works with
plain ticks, in a list, without a script; a picture of the body can send the same.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from intake.body_pictures import Picture, pictures
from intake.body_places import GROUPS
from intake.enums import Side
from intake.queries import Term
from sessions_log.forms import FindingForm

LATELY = 12  # words that stand in front
NOT_IN_THE_LIST = _("One of those chosen is not in the list. Please look at them again.")
SIDES = {frozenset(("left",)): Side.LEFT, frozenset(("right",)): Side.RIGHT}


def known(value: str, terms: dict[int, Term]) -> int | None:
    """The primary key that was sent, if the vocabulary has it."""
    return int(value) if value.isdecimal() and len(value) < 19 and int(value) in terms else None


@dataclass(slots=True)
class Choice:
    """An area as the page offers it."""

    term: Term
    side: str | None  # None: not worked
    form: FindingForm | None = None
    before: str = ""  # what was found there at the visit before

    @property
    def worked(self) -> bool:
        return self.side is not None

    @property
    def find(self) -> str:
        """What the filter of the page looks in."""
        return f"{self.term.name} {self.term.everyday} {self.term.region}".casefold()

    @property
    def left(self) -> bool:
        return self.side == Side.LEFT

    @property
    def right(self) -> bool:
        return self.side == Side.RIGHT


@dataclass(slots=True)
class Areas:
    """Which areas were worked: what is saved, or what was sent."""

    terms: dict[int, Term]
    saved: dict[int, dict[str, str]]
    used: Sequence[int]
    data: Any
    first: bool  # nobody has a complaint: whole regions come first
    before: dict[int, str] = field(default_factory=dict)  # by area, what was found at the visit before
    sides: dict[int, str] = field(init=False)
    findings: dict[int, FindingForm] = field(init=False)
    errors: list = field(init=False, default_factory=list)

    def __post_init__(self):
        sent = self._sent() if self.data is not None else None
        self.sides = {pk: said["side"] for pk, said in self.saved.items()} if sent is None else sent
        self.findings = {pk: FindingForm(self.data, prefix=f"a{pk}", initial=self.saved.get(pk)) for pk in self.sides}

    auto_id = "areas"

    def _sent(self) -> dict[int, str]:
        ticked: dict[int, set[str]] = {}
        for value in self.data.getlist("area"):
            number, _, side = value.partition("-")
            if (pk := known(number, self.terms)) and side in ("", "left", "right"):
                ticked.setdefault(pk, set()).update({side} - {""})
            else:
                self.errors = [NOT_IN_THE_LIST]
        return {pk: self._side(self.terms[pk], sides) for pk, sides in ticked.items()}

    def _side(self, term: Term, sides: set[str]) -> str:
        if not term.has_side:
            return ""
        return SIDES.get(frozenset(sides), Side.BOTH)

    def chosen(self) -> dict[int, dict[str, str]]:
        return {pk: {"side": side} | self.findings[pk].cleaned_data for pk, side in self.sides.items()}

    @property
    def found(self) -> list[Choice]:
        """The areas that are chosen, each with what was found there."""
        return [self._choice(pk) for pk in self.sides]

    @property
    def has_findings(self) -> bool:
        return any(field.value() for form in self.findings.values() for field in form)

    @property
    def blank(self) -> Choice:
        """What a script copies when one more area is ticked."""
        term = Term(0, "", uuid.UUID(int=0), retired=False)
        return Choice(term, None, FindingForm(prefix="a0"))

    @property
    def lately(self) -> list[Choice]:
        """Chosen now, then worked at the last visits; for somebody without a complaint whole regions too."""
        whole = [pk for pk, term in self.terms.items() if term.whole] if self.first else []
        return [self._choice(pk) for pk in self._in_front(whole)]

    def _in_front(self, whole: Iterable[int]) -> list[int]:
        in_front = dict.fromkeys([*self.sides, *whole])
        for pk in self.used:
            if len(in_front) >= LATELY:
                break
            if not self.terms[pk].retired:
                in_front[pk] = None
        return list(in_front)

    @property
    def regions(self) -> list[tuple[str, list[Choice]]]:
        """All the others, by region, in the practice's order."""
        in_front = {choice.term.pk for choice in self.lately}
        regions: dict[str, list[Choice]] = {}
        for pk, term in self.terms.items():
            if pk not in in_front and not term.retired:
                regions.setdefault(term.region, []).append(self._choice(pk))
        return list(regions.items())

    def _choice(self, pk: int) -> Choice:
        return Choice(self.terms[pk], self.sides.get(pk), self.findings.get(pk), self.before.get(pk, ""))

    @property
    def pictures(self) -> list[Picture]:
        """The body, for a script to mark what is worked and to offer what lies where it is tapped."""
        return pictures(buttons=True)

    @property
    def before_json(self) -> str:
        return json.dumps(self.before)

    @property
    def places_json(self) -> str:
        """By place of the body, the areas that lie there; one that says no place lies everywhere in its region."""
        lying = {
            place.code: [
                pk
                for pk, term in self.terms.items()
                if (place.code in term.places or (not term.places and term.region == place.area_region))
                and (not term.retired or pk in self.sides)
            ]
            for group in GROUPS
            for place in group.places
        }
        return json.dumps(lying)


@dataclass(slots=True)
class Techniques:
    """Which techniques were used: what is saved, or what was sent."""

    terms: dict[int, Term]
    saved: dict[int, dict]
    used: Sequence[int]
    data: Any
    chosen: list[int] = field(init=False)
    errors: list = field(init=False, default_factory=list)

    def __post_init__(self):
        if self.data is None:
            self.chosen = list(self.saved)
            return
        sent = [known(value, self.terms) for value in self.data.getlist("technique")]
        self.chosen = [pk for pk in dict.fromkeys(sent) if pk]
        if None in sent:
            self.errors = [NOT_IN_THE_LIST]

    auto_id = "techniques"

    @property
    def lately(self) -> list[tuple[Term, bool]]:
        return [(self.terms[pk], pk in self.chosen) for pk in self._in_front()]

    @property
    def others(self) -> list[tuple[Term, bool]]:
        in_front = set(self._in_front())
        return [(term, False) for pk, term in self.terms.items() if pk not in in_front and not term.retired]

    def _in_front(self) -> list[int]:
        tried = [pk for pk in dict.fromkeys(self.used) if not self.terms[pk].retired]
        return list(dict.fromkeys([*self.chosen, *tried[:LATELY]]))
