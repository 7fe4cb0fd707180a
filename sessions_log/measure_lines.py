"""The numbers behind a sentence, one line a measure, for the table of a case."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from sessions_log.numbers import exact, say
from sessions_log.scales import scale_of
from sessions_log.sentences import Facts, shown_of
from sessions_log.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure in a table: what it started from, where it is, what would count."""

    measure: str
    label: str
    direction: str
    leads: bool
    words: str
    baseline: str
    baseline_from: str
    current: str
    current_from: str
    change: str
    need: str


def measure_lines(facts: Facts) -> list[MeasureLine]:
    """The numbers behind the sentence, the leading measure first."""
    ordered = sorted(facts.measures.items(), key=lambda item: item[0] != facts.leading)
    return [_line(facts, measure, numbers) for measure, numbers in ordered]


def _line(facts: Facts, measure: str, numbers: dict[str, Any]) -> MeasureLine:
    start, now, need, change = (exact(numbers[key]) for key in ("baseline", "current", "need", "change"))
    if start is not None and now is not None and need is not None:
        said = shown_of(facts, measure)
        start, now, need = said.baseline, said.current, said.need
        change = (now - start) if scale_of(measure).up else (start - now)
    return MeasureLine(
        measure=measure,
        label=scale_of(measure).span,
        direction=scale_of(measure).direction,
        leads=measure == facts.leading,
        words=verdict_words(numbers["verdict"]),
        baseline=_or_dash(start),
        baseline_from=_made_of(numbers.get("baseline_from")),
        current=_or_dash(now),
        current_from=_made_of(numbers.get("current_from")),
        change=_or_dash(change),
        need=_or_dash(need),
    )


def verdict_words(verdict: str) -> str:
    return {
        Verdict.NOT_ENOUGH_DATA: _("too early to say"),
        Verdict.WORSE: _("worse"),
        Verdict.IMPROVED: _("better"),
        Verdict.TOO_MILD: _("too mild to tell"),
        Verdict.SOME_CHANGE: _("some change"),
        Verdict.UNCHANGED: _("about the same"),
        Verdict.MIXED: _("better in one way, worse in another"),
        Verdict.NO_IMPROVEMENT: _("no improvement"),
    }[Verdict(verdict)]


def _or_dash(value: Fraction | None) -> str:
    return "–" if value is None else say(value)


def _made_of(ratings: list[str] | None) -> str:
    """ "mean of 7 and 6", where a number is made of two."""
    if not ratings or len(ratings) < 2:
        return ""
    return _("mean of %(first)s and %(second)s") % {"first": say(ratings[0]), "second": say(ratings[1])}
