"""The improvement rule: is the work helping with this complaint?

Plain values in, a verdict out: no database, no clock, no Django, and fractions all the way, so that nothing
is rounded before it is judged. docs/rule.md says the same in words, with reasons, sources and worked cases.

TERMS has the numbers, `_Course` gives the verdict of one measure, `judge` the verdict of the complaint at
each counted visit, and `stage` says what to do about it.

Where the words of the rule leave a choice, these were taken:

- A rating of a measure that is no longer tracked, or about activities that were changed since, judges
  nothing; its visit stays counted. Ceasing to ask must not take visits out of the count.
- A measure that is too mild beside one without enough data makes the complaint not_enough_data: the
  second one may be anything but mild, and its visits count.
- Where no measure leads, the complaint's single_baseline and late_baseline are False.
- A draft that is worked on can be the first treatment, rated or not: it is a visit that took place.
- An intake at the very moment at which the first treatment starts is before it.
- Half a rating of function is no rating: its visit is not counted by it, and can be skipped or unmeasured.
- A client who declined at one of the last two visits is not unmeasured: nobody nags.
- Without a counted visit, weeks is 0.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import dropwhile, pairwise
from typing import Any, Protocol, TypeVar

from sessions_log.verdicts import Aim, Measure, Stage, Verdict

Number = int | Decimal | Fraction

# What a visit's ratings tell, as distances from the best value; None where nothing was rated.
_Answers = dict[Measure, Fraction] | None
_Episode = list[tuple["RatedVisit", _Answers]]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rule asks of one measure, in points of its own scale, which runs from 0 to top."""

    top: int
    best: int
    points: int  # the least change that is an improvement ...
    fraction: Fraction  # ... and the least as a part of the baseline; the higher of the two is the need
    worse: int  # this many points the other way are worse
    room: int  # a baseline nearer than this to the best value is too mild to show improvement


# Points and fraction: Farrar 2001, Childs 2005, Dworkin 2008 (pain); Rysstad 2020 (function).
TERMS = {
    Measure.INTENSITY: Terms(top=10, best=0, points=2, fraction=Fraction(3, 10), worse=2, room=3),
    Measure.DAYS: Terms(top=7, best=0, points=2, fraction=Fraction(3, 10), worse=2, room=3),
    Measure.FUNCTION: Terms(top=10, best=10, points=2, fraction=Fraction(0), worse=2, room=2),
}

# Somebody who improves slowly may take this many visits more before others are brought in.
MORE_TIME = 3

# One function rating asks about this many activities at most.
MOST_ACTIVITIES = 3

# Nothing can be learnt from a measure with one of these, so another one leads.
CANNOT_LEAD = (Verdict.NOT_ENOUGH_DATA, Verdict.TOO_MILD)

# A median gap of more days than this is a thin dose of treatment.
WIDE_GAP_DAYS = 21

# Improved at each of so many last counted visits, without half a step more: level.
LEVEL_VISITS = 5


# --- what goes in -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rating:
    """One answer given before the treatment, as it was given.

    value: a number from 0 to scale_max; for function also the values of its one to three activities, None
    where one was not rated, which makes it no rating at all. scale_max: the top of the scale it was given on,
    None for the measure's own. outdated: function was asked about other activities than it is now.
    """

    value: Number | tuple[Number | None, ...]
    scale_max: Number | None = None
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class RatedVisit:
    """What one visit says about one complaint.

    start: aware; sequence: the order of being created among visits of equal start (a primary key does).
    local_date: of the start, where the practice is. ratings: by measure; one that was not rated is left out.
    declined: the client would rather not rate. A signed or imported visit is neither draft nor voided.
    """

    start: datetime
    sequence: int
    local_date: date
    ratings: Mapping[str, Rating]
    worked_on: bool = True
    declined: bool = False
    draft: bool = False
    voided: bool = False


@dataclass(frozen=True, slots=True)
class IntakeRating:
    """One answer of an intake. at: aware; sequence: the order of being created among those of one moment."""

    measure: str
    rating: Rating
    at: datetime
    local_date: date
    sequence: int = 0


