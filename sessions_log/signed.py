"""The record of a visit in reading form: what was said, who wrote it and when, what was added later."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.enums import Measure
from intake.models import Complaint
from intake.news import news_of
from intake.queries import Vocabulary, vocabulary
from practice.current import local_date
from practice.models import User
from sessions_log import describe, papers, returning
from sessions_log.access import may_add, may_add_paper, may_void, may_write
from sessions_log.copying import may_copy
from sessions_log.enums import Done, Judgement, Source, Timing
from sessions_log.models import Homework, Visit
from sessions_log.numbers import say
from sessions_log.reading import AtVisit, Said, said_at


@dataclass(frozen=True, slots=True)
class RatingLine:
    measure: str
    value: str
    top: str
    after: bool
    first: str  # what was written before it was put right
    source: str  # where it came from, if it was not asked for
    added: str  # by whom and when, if it was forgotten at the visit


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    complaint: Complaint
    at: AtVisit
    judgement: str
    not_asked: str
    ratings: list[RatingLine]


def signed_record(user: User, visit: Visit) -> dict:
    """What the page of a final, discarded or somebody else's visit shows."""
    words = vocabulary()
    given_before = {}
    if visit.reviews_said:
        given_before = Homework.objects.in_bulk([row["homework_id"] for row in visit.reviews_said])
    is_hers = may_write(user, visit) and visit.signed_at is not None and visit.voided_at is None
    return {
        "next_step": returning.next_step(visit) if is_hers else None,
        "visit": visit,
        "client": visit.client,
        "news": news_of(visit.client),
        "complaints": [_line(complaint, at) for complaint, at in said_at(visit)],
        "areas": [describe.worked_area(words, row["area_id"], row) for row in visit.areas_said],
        "techniques": [words.techniques[row["technique_id"]].name for row in visit.techniques_said],
        "consents": describe.consents(words, visit.consents_said),
        "homework": [
            describe.given_homework(words, row["kind_id"], row["detail"], row["times_a_day"])
            for row in visit.homework_said
        ],
        "reviews": [_review(words, given_before[row["homework_id"]], row["done"]) for row in visit.reviews_said],
        "comes_back": describe.return_weeks(visit.return_weeks),
        "addenda": visit.addenda.select_related("author", "rating__complaint", "complaint").order_by(
            "created_at", "pk"
        ),
        "papers": papers.shown(visit),
        "may_add_paper": may_add_paper(user, visit),
        "may_write": may_write(user, visit),
        "may_copy": may_copy(user, visit),
        "may_void": may_void(user, visit),
        "may_add": may_add(user, visit),
    }


def _line(complaint: Complaint, at: AtVisit) -> ComplaintLine:
    judgement = str(Judgement(at.judgement).label) if at.judgement else ""
    not_asked = describe.not_asked(at.not_asked) if at.not_asked else ""
    return ComplaintLine(complaint, at, judgement, not_asked, [_rating(said) for said in at.ratings.values()])


def _rating(said: Said) -> RatingLine:
    value = say(said.value) if said.value is not None else ", ".join(map(say, said.parts))
    return RatingLine(
        measure=str(Measure(said.measure).label),
        value=value,
        top=say(said.scale_max),
        after=said.timing == Timing.AFTER,
        first="" if said.first is None else say(said.first),
        source="" if said.source == Source.ASKED else str(Source(said.source).label),
        added=_added(said),
    )


def _added(said: Said) -> str:
    if said.added_at is None:
        return ""
    day = date_format(local_date(said.added_at), "j F Y")
    return _("added on %(day)s by %(who)s") % {"day": day, "who": said.added_by}


def _review(words: Vocabulary, homework: Homework, done: str) -> tuple[str, str]:
    told = describe.given_homework(words, homework.kind_id, homework.detail, homework.times_a_day)
    return told, str(Done(done).label)
