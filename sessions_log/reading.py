"""Reads what a visit holds and what was said of its complaints, in a few queries however much there is."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast, JSONObject
from django.utils.dateparse import parse_datetime

from intake.between_queries import EXACT
from intake.models import Complaint
from sessions_log.complaints import GivenRating
from sessions_log.content import Answer, Content
from sessions_log.enums import Source, Timing
from sessions_log.models import Addendum, Rating, Visit, VisitComplaint

FIELDS = (
    "starts_at",
    "minutes",
    "health_changed",
    "health_note",
    "pressure",
    "subjective",
    "objective",
    "assessment",
    "plan",
    "return_weeks",
    "desk_note",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One rating as it stands: a correction in place of what was first written."""

    measure: str
    timing: str
    value: Decimal | None
    parts: tuple[Decimal, ...]
    scale_max: Decimal
    edition: int
    source: str = Source.ASKED
    first: Decimal | None = None  # before it was corrected
    added_by: str = ""  # who added it after the visit was signed, and when
    added_at: dt.datetime | None = None


@dataclass(slots=True)
class AtVisit:
    """What one visit says of one complaint."""

    visit: int
    starts_at: dt.datetime
    draft: bool
    worked_on: bool
    declined: bool
    judgement: str
    ratings: dict[tuple[str, str], Said] = field(default_factory=dict)
    not_asked: str = ""
    minutes: int = 0

    def answer(self, edition: int) -> Answer:
        """As the page of the visit speaks of it: activities that are asked no more are not on it."""

        def of(timing: str) -> tuple[GivenRating, ...]:
            return tuple(
                GivenRating(said.measure, said.scale_max, said.value, list(said.parts), said.source)
                for said in self.ratings.values()
                if said.timing == timing and (not said.parts or said.edition == edition)
            )

        before, after = of(Timing.BEFORE), of(Timing.AFTER)
        return Answer(self.worked_on, self.declined, self.judgement, before, after, self.not_asked)


def said_of(complaints: Collection[int]) -> dict[int, list[AtVisit]]:
    """Of each complaint, what every visit that counts says, oldest first: one query."""
    rows = VisitComplaint.objects.filter(complaint__in=complaints, visit__voided_at=None)
    found: dict[int, list[AtVisit]] = {complaint: [] for complaint in complaints}
    for row in _with_ratings(rows).select_related("visit").order_by("visit__starts_at", "visit_id"):
        found[row.complaint_id].append(_at_visit(row, row.visit))
    return found


def said_at(visit: Visit) -> list[tuple[Complaint, AtVisit]]:
    """What one visit says of each complaint: one query."""
    rows = _with_ratings(VisitComplaint.objects.filter(visit=visit)).select_related("complaint").order_by("pk")
    return [(row.complaint, _at_visit(row, visit)) for row in rows]


def _with_ratings(rows: QuerySet[VisitComplaint]) -> QuerySet[VisitComplaint]:
    corrected = Addendum.objects.filter(rating=OuterRef("pk")).order_by("-created_at", "-pk").values("value")[:1]
    ratings = Rating.objects.filter(visit=OuterRef("visit"), complaint=OuterRef("complaint")).order_by("pk")
    given = ratings.values(
        json=JSONObject(
            measure="measure",
            timing="timing",
            **EXACT,
            edition="activities_edition",
            source="source",
            corrected=Cast(Subquery(corrected), TextField()),
        )
    )
    added = Addendum.objects.filter(visit=OuterRef("visit"), complaint=OuterRef("complaint"))
    later = added.order_by("created_at", "pk").values(
        json=JSONObject(
            measure="measure",
            timing=Value(Timing.BEFORE.value),
            value=Cast("value", TextField()),
            scale_max=Cast("scale_max", TextField()),
            edition="activities_edition",
            by="author__name",
            at="created_at",
        )
    )
    return rows.annotate(given=ArraySubquery(given), given_later=ArraySubquery(later))


def _at_visit(row: VisitComplaint, visit: Visit) -> AtVisit:
    at = AtVisit(visit.pk, visit.starts_at, not visit.is_final, row.worked_on, row.declined, row.judgement)
    at.ratings = {(said.timing, said.measure): said for said in map(_said, [*row.given, *row.given_later])}
    at.not_asked, at.minutes = row.not_asked, visit.minutes
    return at


def content_of(visit: Visit, answers: dict[int, Answer]) -> Content:
    """What a visit from `Visit.objects.with_parts()` holds, as its page would send it."""
    return Content(
        fields={name: getattr(visit, name) for name in FIELDS},
        answers=answers,
        areas={row.pop("area_id"): row for row in map(dict, visit.areas_said)},
        techniques={row["technique_id"]: {} for row in visit.techniques_said},
        area_consents=_consents(visit, "area_id"),
        technique_consents=_consents(visit, "technique_id"),
        homework={
            row["kind_id"]: {"detail": row["detail"], "times_a_day": row["times_a_day"]}
            for row in visit.homework_said
        },
        reviews={row["homework_id"]: {"done": row["done"]} for row in visit.reviews_said},
        from_last=list(visit.from_last),
    )


def _consents(visit: Visit, about: str) -> dict[int, dict]:
    return {
        row[about]: {"agreed": row["agreed"], "reason": row["reason"]}
        for row in visit.consents_said
        if row[about] is not None
    }


def _said(row: dict) -> Said:
    value, corrected = (None if row.get(key) is None else Decimal(row[key]) for key in ("value", "corrected"))
    return Said(
        measure=row["measure"],
        timing=row["timing"],
        value=value if corrected is None else corrected,
        parts=() if corrected is not None else tuple(map(Decimal, row.get("parts", ()))),
        scale_max=Decimal(row["scale_max"]),
        edition=row["edition"],
        source=row.get("source", Source.ASKED),
        first=None if corrected is None else value,
        added_by=row.get("by", ""),
        added_at=parse_datetime(row["at"]) if "at" in row else None,
    )