# --- what comes out -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeasureProgress:
    """One measure as of its last rating, in points of its own scale; None where there is nothing to say.

    change is positive where it is better; need is how much of it would be an improvement. takes_part: rated
    at the last counted visit or the one before, so that it has a say in the complaint's verdict.
    """

    verdict: Verdict
    baseline: Fraction | None
    current: Fraction | None
    change: Fraction | None
    need: Fraction | None
    single_baseline: bool
    late_baseline: bool
    held: bool
    worse_twice: bool
    takes_part: bool
    baseline_from: tuple[Fraction, ...]  # the ratings whose mean the baseline is, oldest first; likewise for current
    current_from: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class CountedVisit:
    """How the complaint stood at one counted visit, which start and sequence name."""

    start: datetime
    sequence: int
    local_date: date
    verdict: Verdict
    leading: Measure | None
    improvement_held: bool
    worse_twice: bool  # a measure that takes part
    slow: bool  # the leading measure shows some change
    without: int
    changes: Mapping[Measure, Fraction]  # of the measures that take part, as far as they have one


@dataclass(frozen=True, slots=True)
class Progress:
    """How the complaint stands, and all that is said beside it. visits is the number of counted visits."""

    visits: int
    skipped: int
    verdict: Verdict
    leading: Measure | None
    without: int
    improvement_held: bool
    worse_twice: bool
    slow: bool  # the leading measure shows some change
    level: bool  # better at each of the last five counted visits, and no further gain of half a step
    single_baseline: bool
    late_baseline: bool
    unmeasured: bool
    weeks: Fraction
    median_gap_days: Fraction | None
    widely_spaced: bool
    measures: Mapping[Measure, MeasureProgress]  # the tracked ones
    history: tuple[CountedVisit, ...]


class StageFacts(Protocol):
    """The part of a Progress that the stage follows from; a stored row that has these will do."""

    @property
    def verdict(self) -> str: ...
    @property
    def without(self) -> int: ...
    @property
    def slow(self) -> bool: ...
    @property
    def worse_twice(self) -> bool: ...


# --- the verdict of one measure -----------------------------------------------------------------------------


class _Course:
    """One measure on its way through an episode, judged anew at each later rating.

    Every value in here is a distance from the best value: less is better for all three measures, 0 is the
    best, and the same lines judge them all.
    """

    def __init__(self, measure: Measure, firsts: list[Fraction]) -> None:
        """firsts: the latest rating before the first treatment and the one at it, as far as there are any."""
        self.measure = measure
        self.terms = TERMS[measure]
        self.firsts: list[Fraction] = []
        self.baseline: Fraction | None = None
        self.need = Fraction(self.terms.points)
        self.single_baseline = self.late_baseline = False
        self.recent: tuple[Fraction, ...] = ()  # the last two later ratings
        self.current: Fraction | None = None
        self.change: Fraction | None = None
        self.verdict = Verdict.NOT_ENOUGH_DATA
        self.held = self.worse_twice = False
        self.last_rated = 0  # at which counted visit
        if firsts:
            self._begin(firsts)

    def _begin(self, firsts: list[Fraction]) -> None:
        self.firsts = firsts
        self.baseline = _mean(firsts)
        self.need = max(self.need, self.terms.fraction * self._on_scale(self.baseline))
        self.single_baseline = len(firsts) == 1

    def add(self, rating: Fraction) -> None:
        """Take a rating given after the first treatment."""
        if self.baseline is None:
            self._begin([rating])
            self.late_baseline = True
            return
        before = self.verdict
        self.recent = (*self.recent[-1:], rating)
        self.current = _mean(self.recent)
        self.change = self.baseline - self.current
        self.verdict = self._judge(self.baseline, self.current, self.change)
        # Neighbouring means share a rating: unless each bears it out alone, one freak day counts twice.
        self.held = before == self.verdict == Verdict.IMPROVED and all(
            each == 0 or self.baseline - each >= self.need for each in self.recent
        )
        self.worse_twice = before == self.verdict == Verdict.WORSE and all(
            self.baseline - each <= -self.terms.worse for each in self.recent
        )

    def _judge(self, baseline: Fraction, current: Fraction, change: Fraction) -> Verdict:
        """The first that holds."""
        if change <= -self.terms.worse:
            return Verdict.WORSE
        if len(self.recent) == 2 and current == 0 and change > 0:
            return Verdict.IMPROVED  # gone is gone, however mild it was
        if baseline < self.terms.room:
            return Verdict.TOO_MILD
        if change >= self.need:
            return Verdict.IMPROVED
        if change >= self.need / 2:
            return Verdict.SOME_CHANGE
        return Verdict.UNCHANGED

    def _on_scale(self, distance: Fraction) -> Fraction:
        return abs(self.terms.best - distance)

    def takes_part(self, k: int) -> bool:
        """Whether it was rated at counted visit k or the one before."""
        return self.last_rated > 0 and self.last_rated >= k - 1

    def as_progress(self, k: int) -> MeasureProgress:
        return MeasureProgress(
            verdict=self.verdict,
            baseline=None if self.baseline is None else self._on_scale(self.baseline),
            current=None if self.current is None else self._on_scale(self.current),
            change=self.change,
            need=None if self.baseline is None else self.need,
            single_baseline=self.single_baseline,
            late_baseline=self.late_baseline,
            held=self.held,
            worse_twice=self.worse_twice,
            takes_part=self.takes_part(k),
            baseline_from=tuple(self._on_scale(each) for each in self.firsts),
            current_from=tuple(self._on_scale(each) for each in self.recent),
        )


