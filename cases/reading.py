"""Reads what the chart and the case page show of complaints: their past, what was tried, where they stand.

Four queries, however many complaints and visits there are: the complaints with their episodes, intake ratings,
decisions and techniques; their stored progress; what was said of them at visits; their diaries.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.decided import Decided, decided, decisions_said
from cases.models import Referral
from cases.rows import tone_of
from intake.between_queries import diaries
from intake.diary import Day, good_day
from intake.enums import Aim, EpisodeStart
from intake.models import Complaint, Episode, IntakeRating
from practice.current import local_date
from sessions_log import sentences
from sessions_log.diary_picture import DiaryPicture, diary_picture
from sessions_log.good_days import good_day_words
from sessions_log.measure_lines import MeasureLine, measure_lines
from sessions_log.models import Progress, TechniqueUsed
from sessions_log.pictures import Mark, Trend
from sessions_log.reading import EXACT, AtVisit, said_of
from sessions_log.trends import trend_of


@dataclass(slots=True)
class Case:
    complaint: Complaint
    facts: Progress
    said: list[AtVisit]
    episodes: list[tuple[int, dt.date, str]]
    intake: list[SimpleNamespace]
    decisions: list[Decided]
    news: list[Mark]  # techniques used for the first time
    diary: list[Day]
    today: dt.date
    referrals: list[Referral] = field(default_factory=list)  # where a page asked for them
    pill: str = field(init=False)
    tone: str = field(init=False)
    sentence: str = field(init=False)

    def __post_init__(self):
        self.pill = sentences.pill(self.facts)
        self.tone = tone_of(self.facts)
        self.sentence = sentences.sentence(self.facts, self.complaint.name)
        if len(self.episodes) > 1 and not self.facts.visits:
            self.pill, self.sentence = str(_("Not rated since")), self._anew

    @property
    def _anew(self) -> str:
        """It was rated before its aim was changed or it came back, and not at a visit since."""
        return _("%(name)s: looked at anew since %(day)s, and not rated at a visit since then.") % {
            "name": self.complaint.name,
            "day": date_format(self.since, "j M Y"),
        }

    @property
    def remarks(self) -> list[str]:
        return sentences.remarks(self.facts, self.complaint.treatments_before)

    @property
    def dose(self) -> str:
        """How many visits in how long, how far apart and how long each was: of the episode that goes on."""
        if not self.facts.visits:
            return ""
        worked = [
            at.minutes
            for at in self.said
            if at.worked_on and (self.since is None or local_date(at.starts_at) >= self.since)
        ]
        said = [sentences.dose(self.facts), sentences.gap(self.facts), sentences.length(worked)]
        return ", ".join(filter(None, said))

    @property
    def unmeasured(self) -> str:
        return sentences.unmeasured(self.complaint.name) if self.facts.unmeasured else ""

    @property
    def level(self) -> str:
        """The question that "better, and level" asks; none where keeping it so is what was agreed."""
        asks = self.facts.level and self.complaint.is_open and self.complaint.aim == Aim.RESOLVE
        return sentences.level(self.complaint.name) if asks else ""

    @property
    def lines(self) -> list[MeasureLine]:
        return measure_lines(self.facts)

    @property
    def since(self) -> dt.date | None:
        return self.episodes[-1][1] if self.episodes else None

    @property
    def decided_today(self) -> Decided | None:
        """So that nobody decides twice who came back by the browser's way, or after a colleague."""
        last = self.decisions[-1] if self.decisions else None
        return last if last and local_date(last.at) == self.today else None

    @property
    def massage_for(self) -> str:
        """Co-managed: what massage goes on for, as last decided."""
        if self.complaint.aim != Aim.MAINTAIN:
            return ""
        return next((each.massage_for for each in reversed(self.decisions) if each.massage_for), "")

    @property
    def good_day(self) -> str:
        """A first good day that the client told of since the last signed visit."""
        good = good_day(self.diary, self.today)
        seen = any(at.starts_at > good.at and not at.draft for at in self.said) if good else True
        if not good or seen or not self.complaint.is_open:
            return ""
        return good_day_words(self.complaint.name, self.complaint.type.name, self.complaint.client.name, good)

    @property
    def diary_picture(self) -> DiaryPicture | None:
        return diary_picture(f"diary-{self.complaint.pk}", self.complaint.name, self.diary, self.today)

    @property
    def trend(self) -> Trend | None:
        return self._trend(None)

    @property
    def other_trends(self) -> list[Trend]:
        shown = self.facts.leading or self.complaint.main_measure
        found = [self._trend(measure) for measure in self.complaint.tracked if measure != shown]
        return [each for each in found if each]

    def _trend(self, measure: str | None) -> Trend | None:
        return trend_of(
            self.complaint,
            self.facts,
            self.said,
            intake=self.intake,
            since=self.since,
            marks=self._marks(),
            measure=measure,
            tone=self.tone,
        )

    def _marks(self) -> list[Mark]:
        done = [Mark(local_date(each.at), "decision", each.mark) for each in self.decisions]
        begun = [
            Mark(starts_on, "episode", str(EpisodeStart(reason).label).capitalize())
            for number, starts_on, reason in self.episodes
            if number > 1
        ]
        return [*self.news, *done, *begun]


