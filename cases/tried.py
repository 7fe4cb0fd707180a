"""What was tried for a complaint: techniques, areas and homework, at how many visits, and when last."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from cases.reading import Case
from intake.models import Complaint
from intake.queries import Vocabulary
from practice.current import local_date
from sessions_log.enums import Done
from sessions_log.models import Homework, HomeworkReview, Visit
from sessions_log.numbers import say
from sessions_log.scales import scale_of
from sessions_log.trends import rating_before


@dataclass(frozen=True, slots=True)
class Tried:
    pk: int
    name: str
    visits: int
    last: dt.date


@dataclass(frozen=True, slots=True)
class Given:
    """A homework, and what was last told of it, when: nothing yet, or none, some, most, all."""

    name: str
    done: str = ""
    told_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TriedAt:
    """One visit: what was worked how, what was to be done at home and whether it was, the rating before it, and how
    that had changed at the next rated visit."""

    visit: int
    on: dt.date
    areas: list[str]
    techniques: list[str]
    homework: list[Given]
    before: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class AllTried:
    techniques: list[Tried]
    areas: list[Tried]
    homework: list[Tried]
    visits: list[TriedAt]


def tried(complaint: Complaint, words: Vocabulary) -> AllTried:
    """Over the visits at which it was worked on: one query."""
    visits = (
        Visit.objects.counting()
        .filter(complaints__complaint=complaint, complaints__worked_on=True)
        .order_by("starts_at", "pk")
        .with_parts()
        .annotate(homework_told=_homework())
    )
    techniques, areas, homework = _Uses(), _Uses(), _Uses()
    at = []
    for visit in visits:
        day = local_date(visit.starts_at)
        at.append(
            TriedAt(
                visit.pk,
                day,
                [words.areas[row["area_id"]].name for row in visit.areas_said],
                [words.techniques[row["technique_id"]].name for row in visit.techniques_said],
                [_given(row, words) for row in visit.homework_told],
            )
        )
        techniques.add(day, [row["technique_id"] for row in visit.techniques_said])
        areas.add(day, [row["area_id"] for row in visit.areas_said])
        homework.add(day, [row["kind"] for row in visit.homework_told])
    return AllTried(techniques.of(words.techniques), areas.of(words.areas), homework.of(words.homework), at)


def _homework() -> ArraySubquery:
    """What was given at a visit, with the latest word of it."""
    told = HomeworkReview.objects.filter(homework=OuterRef("pk"), visit__voided_at=None)
    last = told.order_by("-visit__starts_at", "-pk").values(json=JSONObject(done="done", at="visit__starts_at"))[:1]
    given = Homework.objects.filter(visit=OuterRef("pk")).order_by("pk")
    return ArraySubquery(given.values(json=JSONObject(kind="kind_id", last=Subquery(last))))


def _given(row: dict, words: Vocabulary) -> Given:
    name = words.homework[row["kind"]].name
    if row["last"] is None:
        return Given(name)
    return Given(name, str(Done(row["last"]["done"]).label), local_date(dt.datetime.fromisoformat(row["last"]["at"])))


def with_changes(tried: AllTried, case: Case) -> list[TriedAt]:
    """The visits with the rating before each, and how much better or worse the next rated one began.

    Whatever happened between two visits is in that difference too: it is shown, and credits nothing.
    """
    measure = case.facts.leading or case.complaint.main_measure
    rated = [
        (at.visit, value) for at in case.said if (value := rating_before(at, case.complaint, measure)) is not None
    ]
    following = dict(zip((visit for visit, _value in rated), (value for _visit, value in rated[1:]), strict=False))
    values, found = dict(rated), []
    for each in tried.visits:
        before, after = values.get(each.visit), following.get(each.visit)
        change = _change(before, after, up=scale_of(measure).up) if before is not None and after is not None else ""
        found.append(replace(each, before="" if before is None else say(before), change=change))
    return found


def _change(before: Fraction, after: Fraction, *, up: bool) -> str:
    better = after - before if up else before - after
    if not better:
        return _("the same")
    words = _("%(points)s better") if better > 0 else _("%(points)s worse")
    return words % {"points": say(abs(better))}


class _Uses:
    def __init__(self):
        self.counts: Counter[int] = Counter()
        self.last: dict[int, dt.date] = {}

    def add(self, day: dt.date, used: list[int]) -> None:
        for each in set(used):
            self.counts[each] += 1
            self.last[each] = day

    def of(self, terms: dict) -> list[Tried]:
        """Most used first."""
        found = [Tried(pk, terms[pk].name, count, self.last[pk]) for pk, count in self.counts.items() if pk in terms]
        return sorted(found, key=lambda each: (-each.visits, each.name))