# --- the verdict of a complaint -----------------------------------------------------------------------------


def judge(
    visits: Iterable[RatedVisit],
    *,
    main: str,
    tracked: Collection[str],
    since: date,
    intake: Iterable[IntakeRating] = (),
) -> Progress:
    """Judge one complaint by its visits and intake ratings, in any order; one pass, however many they are.

    main: the main measure, one of the one to three tracked. since: the first local date of the episode; what
    is earlier counts nowhere, nor does a voided visit.

    Raises ValueError for a measure or a value that cannot be, for a main measure that is not tracked, and for
    two visits (or two intake ratings of a measure) with the same place in order; TypeError for a float.
    """
    episode = [
        (visit, _answers(visit.ratings))
        for visit in _in_order(
            (visit for visit in visits if visit.local_date >= since and not visit.voided),
            lambda visit: (visit.start, visit.sequence),
        )
    ]
    first = next((n for n, (visit, _) in enumerate(episode) if visit.worked_on), len(episode))
    firsts = _firsts(episode[:first], episode[first:], (each for each in intake if each.local_date >= since))
    courses = [_Course(measure, firsts[measure]) for measure in _order_of_lead(main, tracked)]
    history = _history(courses, episode, first)
    now = history[-1] if history else None
    leading = next((course for course in courses if now and course.measure == now.leading), None)
    gap = _median([(after.local_date - before.local_date).days for before, after in pairwise(history)])
    return Progress(
        visits=len(history),
        skipped=_skipped(episode),
        verdict=now.verdict if now else Verdict.NOT_ENOUGH_DATA,
        leading=now.leading if now else None,
        without=now.without if now else 0,
        improvement_held=now is not None and now.improvement_held,
        worse_twice=now is not None and now.worse_twice,
        slow=now is not None and now.slow,
        level=_level(history, courses),
        single_baseline=leading is not None and leading.single_baseline,
        late_baseline=leading is not None and leading.late_baseline,
        unmeasured=_unmeasured(episode),
        weeks=Fraction((history[-1].local_date - history[0].local_date).days, 7) if history else Fraction(0),
        median_gap_days=gap,
        widely_spaced=gap is not None and gap > WIDE_GAP_DAYS,
        measures={course.measure: course.as_progress(len(history)) for course in courses},
        history=tuple(history),
    )


def _order_of_lead(main: str, tracked: Collection[str]) -> list[Measure]:
    """The tracked measures, the main one first, then as the rule lists them."""
    measures = {Measure(each) for each in tracked}
    if main not in measures:
        raise ValueError("The main measure is not among those tracked")
    return [Measure(main), *(each for each in Measure if each in measures and each != main)]


