"""The facts of complaints that a file makes, from the plan of its import: the same as facts.load finds afterwards."""

from sessions_log.facts import Facts
from sessions_log.importing import write_queries as queries
from sessions_log.importing.days import Days
from sessions_log.progress import RatedVisit, Rating


def load(first: int, end: int, days: Days) -> list[Facts]:
    """Of the new complaints of clients numbered from `first` to before `end`."""
    found = {}
    for complaint, main, intensity, by_days, function, since, review, refer in queries.of_part(
        queries.NEW_COMPLAINTS, first, end
    ):
        asked = {"intensity": intensity, "days": by_days, "function": function}
        tracked = [measure for measure, is_asked in asked.items() if is_asked]
        found[complaint] = Facts(complaint, "resolve", main, tracked, since, review, refer)
    last = None
    ratings: dict[str, Rating] = {}
    for complaint, visit, date, measure, value, scale_max in queries.of_part(
        queries.VISITS_OF_NEW_COMPLAINTS, first, end
    ):
        if (complaint, visit) != last:
            last, ratings = (complaint, visit), {}
            found[complaint].visits.append(RatedVisit(days.noon(date), visit, date, ratings))
        if value is not None:
            ratings[measure] = Rating(value, scale_max)
    return list(found.values())
