"""The page of a visit: everything that it shows, read in a handful of queries, and everything that it sends."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from bookings.models import Appointment
from clients.models import Client
from intake.between_queries import diaries, latest_check_in, with_check_ins
from intake.models import Complaint, Episode
from intake.queries import Strip, Term, Vocabulary, strip_of, vocabulary
from practice.current import local_date
from sessions_log import agreeing, describe, picking
from sessions_log.answer_form import AnswerForm
from sessions_log.cards import Card
from sessions_log.content import Answer, Content
from sessions_log.enums import Done
from sessions_log.forms import HomeworkForm, ReviewForm, VisitForm, new_fields
from sessions_log.models import Progress, Visit
from sessions_log.papers import Shown, shown
from sessions_log.reading import content_of, said_of
from sessions_log.same import Same, same_as
from sessions_log.told import told_of

RECENT = 5  # visits whose areas and techniques come first


@dataclass(slots=True)
class HomeworkRow:
    term: Term
    form: HomeworkForm


@dataclass(slots=True)
class ReviewRow:
    """A homework given at the visit before: how much of it was done?"""

    homework: int
    term: Term
    detail: str
    times_a_day: int | None
    form: ReviewForm

    @property
    def text(self) -> str:
        how = describe.dose(self.detail, self.times_a_day)
        return f"{self.term.name}: {how}" if how else self.term.name

    @property
    def done(self) -> str:
        """How much was done, as far as this visit has asked."""
        said = self.form["done"].value()
        return str(Done(said).label) if said in Done.values else ""


@dataclass(slots=True)
class Page:
    client: Client
    visit: Visit | None
    now: dt.datetime
    words: Vocabulary
    strip: Strip
    saved: Content
    cards: list[Card]
    recent: list[Visit]
    data: Any = None
    form: VisitForm = field(init=False)
    areas: picking.Areas = field(init=False)
    techniques: picking.Techniques = field(init=False)
    asked_areas: list[agreeing.Asked] = field(init=False)
    asked_techniques: list[agreeing.Asked] = field(init=False)
    homework: list[HomeworkRow] = field(init=False)
    reviews: list[ReviewRow] = field(init=False)
    same: Same = field(init=False)

    def __post_init__(self):
        self.form = VisitForm(self.data, client=self.client, fields=self.saved.fields, now=self.now)
        used = [row["area_id"] for visit in self.recent for row in visit.areas_said]
        self.areas = picking.Areas(
            self.words.areas, self.saved.areas, used, self.data, first=not self.cards, before=self._found_before()
        )
        tried = [row["technique_id"] for visit in self.recent for row in visit.techniques_said]
        self.techniques = picking.Techniques(self.words.techniques, self.saved.techniques, tried, self.data)
        self.asked_areas = agreeing.asked(
            "area", self.words.areas, self.areas.sides, self.saved.area_consents, self.data
        )
        self.asked_techniques = agreeing.asked(
            "technique", self.words.techniques, self.techniques.chosen, self.saved.technique_consents, self.data
        )
        self.homework = [self._homework(term) for term in self.words.homework.values() if self._offers(term)]
        self.reviews = list(self._reviews())
        marked = self.saved.from_last if self.data is None else self.data.get("from_last", "").split()
        self.same = same_as(self.last, self.words, marked)

    @property
    def last(self) -> Visit | None:
        """The visit before this one."""
        return self.recent[0] if self.recent else None

    @property
    def last_notes(self) -> list[tuple[str, str]]:
        names = ("subjective", "objective", "assessment", "plan")
        notes = [(str(VisitForm.base_fields[name].label), getattr(self.last, name)) for name in names]
        return [(label, text) for label, text in notes if text]

    @property
    def papers(self) -> list[Shown]:
        """Photos of paper notes."""
        return shown(self.visit) if self.visit else []

    @property
    def asks_after(self) -> bool:
        return any(card.complaint.track_intensity for card in self.cards)

    @property
    def wrong(self) -> list:
        """The forms that came back with errors, in the order of the page."""
        return [form for form in self.forms if form.errors]

    @property
    def all_answered(self) -> bool:
        return all(card.answered for card in self.cards)

    @property
    def forms(self) -> list:
        return [
            self.form,
            *(card.form for card in self.cards if card.was_sent),
            *self.areas.findings.values(),
            *(asked.form for asked in self._asked),
            *(row.form for row in self.homework),
            *(row.form for row in self.reviews),
        ]

    def is_valid(self) -> bool:
        # Each is asked, so that all that is wrong is said at once.
        wrong = [form for form in self.forms if not form.is_valid()]
        return not (wrong or self.areas.errors or self.techniques.errors)

    def may_be_signed(self) -> bool:
        """Of a valid page: what is sensitive was agreed to. Where it was not, that is said beside it."""
        # Each is asked, so that all that is wrong is said at once.
        return not [asked for asked in self._asked if not asked.form.may_be_signed()]

    def content(self) -> Content:
        """Of a valid page."""
        homework = {row.term.pk: row.form.cleaned_data for row in self.homework}
        content = Content(
            fields=self.form.content(),
            answers={card.complaint.pk: card.form.answer() for card in self.cards if card.was_sent},
            areas=self.areas.chosen(),
            techniques={pk: {} for pk in self.techniques.chosen},
            area_consents=agreeing.said(self.asked_areas),
            technique_consents=agreeing.said(self.asked_techniques),
            homework={
                pk: {"detail": said["detail"], "times_a_day": said["times_a_day"]}
                for pk, said in homework.items()
                if said["given"]
            },
            reviews={row.homework: {"done": done} for row in self.reviews if (done := row.form.cleaned_data["done"])},
        )
        content.from_last = self.same.untouched(self.same.marked, content)
        return content

    @property
    def _asked(self) -> list[agreeing.Asked]:
        return [asked for asked in (*self.asked_areas, *self.asked_techniques) if asked.chosen]

    def _found_before(self) -> dict[int, str]:
        rows = self.last.areas_said if self.last else []
        return {row["area_id"]: found for row in rows if (found := describe.finding(row))}

    def _offers(self, term: Term) -> bool:
        return not term.retired or term.pk in self.saved.homework

    def _homework(self, term: Term) -> HomeworkRow:
        said = self.saved.homework.get(term.pk)
        initial = (said or {}) | {"given": said is not None}
        return HomeworkRow(term, HomeworkForm(self.data, prefix=f"h{term.pk}", initial=initial))

    def _reviews(self):
        for row in self.last.homework_said if self.last else []:
            said = self.saved.reviews.get(row["id"])
            form = ReviewForm(self.data, prefix=f"r{row['id']}", initial=said)
            yield ReviewRow(row["id"], self.words.homework[row["kind_id"]], row["detail"], row["times_a_day"], form)


def load(
    client: Client, visit: Visit | None, *, now: dt.datetime, data=None, planned: Appointment | None = None
) -> Page:
    """Read the page of `visit` (from `with_parts()`), or of one that is yet to be: eight queries."""
    cards = _cards(client, visit, now, data)
    before = Visit.objects.final().filter(client=client, starts_at__lt=visit.starts_at if visit else now)
    recent = before.select_related("therapist").with_parts().order_by("-starts_at", "-pk")
    answers = {card.complaint.pk: card.answer for card in cards}
    saved = content_of(visit, answers) if visit else Content(fields=new_fields(now, planned))
    return Page(
        client=client,
        visit=visit,
        now=now,
        words=vocabulary(),
        strip=strip_of(client),
        saved=saved,
        cards=cards,
        recent=list(recent[:RECENT]),
        data=data,
    )


def _cards(client: Client, visit: Visit | None, now: dt.datetime, data) -> list[Card]:
    """One for each open complaint, and for each that the visit speaks of already."""
    asked = Q(closed_on=None) | Q(pk__in=visit.complaints.values("complaint")) if visit else Q(closed_on=None)
    episode = Episode.objects.filter(complaint=OuterRef("pk")).order_by("-number").values("starts_on")[:1]
    found = (
        Complaint.objects.filter(asked, client=client)
        .select_related("type", "client")
        .annotate(episode_from=Subquery(episode))
    )
    starts_at = visit.starts_at if visit else now
    complaints = {complaint.pk: complaint for complaint in with_check_ins(found, starts_at).order_by("pk")}
    progress = Progress.objects.in_bulk(list(complaints)) if complaints else {}
    said = said_of(complaints) if complaints else {}
    kept = diaries(list(complaints), local_date(starts_at))

    def card_of(complaint) -> Card:
        readings, sent = said[complaint.pk], data is not None and f"c{complaint.pk}-shown" in data
        at = next((at for at in readings if visit and at.visit == visit.pk), None)
        answer = at.answer(complaint.activities_edition) if at else Answer()
        before = [each for each in readings if each is not at and each.starts_at < starts_at]
        told = told_of(
            complaint,
            check_in=latest_check_in(complaint.checked_in),
            days=kept[complaint.pk],
            starts_at=starts_at,
            last_visit=max((each.starts_at for each in before), default=None),
            last_signed=max((each.starts_at for each in before if not each.draft), default=None),
        )
        form = AnswerForm(data if sent else None, complaint=complaint, answer=answer, told=told, is_new=visit is None)
        return Card(
            complaint=complaint,
            form=form,
            answer=answer,
            progress=progress.get(complaint.pk),
            readings=readings,
            visit=visit.pk if visit else None,
            starts_at=starts_at,
            since=complaint.episode_from,
            told=told,
        )

    return [card_of(complaint) for complaint in complaints.values()]
