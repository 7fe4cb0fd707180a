"""Writing the record: one visit a form, final once signed, judged in the transaction of whatever changed it."""

import datetime as dt
import threading
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bookings.models import FollowUp
from intake.models import Area, HomeworkKind, Technique
from practice.current import local_date
from practice.versions import Stale
from sessions_log import record, returning
from sessions_log.complaints import open_complaint
from sessions_log.content import Answer, Content, given
from sessions_log.models import Addendum, AreaWorked, DoorEntry, Progress, Rating, Visit, VisitComplaint
from sessions_log.reading import said_at
from sessions_log.record import NotRecorded
from tests import factories

NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def clara(db):
    return factories.client()


@pytest.fixture
def headaches(clara):
    return factories.complaint(clara)


def log(who, therapist, *, days_ago: int = 0, **fields) -> Visit:
    fields.setdefault("starts_at", NOW - dt.timedelta(days=days_ago))
    fields.setdefault("request_id", uuid.uuid4())
    return record.log_visit(who, by=therapist, now=NOW, **fields)


def rate(visit: Visit, complaint, value, **said) -> Visit:
    return save(visit, {complaint.pk: Answer(before=(given("intensity", value),), **said)})


def save(visit: Visit, answers: dict[int, Answer]) -> Visit:
    content = Content(answers=answers)
    return record.save_draft(visit, by=visit.therapist, now=NOW, seen=visit.version, content=content)


def sign(visit: Visit) -> Visit:
    return record.sign_visit(visit, by=visit.therapist, now=NOW, seen=visit.version, despite="In a hurry")


def content(**parts) -> Content:
    fields = {
        "starts_at": NOW,
        "minutes": 60,
        "health_changed": False,
        "health_note": "",
        "pressure": "",
        "subjective": "",
        "objective": "",
        "assessment": "",
        "plan": "",
        "return_weeks": None,
        "desk_note": "",
    }
    return Content(fields=fields | parts.pop("fields", {}), **parts)


class TestLogging:
    def test_the_same_form_twice_makes_one_visit(self, clara, therapist):
        request_id = uuid.uuid4()
        assert log(clara, therapist, request_id=request_id) == log(clara, therapist, request_id=request_id)
        assert Visit.objects.count() == 1

    def test_every_open_complaint_is_worked_on_unless_somebody_says_otherwise(self, clara, headaches, therapist):
        factories.complaint(clara, "Old", closed_on=NOW.date(), closed_reason="resolved")
        visit = log(clara, therapist)
        assert list(visit.complaints.values_list("complaint__name", "worked_on")) == [("Headaches", True)]

    @pytest.mark.parametrize(
        ("fields", "starts_at"),
        [
            ({"archived_at": NOW}, NOW),
            ({}, NOW + dt.timedelta(hours=1)),
            ({"birth_date": dt.date(2000, 1, 1)}, dt.datetime(1999, 12, 1, 12, tzinfo=dt.UTC)),
            ({}, dt.datetime(1812, 1, 1, tzinfo=dt.UTC)),
        ],
    )
    def test_no_visit_of_an_archived_client_in_the_future_or_before_birth(self, therapist, fields, starts_at):
        who = factories.client(**fields)
        with pytest.raises(ValidationError):
            log(who, therapist, starts_at=starts_at)
        assert not Visit.objects.exists()

    def test_who_does_not_treat_logs_no_visit(self, clara, owner):
        with pytest.raises(PermissionDenied):
            log(clara, owner)

    def test_an_earlier_visit_moves_the_first_episode_back(self, clara, therapist):
        complaint = factories.complaint(clara, starts_on=local_date(NOW))
        log(clara, therapist, days_ago=20)
        assert complaint.episodes.get().starts_on == local_date(NOW - dt.timedelta(days=20))

    def test_a_corrected_typo_in_the_date_leaves_nothing_behind(self, clara, therapist):
        complaint = open_complaint(
            clara,
            by=therapist,
            now=NOW - dt.timedelta(days=2),
            request_id=uuid.uuid4(),
            fields={"type": factories.complaint_type("Headache"), "name": "Headaches"},
        )
        begun = local_date(NOW - dt.timedelta(days=2))
        visit = log(clara, therapist, days_ago=400)
        assert complaint.episodes.get().starts_on == local_date(visit.starts_at)
        visit = record.save_draft(visit, by=therapist, now=NOW, seen=visit.version, content=content())
        assert complaint.episodes.get().starts_on == begun
        mistaken = log(clara, therapist, days_ago=300)
        earlier = log(clara, therapist, days_ago=30)
        record.discard_draft(mistaken, by=therapist, now=NOW, seen=1, reason="A typo")
        assert complaint.episodes.get().starts_on == local_date(earlier.starts_at)

    def test_logging_again_after_voiding_takes_the_same_appointment(self, clara, therapist):
        booked = factories.appointment(clara, therapist, NOW)
        wrong = sign(log(clara, therapist, appointment=booked))
        record.void_visit(wrong, by=therapist, now=NOW, reason="wrong day")
        assert log(clara, therapist, appointment=booked).appointment == booked


