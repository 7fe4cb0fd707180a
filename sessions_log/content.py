"""What a person says of a visit, as plain values: forms make it, record.py keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sessions_log.complaints import GivenRating
from sessions_log.enums import Timing
from sessions_log.scales import scale_of


def given(measure: str, value) -> GivenRating:
    """A rating on the measure's own scale: a number, or a list of one for each activity."""
    top = Decimal(scale_of(measure).top)
    if isinstance(value, list | tuple):
        return GivenRating(measure, top, parts=[Decimal(part) for part in value])
    return GivenRating(measure, top, value=Decimal(value))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visit says of one complaint. Not worked on, not rated, declined and not asked are different things."""

    worked_on: bool = True
    declined: bool = False
    judgement: str = ""
    before: tuple[GivenRating, ...] = ()
    after: tuple[GivenRating, ...] = ()
    not_asked: str = ""

    def ratings(self) -> Iterator[tuple[str, GivenRating]]:
        yield from ((Timing.BEFORE, rating) for rating in self.before)
        yield from ((Timing.AFTER, rating) for rating in self.after)


@dataclass(slots=True)
class Content:
    """All that the page of a visit holds. `fields` are the visit's own; the rest is by the id of what it is about."""

    fields: dict[str, Any] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    areas: dict[int, dict[str, str]] = field(default_factory=dict)  # side, finding, finding_note, change
    techniques: dict[int, dict] = field(default_factory=dict)
    # Of the sensitive ones among both, what was said today: agreed (None: not asked yet), reason.
    area_consents: dict[int, dict[str, Any]] = field(default_factory=dict)
    technique_consents: dict[int, dict[str, Any]] = field(default_factory=dict)
    homework: dict[int, dict[str, Any]] = field(default_factory=dict)  # detail, times_a_day
    reviews: dict[int, dict[str, str]] = field(default_factory=dict)  # done
    from_last: list[str] = field(default_factory=list)  # keys of same.py
