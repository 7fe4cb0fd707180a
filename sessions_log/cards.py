"""What the page of a visit shows of one complaint: its questions, and, once answered, how it stands.

Nothing of an earlier rating is told before the new one is given: it would pull the answer.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.enums import Measure
from intake.models import Complaint
from practice.current import local_date
from sessions_log import sentences
from sessions_log.answer_form import AnswerForm
from sessions_log.content import Answer
from sessions_log.enums import Timing
from sessions_log.models import Progress
from sessions_log.numbers import say
from sessions_log.pictures import Trend
from sessions_log.reading import AtVisit, Said
from sessions_log.trends import trend_of


@dataclass(frozen=True, slots=True)
class Last:
    """The last rating before this visit: its words, and the place on the scale that gets the dashed outline."""

    words: str
    mark: str


@dataclass(slots=True)
class Card:
    complaint: Complaint
    form: AnswerForm
    answer: Answer
    progress: Progress | None
    readings: list[AtVisit]
    visit: int | None
    starts_at: dt.datetime
    since: dt.date | None  # the first day of the current episode

    @property
    def was_sent(self) -> bool:
        """A complaint that was opened elsewhere meanwhile is on this page, but not in what the page sent."""
        return self.form.is_bound

    @property
    def answered(self) -> bool:
        """The main measure is rated, or she would rather not, or it is not what today is about."""
        return self.rated or self.answer.declined or not self.answer.worked_on

    @property
    def rated(self) -> bool:
        return any(rating.measure == self.complaint.main_measure for rating in self.answer.before)

    @property
    def earlier(self) -> list[AtVisit]:
        return [at for at in self.readings if at.visit != self.visit and at.starts_at < self.starts_at]

    @property
    def last(self) -> Last | None:
        """Told only once the new rating is there."""
        if not self.rated:
            return None
        at = next((at for at in reversed(self.earlier) if self._said(at)), None)
        said = at and self._said(at)
        if not at or not said:
            return None
        values = [said.value] if said.value is not None else list(said.parts)
        told = {"date": _day(at.starts_at), "value": ", ".join(say(value) for value in values)}
        if self._now() == values:
            return Last(_("Last time, on %(date)s: %(value)s, the same.") % told, "")
        whole = len(values) == 1 and values[0] % 1 == 0 and said.scale_max == self._top
        if not whole:
            return Last(_("Last time, on %(date)s: %(value)s.") % told, "")
        return Last(_("Last time, on %(date)s: %(value)s, dashed on the scale.") % told, str(int(values[0])))

    def _said(self, at: AtVisit, timing: str = Timing.BEFORE) -> Said | None:
        """The rating of the main measure; other activities than today's are another measure."""
        said = at.ratings.get((timing, self.complaint.main_measure))
        outdated = said and said.measure == Measure.FUNCTION and said.edition != self.complaint.activities_edition
        return None if outdated else said

    def _now(self) -> list[Decimal]:
        given = next(rating for rating in self.answer.before if rating.measure == self.complaint.main_measure)
        return [given.value] if given.value is not None else list(given.parts)

    @property
    def _top(self) -> Decimal:
        return Decimal(7 if self.complaint.main_measure == Measure.DAYS else 10)

    @property
    def stage(self) -> str:
        """Where the complaint stands by now, in plain words."""
        if not self.rated or self.progress is None or not self.progress.visits:
            return ""
        return sentences.at_visit(self.progress, self.complaint.name)

    @property
    def needs_attention(self) -> bool:
        return self.progress is not None and self.progress.stage in ("review", "refer")

    @property
    def asks_judgement(self) -> bool:
        """Declined where a number would have decided something: then the client's own words are asked for."""
        if not self.answer.declined or self.progress is None:
            return False
        worked_on = sum(at.worked_on for at in self.earlier) + 1
        return worked_on >= self.progress.review_after or bool(self.answer.judgement)

    @property
    def trend(self) -> Trend | None:
        """The picture for the side: folded until the rating is given."""
        return trend_of(
            self.complaint,
            self.progress,
            self.readings,
            since=self.since,
            measure=self.complaint.main_measure,
            tone=self.progress.stage if self.progress else "",
        )


def _day(moment: dt.datetime) -> str:
    return date_format(local_date(moment), "j M")