class TestDrafts:
    def test_a_save_keeps_every_part_and_a_second_one_changes_only_what_changed(self, clara, headaches, therapist):
        area, other = Area.objects.all()[:2]
        technique, homework = Technique.objects.first(), HomeworkKind.objects.first()
        visit = log(clara, therapist)
        said = content(
            fields={"plan": "Slowly."},
            answers={headaches.pk: Answer(before=(given("intensity", 6),), after=(given("intensity", 4),))},
            areas={area.pk: {"side": "left", "finding": "tender", "finding_note": ""}},
            techniques={technique.pk: {}},
            homework={homework.pk: {"detail": "chin tucks", "times_a_day": 2}},
        )
        visit = record.save_draft(visit, by=therapist, now=NOW, seen=1, content=said)
        rated_at = Rating.objects.get(timing="before").rated_at
        said.areas = {other.pk: {"side": "", "finding": "", "finding_note": ""}}
        later = NOW + dt.timedelta(minutes=5)
        visit = record.save_draft(visit, by=therapist, now=later, seen=2, content=said)
        assert (visit.version, visit.plan) == (3, "Slowly.")
        assert list(AreaWorked.objects.values_list("area", flat=True)) == [other.pk]
        assert Rating.objects.get(timing="before").rated_at == rated_at

    def test_a_stale_save_writes_nothing(self, clara, headaches, therapist):
        visit = log(clara, therapist)
        rate(visit, headaches, 6)
        with pytest.raises(Stale) as stale:
            record.save_draft(visit, by=therapist, now=NOW, seen=1, content=content(fields={"plan": "Mine"}))
        assert stale.value.current.version == 2
        assert (Visit.objects.get().plan, Rating.objects.count()) == ("", 1)

    def test_somebody_else_neither_saves_signs_nor_discards(self, clara, therapist, colleague):
        visit = log(clara, therapist)
        for act in (
            lambda: record.save_draft(visit, by=colleague, now=NOW, seen=1, content=content()),
            lambda: record.sign_visit(visit, by=colleague, now=NOW, seen=1, despite="In a hurry"),
            lambda: record.discard_draft(visit, by=colleague, now=NOW, seen=1, reason="x"),
        ):
            with pytest.raises(PermissionDenied):
                act()
        visit.refresh_from_db()
        assert (visit.version, visit.is_draft) == (1, True)

    def test_another_clients_complaint_is_no_part_of_a_visit(self, clara, therapist):
        foreign = factories.complaint(factories.client("Somebody Else"))
        visit = log(clara, therapist)
        with pytest.raises(PermissionDenied):
            rate(visit, foreign, 5)
        with pytest.raises(PermissionDenied):
            record.save_draft(
                visit, by=therapist, now=NOW, seen=1, content=content(answers={foreign.pk: Answer(worked_on=True)})
            )
        assert not VisitComplaint.objects.filter(complaint=foreign).exists()

    def test_a_discarded_draft_counts_nowhere_and_comes_back(self, clara, headaches, therapist):
        visit = rate(log(clara, therapist), headaches, 6)
        visit = record.discard_draft(visit, by=therapist, now=NOW, seen=visit.version, reason="nobody came")
        assert (visit.void_reason, Progress.objects.get().visits) == ("nobody came", 0)
        record.bring_back_draft(visit, by=therapist, now=NOW, seen=visit.version)
        assert (Visit.objects.drafts().count(), Progress.objects.get().visits) == (1, 1)


