"""What was decided about a case last time, and what came of it since."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.reading import Case, Decided
from cases.team import Point
from practice.current import local_date
from sessions_log.numbers import exact, say
from sessions_log.scales import scale_of


@dataclass(frozen=True, slots=True)
class Since:
    decision: Decided
    ratings: str
    steps: list[Point]  # of referrals


def since_last(case: Case, steps: list[Point]) -> Since | None:
    """`steps` are what became of referrals. None where nothing was decided yet."""
    if not case.decisions:
        return None
    last = case.decisions[-1]
    day = local_date(last.at)
    # A visit of the same day was rated before its treatment, and so before what was decided about it.
    values = [say(exact(value)) for on, value in case.facts.series if on > day.isoformat()]
    return Since(last, _ratings(case, values), [each for each in steps if each.on >= day])


def _ratings(case: Case, values: list[str]) -> str:
    if not values:
        return _("Not rated since.")
    scale = scale_of(case.facts.leading or case.complaint.main_measure)
    said = ngettext("Rated at one visit since: %(values)s", "Rated at %(n)s visits since: %(values)s", len(values))
    return f"{said % {'n': len(values), 'values': ', '.join(values)}} ({scale.span})."