def _firsts(before: _Episode, treated: _Episode, intake: Iterable[IntakeRating]) -> dict[Measure, list[Fraction]]:
    """What a baseline is made of: the latest rating before the first treatment and the one at it, if given.

    before, treated: the visits before the first treatment, and those from it on.
    """
    given = [((visit.start, 1, visit.sequence), answers) for visit, answers in before]
    given += [
        ((each.at, 0, each.sequence), _answers({each.measure: each.rating}))
        for each in _in_order(intake, lambda each: (each.measure, each.at, each.sequence))
        if not treated or each.at <= treated[0][0].start
    ]
    latest: dict[Measure, Fraction] = {}
    for _, answers in sorted(given, key=lambda pair: pair[0]):
        latest |= answers or {}
    at_first = (treated[0][1] if treated else None) or {}
    return {measure: [each[measure] for each in (latest, at_first) if measure in each] for measure in Measure}


def _history(courses: list[_Course], episode: _Episode, first: int) -> list[CountedVisit]:
    """The complaint at each counted visit. courses, in the order in which they may lead, move along."""
    history: list[CountedVisit] = []
    without = 0
    for n, (visit, answer) in enumerate(episode):
        if answer is None:
            continue
        k = len(history) + 1
        rated = [course for course in courses if course.measure in answer]
        for course in rated:
            course.last_rated = k
            if n > first:
                course.add(answer[course.measure])
        taking_part = [course for course in courses if course.takes_part(k)]
        leading = next((course for course in taking_part if course.verdict not in CANNOT_LEAD), None)
        verdict = _verdict(leading, taking_part)
        held = verdict == Verdict.IMPROVED and any(course.held for course in rated)
        if held:
            without = 0
        elif visit.worked_on and verdict != Verdict.TOO_MILD:
            without += 1
        history.append(
            CountedVisit(
                start=visit.start,
                sequence=visit.sequence,
                local_date=visit.local_date,
                verdict=verdict,
                leading=leading.measure if leading else None,
                improvement_held=held,
                worse_twice=any(course.worse_twice for course in taking_part),
                slow=leading is not None and leading.verdict == Verdict.SOME_CHANGE,
                without=without,
                changes={course.measure: course.change for course in taking_part if course.change is not None},
            )
        )
    return history


def _level(history: list[CountedVisit], courses: list[_Course]) -> bool:
    """Better at each of the last five counted visits, and no measure gained half its need between first and last."""
    last = history[-LEVEL_VISITS:]
    if len(last) < LEVEL_VISITS or any(visit.verdict != Verdict.IMPROVED for visit in last):
        return False
    before, after = last[0].changes, last[-1].changes
    gains = [
        (after[course.measure] - before[course.measure], course.need)
        for course in courses
        if course.measure in before and course.measure in after
    ]
    return bool(gains) and all(gain < need / 2 for gain, need in gains)


def _verdict(leading: _Course | None, taking_part: list[_Course]) -> Verdict:
    better = (leading is not None and leading.verdict == Verdict.IMPROVED) or any(c.held for c in taking_part)
    bad = any(course.verdict == Verdict.WORSE for course in taking_part)
    if bad:
        return Verdict.MIXED if better else Verdict.WORSE
    if better:
        return Verdict.IMPROVED
    if leading is not None:
        return Verdict.NO_IMPROVEMENT
    if taking_part and all(course.verdict == Verdict.TOO_MILD for course in taking_part):
        return Verdict.TOO_MILD
    return Verdict.NOT_ENOUGH_DATA


def _skipped(episode: _Episode) -> int:
    """Visits worked on since the first counted one without any rating. What a draft lacks may still come."""
    since_counted = dropwhile(lambda pair: pair[1] is None, episode)
    return sum(visit.worked_on and not visit.draft and answer is None for visit, answer in since_counted)


def _unmeasured(episode: _Episode) -> bool:
    """Whether nobody asked at the last two visits worked on: not measuring must not hide a stall."""
    not_asked = [
        answer is None and not visit.declined for visit, answer in episode if visit.worked_on and not visit.draft
    ]
    return len(not_asked) >= 2 and all(not_asked[-2:])


# --- what to do ---------------------------------------------------------------------------------------------


