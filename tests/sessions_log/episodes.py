"""Short ways to say an episode in tests: one visit a week unless told otherwise, everything worked on."""

from datetime import UTC, date, datetime, timedelta

from sessions_log.progress import IntakeRating, Progress, RatedVisit, Rating, Stage, judge, stage

FIRST_DAY = date(2025, 9, 1)


def as_rating(given) -> Rating:
    return given if isinstance(given, Rating) else Rating(given)


def visit(day: int, *, sequence: int = 0, hour: int = 10, intensity=None, days=None, function=None, **flags):
    """The visit on that day of the episode (0 is its first), rated where a value is given."""
    given = {"intensity": intensity, "days": days, "function": function}
    local_date = FIRST_DAY + timedelta(days=day)
    return RatedVisit(
        start=datetime(local_date.year, local_date.month, local_date.day, hour, tzinfo=UTC),
        sequence=sequence,
        local_date=local_date,
        ratings={measure: as_rating(value) for measure, value in given.items() if value is not None},
        **flags,
    )


def intake(value, measure: str = "intensity", *, day: int = 0, hour: int = 8, sequence: int = 0):
    """An intake rating, two hours before the first visit unless told otherwise."""
    local_date = FIRST_DAY + timedelta(days=day)
    return IntakeRating(
        measure=measure,
        rating=as_rating(value),
        at=datetime(local_date.year, local_date.month, local_date.day, hour, tzinfo=UTC),
        local_date=local_date,
        sequence=sequence,
    )


def weekly(*series, measure: str = "intensity") -> list[RatedVisit]:
    """One visit a week, rated with the values of the series in turn (None: not rated)."""
    return [visit(7 * week, **{measure: value}) for week, value in enumerate(series)]


def judged(visits, intake=(), *, main="intensity", tracked=None, since=FIRST_DAY) -> Progress:
    return judge(visits, main=main, tracked=tracked or [main], since=since, intake=intake)


def stage_of(progress: Progress, aim="resolve", review_after=3, refer_after=5) -> Stage | None:
    return stage(progress, aim, review_after=review_after, refer_after=refer_after)