class TestRatings:
    def test_a_rating_counts_from_the_moment_that_it_is_saved(self, clara, headaches, therapist):
        for days_ago in (14, 7, 0):
            rate(log(clara, therapist, days_ago=days_ago), headaches, 6)
        progress = Progress.objects.get()
        assert (progress.visits, progress.verdict, progress.stage) == (3, "no_improvement", "review")

    def test_a_rating_taken_back_counts_no_more(self, clara, headaches, therapist):
        visit = rate(log(clara, therapist), headaches, 6)
        save(visit, {headaches.pk: Answer(declined=True)})
        assert (Rating.objects.count(), Progress.objects.get().visits) == (0, 0)
        assert VisitComplaint.objects.get().declined

    def test_not_worked_on_adds_nothing_to_the_count(self, clara, headaches, therapist):
        for days_ago in (14, 7):
            rate(log(clara, therapist, days_ago=days_ago), headaches, 6)
        rate(log(clara, therapist), headaches, 6, worked_on=False)
        progress = Progress.objects.get()
        assert (progress.visits, progress.without) == (3, 2)

    def test_one_complaint_does_not_touch_another(self, clara, headaches, therapist):
        back = factories.complaint(clara, "Upper back")
        visit = rate(log(clara, therapist), headaches, 6)
        rate(visit, back, 3)
        assert dict(Progress.objects.values_list("complaint__name", "visits")) == {"Headaches": 1, "Upper back": 1}


class TestSigning:
    def test_what_is_missing_is_asked_once(self, clara, headaches, therapist):
        visit = log(clara, therapist)
        with pytest.raises(NotRecorded) as asked:
            record.sign_visit(visit, by=therapist, now=NOW, seen=1)
        assert list(map(str, asked.value.missing)) == [
            "consent to treatment",
            "consent to privacy",
            "anything new in health or medicines",
            "headaches rating",
            "where you worked",
            "how you worked",
        ]
        signed = record.sign_visit(visit, by=therapist, now=NOW, seen=1, despite="In a hurry")
        assert (signed.signed_at, signed.signed_by, signed.signed_despite) == (NOW, therapist, "In a hurry")
        assert "headaches rating; where you worked" in signed.signed_without
        assert record.sign_visit(visit, by=therapist, now=NOW, seen=1) == signed

    def test_who_comes_to_unwind_is_not_asked_for_ratings(self, clara, therapist):
        visit = log(clara, therapist)
        assert "rating" not in " ".join(map(str, record.not_recorded(visit)))

    def test_signing_asks_for_the_next_visit_once_and_closes_the_appointment(self, clara, therapist):
        booked = factories.appointment(clara, therapist, NOW - dt.timedelta(hours=1))
        visit = log(clara, therapist, starts_at=NOW - dt.timedelta(hours=1), appointment=booked)
        said = content(fields={"return_weeks": 4, "desk_note": "mornings", "minutes": 75})
        visit = record.save_draft(visit, by=therapist, now=NOW, seen=1, content=said)
        signed = sign(visit)
        sign(signed)
        booked.refresh_from_db()
        request = FollowUp.objects.get()
        middle = local_date(NOW) + dt.timedelta(weeks=4)
        assert (request.due_from, request.due_by) == (middle - dt.timedelta(days=7), middle + dt.timedelta(days=7))
        assert (request.minutes, request.desk_note, request.therapist) == (75, "mornings", therapist)
        assert (signed.follow_up, booked.status) == (request, "done")

    def test_nothing_is_asked_of_the_desk_where_the_client_decides(self, clara, therapist):
        said = content(fields={"return_weeks": 0})
        sign(record.save_draft(log(clara, therapist), by=therapist, now=NOW, seen=1, content=said))
        assert not FollowUp.objects.exists()

    @pytest.mark.parametrize("booked", [True, False])
    def test_who_left_without_a_next_appointment_is_called_unless_she_has_one(self, clara, therapist, booked):
        if booked:
            factories.appointment(clara, therapist, NOW + dt.timedelta(days=9))
        sign(log(clara, therapist))
        asked = [(one.asked, one.due_from, one.due_by, one.desk_note) for one in FollowUp.objects.all()]
        today = local_date(NOW)
        assert asked == ([] if booked else [("left", today, today + dt.timedelta(days=7), "")])

    def test_a_visit_signed_late_asks_for_a_time_that_is_still_to_come(self):
        day, today = dt.date(2026, 3, 2), dt.date(2026, 6, 1)
        assert returning.window(day, 1, today) == (today, today)
        assert returning.window(day, 1, day) == (dt.date(2026, 3, 6), dt.date(2026, 3, 12))

    def test_a_save_after_signing_is_refused_and_changes_nothing(self, clara, therapist):
        visit = sign(log(clara, therapist))
        with pytest.raises(Stale):
            record.save_draft(visit, by=therapist, now=NOW, seen=visit.version, content=content())
        assert Visit.objects.get().version == visit.version


