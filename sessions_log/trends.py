"""From what visits and intakes said of a complaint to its trend picture, each value on the measure's own scale."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from intake.enums import Measure
from intake.models import Complaint, IntakeRating
from practice.current import local_date
from sessions_log.enums import Timing
from sessions_log.models import Progress
from sessions_log.numbers import mean
from sessions_log.pictures import Mark, Reading, Trend, trend
from sessions_log.reading import AtVisit, Said
from sessions_log.scales import scale_of

COUNTED = (Measure.INTENSITY, Measure.DAYS, Measure.FUNCTION)


def trend_of(
    complaint: Complaint,
    progress: Progress | None,
    said: list[AtVisit],
    *,
    intake: Iterable[IntakeRating] = (),
    since: dt.date | None = None,
    marks: Iterable[Mark] = (),
    measure: str | None = None,
    tone: str = "",
) -> Trend | None:
    """The picture of one measure: the leading one, or the main one where none leads, unless another is named.

    `said` is in order of time; what lies before `since`, the start of the current episode, is drawn lightly.
    """
    measure = measure or (progress and progress.leading) or complaint.main_measure
    numbers = (progress.measures if progress else {}).get(measure, {})
    readings = [*_of_intake(intake, complaint, measure), *_of_visits(said, complaint, measure, since)]
    readings.sort(key=lambda reading: reading.on)
    if since:
        readings = [replace(each, earlier=True) if each.on < since else each for each in readings]
    return trend(
        f"c{complaint.pk}-{measure}",
        complaint.name,
        measure,
        readings,
        baseline=numbers.get("baseline"),
        need=numbers.get("need"),
        marks=[mark for mark in marks if readings and mark.on >= readings[0].on],
        tone=tone,
    )


def rating_before(at: AtVisit, complaint: Complaint, measure: str) -> Fraction | None:
    """What was said before the treatment, on the measure's own scale; None where nothing was."""
    return _value(at.ratings.get((Timing.BEFORE, measure)), complaint)


def _of_visits(said: list[AtVisit], complaint: Complaint, measure: str, since: dt.date | None) -> Iterable[Reading]:
    counted = 0
    for at in said:
        on = local_date(at.starts_at)
        is_counted = any((Timing.BEFORE, each) in at.ratings for each in COUNTED) and (since is None or on >= since)
        counted += is_counted
        before = rating_before(at, complaint, measure)
        if at.draft and before is None:
            continue  # it may still be rated
        yield Reading(
            on=on,
            before=before,
            after=_value(at.ratings.get((Timing.AFTER, measure)), complaint),
            number=counted if is_counted else None,
            declined=at.declined,
            worked_on=at.worked_on,
        )


def _of_intake(intake: Iterable[IntakeRating], complaint: Complaint, measure: str) -> Iterable[Reading]:
    for rating in intake:
        if rating.measure == measure and (
            measure != Measure.FUNCTION or rating.activities_edition == complaint.activities_edition
        ):
            value = _scaled(rating.value, rating.parts, rating.scale_max, measure)
            yield Reading(on=local_date(rating.rated_at), before=value, intake=True)


def _value(said: Said | None, complaint: Complaint) -> Fraction | None:
    """Other activities than today's are another measure."""
    if said is None or (said.measure == Measure.FUNCTION and said.edition != complaint.activities_edition):
        return None
    return _scaled(said.value, said.parts, said.scale_max, said.measure)


def _scaled(value, parts, scale_max, measure: str) -> Fraction:
    return mean(value, parts) * scale_of(measure).top / Fraction(scale_max)
