"""What the page of a visit shows of one complaint: its questions, and, once answered, how it stands.

Nothing of an earlier rating is told before the new one is given: it would pull the answer.
"""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.enums import Measure
from intake.models import Complaint
from practice.current import local_date
from sessions_log import sentences
from sessions_log.answer_form import AnswerForm
from sessions_log.complaints import GivenRating
from sessions_log.content import Answer
from sessions_log.enums import Source, Timing
from sessions_log.good_days import good_day_words
from sessions_log.models import Progress
from sessions_log.numbers import say
from sessions_log.pictures import Trend
from sessions_log.reading import AtVisit, Said
from sessions_log.told import Told
from sessions_log.trends import trend_of
from sessions_log.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Last:
    """The last rating before this visit: its words, and the place on the scale that gets the dashed outline."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that the client told: in words, and what a tap on "Use it" puts where; nothing where it cannot."""

    words: str
    source: str
    fills: str
    is_filled: bool


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
    told: Told

    @property
    def was_sent(self) -> bool:
        """A complaint that was opened elsewhere meanwhile is on this page, but not in what the page sent."""
        return self.form.is_bound

    @property
    def answered(self) -> bool:
        """The main measure is rated, or there is a reason why not, or it is not what today is about."""
        return self.rated or self.unrated or not self.answer.worked_on

    @property
    def unrated(self) -> bool:
        """She would rather not, or was not asked, and it is said why."""
        return self.answer.declined or bool(self.answer.not_asked)

    @property
    def rated(self) -> bool:
        return self._given is not None

    @property
    def source(self) -> str:
        """Where the rating came from, if nobody asked for it here."""
        given = self._given
        return str(Source(given.source).label) if given and given.source != Source.ASKED else ""

    @property
    def offers(self) -> list[Offer]:
        """What the client has told since the last visit, until the rating is there: to be used, or asked anew."""
        if self.answered:
            return []
        told = ((Source.CHECK_IN, self.told.check_in_words), (Source.DIARY, self.told.week_words))
        return [self._offer(source, words) for source, words in told if words]

    def _offer(self, source: Source, words: str) -> Offer:
        # Days that were not all kept stand on the scale as a choice of their own.
        usable = source == Source.CHECK_IN or (self.told.week is not None and self.told.week.is_whole)
        fills = self.form.fills(source) if usable else {}
        names = {self.form.add_prefix(name): value for name, value in fills.items()}
        return Offer(words, source.value, json.dumps(names) if names else "", self.form["filled"].value() == source)

    @property
    def good_day(self) -> str:
        if self.told.good_day is None:
            return ""
        of = self.complaint
        return good_day_words(of.name, of.type.name, of.client.name, self.told.good_day)

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
        own_scale = said.scale_max == self._top
        words = ", ".join(say(value) for value in values)
        if not own_scale:
            words = _("%(value)s of %(top)s") % {"value": words, "top": say(said.scale_max)}
        told = {"date": _day(at.starts_at), "value": words}
        if self._now() == (values, said.scale_max):
            return Last(_("Last time, on %(date)s: %(value)s, the same.") % told, "")
        if not (len(values) == 1 and values[0] % 1 == 0 and own_scale):
            return Last(_("Last time, on %(date)s: %(value)s.") % told, "")
        return Last(_("Last time, on %(date)s: %(value)s, dashed on the scale.") % told, str(int(values[0])))

    def _said(self, at: AtVisit, timing: str = Timing.BEFORE) -> Said | None:
        """The rating of the main measure; other activities than today's are another measure."""
        said = at.ratings.get((timing, self.complaint.main_measure))
        outdated = said and said.measure == Measure.FUNCTION and said.edition != self.complaint.activities_edition
        return None if outdated else said

    def _now(self) -> tuple[list[Decimal], Decimal]:
        given = self._given
        assert given
        return [given.value] if given.value is not None else list(given.parts), given.scale_max

    @property
    def _given(self) -> GivenRating | None:
        """The rating of the main measure at this visit."""
        return next((each for each in self.answer.before if each.measure == self.complaint.main_measure), None)

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
    def asks_what_next(self) -> bool:
        """A decision is worth while she is still here: it does not help, or it is getting worse."""
        facts = self.progress
        return self.needs_attention or (facts is not None and facts.verdict in (Verdict.WORSE, Verdict.MIXED))

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