def stage(facts: StageFacts, aim: str, *, review_after: int, refer_after: int) -> Stage | None:
    """What to do about a verdict: watch, review, refer, or None where nothing needs doing. Reads no rating.

    Raises ValueError unless 1 <= review_after < refer_after, and for an unknown verdict or aim.
    """
    if not 1 <= review_after < refer_after:
        raise ValueError(f"1 <= review_after < refer_after does not hold for {review_after} and {refer_after}")
    verdict, aim = Verdict(facts.verdict), Aim(aim)
    stalled = verdict == Verdict.NO_IMPROVEMENT
    bad = verdict in (Verdict.WORSE, Verdict.MIXED)

    if aim == Aim.MAINTAIN:
        if not bad:
            return None
        return Stage.REVIEW if facts.worse_twice else Stage.WATCH

    if not (stalled or bad):
        return None
    if facts.without >= refer_after + (MORE_TIME if stalled and facts.slow else 0):
        return Stage.REFER
    if facts.without >= review_after or (bad and facts.worse_twice):
        return Stage.REVIEW
    return Stage.WATCH


# --- reading what was rated ---------------------------------------------------------------------------------


def _in_order(things: Iterable[_T], place: Callable[[_T], tuple[Any, ...]]) -> list[_T]:
    ordered = sorted(things, key=place)
    if any(place(one) == place(other) for one, other in pairwise(ordered)):
        raise ValueError("Two visits or intake ratings have the same time and sequence")
    return ordered


def _answers(ratings: Mapping[str, Rating]) -> _Answers:
    answers = {}
    nothing = True
    for name, rating in ratings.items():
        measure = Measure(name)
        distance = _distance(measure, rating)
        if distance is not None:
            nothing = False
            if not rating.outdated:
                answers[measure] = distance
    return None if nothing else answers


def _distance(measure: Measure, rating: Rating) -> Fraction | None:
    """How far from the best value this is, on the measure's own scale; None where it is not fully rated."""
    given = rating.value if isinstance(rating.value, tuple) else (rating.value,)
    if not 1 <= len(given) <= (MOST_ACTIVITIES if measure == Measure.FUNCTION else 1):
        raise ValueError(f"A rating of {measure} has too many values, or none")
    distances = [_distance_of(each, rating.scale_max, measure) for each in given if each is not None]
    return _mean(distances) if len(distances) == len(given) else None


# Nearly all ratings are a few small whole numbers. Typed, so that 6.0 does not find what was kept for 6.
@lru_cache(maxsize=4096, typed=True)
def _distance_of(value: Number, scale_max: Number | None, measure: Measure) -> Fraction:
    terms = TERMS[measure]
    value, scale_max = _exact(value), _exact(terms.top if scale_max is None else scale_max)
    if not 0 <= value <= scale_max or scale_max == 0:
        # Without the value: it is clinical, and an error may end in a log.
        raise ValueError(f"A rating of {measure} lies outside its scale")
    return abs(terms.best - value * terms.top / scale_max)


def _exact(number: Number) -> Fraction:
    if isinstance(number, bool) or not isinstance(number, int | Decimal | Fraction):
        raise TypeError(f"A rating is an int, a Decimal or a Fraction, not a {type(number).__name__}")
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError("A rating is a finite number")
    return Fraction(number)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return values[0] if len(values) == 1 else sum(values[1:], values[0]) / len(values)


def _median(values: list[int]) -> Fraction | None:
    low, high = (len(values) - 1) // 2, len(values) // 2
    return Fraction(sorted(values)[low] + sorted(values)[high], 2) if values else None


# --- for what keeps or shows the numbers --------------------------------------------------------------------


def points(measure: str, rating: Rating) -> Fraction | None:
    """The rating in points of the measure's own scale; None where it is not fully rated."""
    measure = Measure(measure)
    distance = _distance(measure, rating)
    return None if distance is None else abs(TERMS[measure].best - distance)


def as_decimal(value: Fraction | None) -> Decimal | None:
    """The value rounded to 4 places (ties to even), for storage and JSON; never a way back into the rule."""
    return None if value is None else Decimal(round(value * 10_000)).scaleb(-4)
