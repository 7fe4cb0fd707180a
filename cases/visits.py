"""A client's visits as the chart tells them, newest first: one query for a page of them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, TextField
from django.db.models.functions import Cast, JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from clients.models import Client
from intake.enums import Measure, Side
from intake.queries import Term, Vocabulary
from sessions_log import describe
from sessions_log.enums import Done, FindingChange, FindingKind, Judgement, Source, Timing
from sessions_log.models import Addendum, HomeworkReview, Rating, Visit, VisitComplaint
from sessions_log.numbers import mean, say
from sessions_log.papers import Shown, shown
from sessions_log.reading import EXACT
from sessions_log.scales import scale_of


@dataclass(frozen=True, slots=True)
class Worked:
    """An area with its side and what was found there."""

    name: str
    side: str
    finding: str


@dataclass(frozen=True, slots=True)
class About:
    """What a visit says of one complaint, in words."""

    name: str
    worked_on: bool
    said: list[str]


@dataclass(frozen=True, slots=True)
class Addition:
    by: str
    at: dt.datetime
    reason: str
    text: str
    correction: str


@dataclass(frozen=True, slots=True)
class Told:
    visit: Visit
    about: list[About]
    areas: list[Worked]
    techniques: list[str]
    consents: list[str]
    homework: list[str]
    reviews: list[str]
    additions: list[Addition]
    papers: list[Shown]
    written_later: bool


def visits_of(client: Client, words: Vocabulary, *, page: int, per_page: int) -> tuple[list[Told], bool]:
    """A page of visits, and whether there are older ones. Discarded drafts are left out, voided visits are marked."""
    start = (page - 1) * per_page
    found = list(
        Visit.objects.filter(client=client)
        .exclude(voided_at__isnull=False, signed_at=None, imported_at=None)
        .select_related("therapist", "voided_by")
        .with_parts()
        .annotate(**_also())
        .order_by("-starts_at", "-pk")[start : start + per_page + 1]
    )
    return [_told(visit, words) for visit in found[:per_page]], len(found) > per_page


def _also() -> dict[str, ArraySubquery]:
    of_it = {"visit": OuterRef("pk")}
    ratings = Rating.objects.filter(**of_it).order_by("complaint_id", "-timing", "pk")
    additions = Addendum.objects.filter(**of_it).order_by("created_at", "pk")
    reviewed = HomeworkReview.objects.filter(**of_it).order_by("pk")
    return {
        "about_said": ArraySubquery(
            VisitComplaint.objects.filter(**of_it)
            .order_by("complaint_id")
            .values(
                json=JSONObject(
                    complaint="complaint_id",
                    name="complaint__name",
                    worked_on="worked_on",
                    declined="declined",
                    judgement="judgement",
                    not_asked="not_asked",
                )
            )
        ),
        "ratings_said": ArraySubquery(
            ratings.values(
                json=JSONObject(
                    id="id",
                    complaint="complaint_id",
                    measure="measure",
                    timing="timing",
                    source="source",
                    **EXACT,
                )
            )
        ),
        "additions_said": ArraySubquery(
            additions.values(
                json=JSONObject(
                    by="author__name",
                    at="created_at",
                    reason="reason",
                    text="text",
                    rating="rating_id",
                    value=Cast("value", TextField()),
                    complaint="complaint_id",
                    name="complaint__name",
                    measure="measure",
                    scale_max=Cast("scale_max", TextField()),
                )
            )
        ),
        "homework_done": ArraySubquery(reviewed.values(json=JSONObject(kind="homework__kind_id", done="done"))),
    }


def _told(visit: Visit, words: Vocabulary) -> Told:
    ratings = [*visit.ratings_said, *_forgotten(visit.additions_said)]
    corrected = {each["rating"]: each["value"] for each in visit.additions_said if each["rating"]}
    return Told(
        visit=visit,
        about=[_about(row, ratings, corrected) for row in visit.about_said],
        areas=[_worked(row, words.areas) for row in visit.areas_said],
        techniques=[words.techniques[row["technique_id"]].name for row in visit.techniques_said],
        consents=describe.consents(words, visit.consents_said),
        homework=[_homework(row, words.homework) for row in visit.homework_said],
        reviews=[
            _("%(homework)s: %(done)s")
            % {"homework": words.homework[row["kind"]].name, "done": Done(row["done"]).label}
            for row in visit.homework_done
        ],
        additions=[_addition(row, visit.ratings_said) for row in visit.additions_said],
        papers=shown(visit),
        written_later=visit.written_later,
    )


def _forgotten(additions: list[dict]) -> list[dict]:
    """Ratings that were added later, as the others are: of several of the same, the last."""
    found = {(each["complaint"], each["measure"]): each for each in additions if each["complaint"]}
    as_given: dict[str, Any] = {"id": None, "timing": Timing.BEFORE, "source": Source.ASKED, "parts": []}
    return [each | as_given for each in found.values()]


def _about(row: dict[str, Any], ratings: list[dict], corrected: dict[int, str]) -> About:
    said = []
    for rating in ratings:
        if rating["complaint"] != row["complaint"]:
            continue
        value = _value(rating | ({"value": corrected[rating["id"]]} if rating["id"] in corrected else {}))
        words = _("%(value)s after") if rating["timing"] == Timing.AFTER else "%(value)s"
        if rating["measure"] != Measure.INTENSITY:
            words += f" ({scale_of(rating['measure']).span})"
        told = words % {"value": value}
        if rating["source"] != Source.ASKED:
            told += f" ({Source(rating['source']).label})"
        said.append(told)
    if row["judgement"]:
        said.append(_("“%(words)s”, in the client's words") % {"words": Judgement(row["judgement"]).label})
    elif row["declined"]:
        said.append(_("would rather not rate"))
    elif row["not_asked"]:
        said.append(describe.not_asked(row["not_asked"]))
    return About(row["name"], row["worked_on"], said)


def _value(rating: dict[str, Any]) -> str:
    """As it was given: with its own scale where that is another."""
    value = mean(rating["value"], rating["parts"])
    top = Decimal(rating["scale_max"])
    if top == scale_of(rating["measure"]).top:
        return say(value)
    return _("%(value)s of %(top)s") % {"value": say(value), "top": say(top)}


def _worked(row: dict[str, Any], terms: dict[int, Term]) -> Worked:
    finding = FindingKind(row["finding"]).label if row["finding"] else ""
    if row["finding_note"]:
        finding = f"{finding}: {row['finding_note']}" if finding else row["finding_note"]
    if row["change"]:
        finding = (
            f"{finding}, {FindingChange(row['change']).label}" if finding else FindingChange(row["change"]).since
        )
    return Worked(terms[row["area_id"]].name, str(Side(row["side"]).label) if row["side"] else "", str(finding))


def _homework(row: dict[str, Any], terms: dict[int, Term]) -> str:
    name = terms[row["kind_id"]].name
    detail = f"{name}, {row['detail']}" if row["detail"] else name
    if not row["times_a_day"]:
        return detail
    return _("%(homework)s, %(times)s a day") % {"homework": detail, "times": f"{row['times_a_day']} ×"}


def _addition(row: dict[str, Any], ratings: list[dict]) -> Addition:
    correction = ""
    if row["rating"]:
        first = next(each for each in ratings if each["id"] == row["rating"])
        correction = _("rating corrected from %(before)s to %(after)s") % {
            "before": _value(first),
            "after": _value(first | {"value": row["value"]}),
        }
    elif row["complaint"]:
        correction = _("%(complaint)s, %(measure)s: %(value)s, forgotten at the visit") % {
            "complaint": row["name"],
            "measure": Measure(row["measure"]).label,
            "value": _value(row | {"parts": []}),
        }
    return Addition(row["by"], parse_datetime(row["at"]), row["reason"], row["text"], correction)
