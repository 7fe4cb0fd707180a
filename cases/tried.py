"""What was tried for a complaint: techniques, areas and homework, at how many visits, and when last."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from intake.models import Complaint
from intake.queries import Vocabulary
from practice.current import local_date
from sessions_log.models import Visit


@dataclass(frozen=True, slots=True)
class Tried:
    name: str
    visits: int
    last: dt.date


@dataclass(frozen=True, slots=True)
class AllTried:
    techniques: list[Tried]
    areas: list[Tried]
    homework: list[Tried]


def tried(complaint: Complaint, words: Vocabulary) -> AllTried:
    """Over the visits at which it was worked on: one query."""
    visits = (
        Visit.objects.counting()
        .filter(complaints__complaint=complaint, complaints__worked_on=True)
        .order_by("starts_at", "pk")
        .with_parts()
    )
    techniques, areas, homework = _Uses(), _Uses(), _Uses()
    for visit in visits:
        day = local_date(visit.starts_at)
        techniques.add(day, [row["technique_id"] for row in visit.techniques_said])
        areas.add(day, [row["area_id"] for row in visit.areas_said])
        homework.add(day, [row["kind_id"] for row in visit.homework_said])
    return AllTried(techniques.of(words.techniques), areas.of(words.areas), homework.of(words.homework))


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
        found = [Tried(terms[pk].name, count, self.last[pk]) for pk, count in self.counts.items() if pk in terms]
        return sorted(found, key=lambda each: (-each.visits, each.name))