class TestAfterSigning:
    def test_a_corrected_rating_is_judged_anew_and_both_values_stay(self, clara, headaches, therapist):
        for days_ago, value in ((14, 8), (7, 8), (0, 8)):
            sign(rate(log(clara, therapist, days_ago=days_ago), headaches, value))
        before = Progress.objects.get().measures["intensity"]["current"]
        rating = Rating.objects.order_by("visit__starts_at").last()
        record.add_addendum(
            rating.visit, by=therapist, request_id=uuid.uuid4(), reason="Mistyped", rating=rating, value=2
        )
        rating.refresh_from_db()
        assert (before, Progress.objects.get().measures["intensity"]["current"], rating.value) == ("8", "5", 8)

    def test_a_forgotten_rating_counts_at_its_visit_and_recomputes(self, clara, headaches, therapist, colleague):
        for days_ago, value in ((21, 7), (14, 7)):
            sign(rate(log(clara, therapist, days_ago=days_ago), headaches, value))
        unrated = sign(log(clara, therapist, days_ago=7))
        assert Progress.objects.get().visits == 2
        said = {"by": colleague, "reason": "It was on the paper", "forgotten": (headaches, "intensity")}
        record.add_addendum(unrated, request_id=uuid.uuid4(), value=9, **said)
        record.add_addendum(unrated, request_id=uuid.uuid4(), value=7, **said)
        found = Progress.objects.get()
        assert (found.visits, found.without, found.stage, found.series[-1][1]) == (3, 3, "review", "7")
        assert found.unmeasured is False
        ((_of, at),) = said_at(unrated)
        (added,) = at.ratings.values()
        assert (added.value, added.added_by, Rating.objects.filter(visit=unrated).exists()) == (
            7,
            "Tomas Reyes",
            False,
        )

    def test_a_forgotten_rating_is_of_what_the_visit_lacks_and_speaks_of(self, clara, headaches, therapist):
        rated = sign(rate(log(clara, therapist), headaches, 7))
        later = factories.complaint(clara, "Sore neck")
        said = {"by": therapist, "reason": "Forgotten", "value": 5}
        for complaint, measure in ((headaches, "intensity"), (headaches, "days"), (later, "intensity")):
            with pytest.raises(ValidationError):
                record.add_addendum(rated, request_id=uuid.uuid4(), forgotten=(complaint, measure), **said)
            given = {"complaint": complaint, "measure": measure, "scale_max": 10, "value": 5}
            if measure == "intensity":
                with pytest.raises(IntegrityError), transaction.atomic():
                    Addendum.objects.create(visit=rated, author=therapist, reason="Forgotten", **given)
        assert not Addendum.objects.exists()

    def test_an_addendum_is_added_once_to_a_final_visit_that_counts(self, clara, therapist):
        draft, request_id = log(clara, therapist), uuid.uuid4()
        said = {"by": therapist, "reason": "Forgotten", "text": "Sleeps badly."}
        with pytest.raises(ValidationError):
            record.add_addendum(draft, request_id=request_id, **said)
        signed = sign(draft)
        made = record.add_addendum(signed, request_id=request_id, **said)
        assert record.add_addendum(signed, request_id=request_id, **said) == made

    def test_a_voided_visit_counts_nowhere_and_takes_its_request_back(self, clara, headaches, therapist, owner):
        visit = rate(log(clara, therapist), headaches, 6)
        Visit.objects.filter(pk=visit.pk).update(return_weeks=2)
        visit = sign(Visit.objects.get())
        voided = record.void_visit(visit, by=owner, now=NOW, reason="Wrong chart")
        assert (voided.voided_by, DoorEntry.objects.get().reason) == (owner, "Wrong chart")
        assert (Progress.objects.get().visits, FollowUp.objects.get().status) == (0, "closed")

    def test_a_colleague_does_not_void(self, clara, therapist, colleague):
        visit = sign(log(clara, therapist))
        with pytest.raises(PermissionDenied):
            record.void_visit(visit, by=colleague, now=NOW, reason="x")
        assert Visit.objects.get().voided_at is None


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_visit():
    therapist, who = factories.user("Ines Moreno"), factories.client()
    factories.complaint(who)
    request_id, made = uuid.uuid4(), []

    def click():
        made.append(log(who, therapist, request_id=request_id).pk)
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join(20)
    assert (len(made), len(set(made)), Visit.objects.count()) == (4, 1, 1)
