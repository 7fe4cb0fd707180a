"""All that is known of complaints, read in four queries however many they are, in the form that the rule reads."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from practice.current import practice
from sessions_log import queries
from sessions_log.progress import IntakeRating, RatedVisit, Rating


@dataclass(slots=True)
class Facts:
    """One complaint as it stands: what it is rated by, its current episode, its thresholds, all that was rated."""

    complaint: int
    aim: str
    main: str
    tracked: list[str]
    since: dt.date
    review_after: int
    refer_after: int
    visits: list[RatedVisit] = field(default_factory=list)
    intake: list[IntakeRating] = field(default_factory=list)


def load(complaints: Collection[int]) -> list[Facts]:
    """The facts of these complaints, by id."""
    wanted = sorted(set(complaints))
    if not wanted:
        return []
    heads = queries.heads(wanted)
    if len(heads) < len(wanted):
        practice()  # makes the settings row of a practice that has none yet
        heads = queries.heads(wanted)
    if not heads:
        return []
    found, editions = {}, {}
    for complaint, aim, main, intensity, days, function, edition, since, review, refer, _ in heads:
        asked = {"intensity": intensity, "days": days, "function": function}
        tracked = [measure for measure, is_asked in asked.items() if is_asked]
        found[complaint] = Facts(complaint, aim, main, tracked, since or dt.date.min, review, refer)
        editions[complaint] = edition
    zone = ZoneInfo(heads[0][-1])
    _add_visits(found, editions, zone)
    _add_intake(found, editions, zone)
    return list(found.values())


def _add_visits(found: dict[int, Facts], editions: dict[int, int], zone: ZoneInfo) -> None:
    last: tuple[int, int] | None = None
    ratings: dict = {}
    for complaint, visit, start, worked_on, declined, draft, *rating in queries.visits(list(found)):
        if (complaint, visit) != last:
            last, ratings = (complaint, visit), {}
            found[complaint].visits.append(
                RatedVisit(start, visit, start.astimezone(zone).date(), ratings, worked_on, declined, draft)
            )
        if rating[0] is not None:
            ratings[rating[0]] = _rating(rating, editions[complaint])


def _add_intake(found: dict[int, Facts], editions: dict[int, int], zone: ZoneInfo) -> None:
    for complaint, sequence, at, *rating in queries.intake_ratings(list(found)):
        given = _rating(rating, editions[complaint])
        local_date = at.astimezone(zone).date()
        found[complaint].intake.append(IntakeRating(rating[0], given, at, local_date, sequence))


def _rating(columns: list, current_edition: int) -> Rating:
    """A corrected mean stands in place of the parts that it was made of."""
    measure, value, parts, scale_max, edition = columns
    outdated = measure == "function" and edition != current_edition
    return Rating(tuple(parts) if value is None else value, scale_max, outdated)
