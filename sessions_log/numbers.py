"""Numbers as people read them: at most one decimal, and never one that contradicts what was judged.

Ratings are exact fractions inside; a page that rounds each number on its own can show "7 at the start, 5 now, 2
would count" beside "no improvement". `shown` picks the nearest tenths that tell the same story as the exact values.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import overload

from django.utils.formats import number_format

WORSE = 2  # points the other way, on every scale
Number = int | str | Decimal | Fraction


@overload
def exact(value: Number) -> Fraction: ...
@overload
def exact(value: None) -> None: ...
@overload
def exact(value: Number | None) -> Fraction | None: ...
def exact(value: Number | None) -> Fraction | None:
    """A stored decimal, a string of one, or None, as an exact fraction."""
    return None if value is None else Fraction(value)


def mean(value: Number | None, parts: Sequence[Number]) -> Fraction:
    """A rating as one number: its value, or the mean of what was said of each activity."""
    return Fraction(value) if value is not None else sum((Fraction(part) for part in parts), Fraction(0)) / len(parts)


def say(value: Number) -> str:
    """6.50 as "6.5", 6.0 as "6", in the reader's own decimal sign."""
    tenths = round(Fraction(value) * 10)
    if tenths % 10 == 0:
        return number_format(tenths // 10, use_l10n=True)
    return number_format(Decimal(tenths) / 10, decimal_pos=1, use_l10n=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """Baseline, current and need in tenths that agree with the verdict that the exact ones led to."""

    baseline: Fraction
    current: Fraction
    need: Fraction

    @property
    def change(self) -> Fraction:
        """How far apart the two shown values are."""
        return abs(self.baseline - self.current)


def shown(
    baseline: Fraction,
    current: Fraction,
    need: Fraction,
    *,
    best: int,
    reached: bool | None = None,
    worsened: bool | None = None,
) -> Shown:
    """The nearest tenths of the three that keep every comparison which the verdict rests on.

    `reached` and `worsened` say whether the change is at least the need, or at least WORSE the other way, where
    that was judged on exact values and these are rounded ones.
    """
    towards = -1 if best == 0 else 1
    change = (current - baseline) * towards
    reached = change >= need if reached is None else reached
    worsened = change <= -WORSE if worsened is None else worsened
    truth = reached, worsened, current == best, baseline == best
    choices = itertools.product(_tenths(current), _tenths(baseline), _tenths(need))
    for now, start, least in sorted(choices, key=lambda c: _distance(c, (current, baseline, need))):
        change = (now - start) * towards
        if (change >= least, change <= -WORSE, now == best, start == best) == truth:
            return Shown(start, now, least)
    return Shown(baseline, current, need)


def _tenths(value: Fraction) -> Iterator[Fraction]:
    below = value * 10 // 1
    yield Fraction(below, 10)
    if below != value * 10:
        yield Fraction(below + 1, 10)


def _distance(choice, exact_values) -> Fraction:
    return sum((abs(a - b) for a, b in zip(choice, exact_values, strict=True)), Fraction(0))