def cases_of(complaints: QuerySet[Complaint], techniques: dict[int, str] | None = None) -> list[Case]:
    """The complaints of one query as cases. `techniques` are names by id; without them nothing is said of them."""
    found, today = list(complaints.select_related("type", "client").annotate(**_past())), timezone.localdate()
    ids = [complaint.pk for complaint in found]
    progress = Progress.objects.in_bulk(ids) if ids else {}
    said = said_of(ids) if ids else {}
    kept = diaries(ids, today)
    return [
        _case(each, progress.get(each.pk), said[each.pk], techniques or {}, diary=kept[each.pk], today=today)
        for each in found
    ]


def _past() -> dict[str, ArraySubquery]:
    of_it = {"complaint": OuterRef("pk")}
    episodes = Episode.objects.filter(**of_it).order_by("number")
    intake = IntakeRating.objects.filter(**of_it).order_by("rated_at", "pk")
    techniques = TechniqueUsed.objects.filter(
        visit__client=OuterRef("client"), visit__complaints__complaint=OuterRef("pk"), visit__voided_at=None
    ).order_by("visit__starts_at", "visit_id", "pk")
    return {
        "episodes_said": ArraySubquery(
            episodes.values(json=JSONObject(number="number", starts_on="starts_on", reason="reason"))
        ),
        "intake_said": ArraySubquery(
            intake.values(
                json=JSONObject(
                    measure="measure",
                    **EXACT,
                    activities_edition="activities_edition",
                    rated_at="rated_at",
                )
            )
        ),
        "decisions_said": decisions_said(),
        "techniques_said": ArraySubquery(
            techniques.values(json=JSONObject(at="visit__starts_at", technique="technique_id"))
        ),
    }


def _case(
    complaint: Complaint,
    progress: Progress | None,
    said: list[AtVisit],
    techniques: dict[int, str],
    *,
    diary: list[Day],
    today: dt.date,
) -> Case:
    return Case(
        complaint=complaint,
        facts=progress or Progress(complaint=complaint),
        said=said,
        episodes=[
            (each["number"], parse_date(each["starts_on"]), each["reason"]) for each in complaint.episodes_said
        ],
        intake=[_intake(each) for each in complaint.intake_said],
        decisions=[decided(each) for each in complaint.decisions_said],
        news=_news(complaint.techniques_said, techniques),
        diary=diary,
        today=today,
    )


def _intake(row: dict) -> SimpleNamespace:
    value = None if row["value"] is None else Decimal(row["value"])
    parts, at = [Decimal(part) for part in row["parts"]], parse_datetime(row["rated_at"])
    return SimpleNamespace(**row | {"value": value, "parts": parts, "rated_at": at})


def _news(rows: Collection[dict], names: dict[int, str]) -> list[Mark]:
    """At each visit after the first with any: the techniques that this complaint had not had before."""
    seen: set[int] = set()
    by_day: dict[dt.date, list[int]] = {}
    for row in rows:
        by_day.setdefault(local_date(parse_datetime(row["at"])), []).append(row["technique"])
    marks = []
    for day, used in by_day.items():
        new = [names[each] for each in dict.fromkeys(used) if each not in seen and each in names]
        if seen and new:
            marks.append(Mark(day, "technique", _("New: %(techniques)s") % {"techniques": ", ".join(new)}))
        seen.update(used)
    return marks
