"""Stored progress is true after every change, and costs the same for one complaint as for three."""

import datetime as dt
import itertools
import threading
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.enums import Aim, ClosedReason
from intake.models import Complaint, ComplaintType, Episode
from practice.current import practice
from practice.hooks import thresholds_changed, time_zone_changed
from practice.models import Practice
from practice.versions import Stale
from sessions_log import complaints, judging
from sessions_log.models import Addendum, Progress, Rating
from sessions_log.progress import stage
from sessions_log.verdicts import Verdict
from tests import factories

STORED = ("visits", "verdict", "without", "stage")


def series(client, complaint, by, values, *, every=7, sign=True):
    """Visits `every` days apart, the last one today, with these ratings before the treatment."""
    made = []
    for number, value in enumerate(values):
        visit = factories.visit(client, by, days_ago=every * (len(values) - 1 - number))
        factories.rating(visit, complaint, value)
        made.append(factories.sign(visit) if sign else visit)
    return made


@transaction.atomic
def judged(*found):
    judging.lock([each.pk for each in found])
    judging.recompute(each.pk for each in found)
    return Progress.objects.get(complaint=found[0])


def stored(progress):
    return tuple(getattr(progress, name) for name in STORED)


@pytest.fixture
def clara(db):
    return factories.client("Clara Whitfield")


def test_five_visits_without_improvement_are_stored_with_every_number_of_the_flag(clara, therapist):
    headaches = factories.complaint(clara)
    last = series(clara, headaches, therapist, ["7", "7", "7", "6", "7"])[-1]
    progress = judged(headaches)
    today = timezone.localdate()
    assert stored(progress) == (5, "no_improvement", 5, "refer")
    assert progress.measures == {
        "intensity": {
            "verdict": "unchanged",
            "baseline": "7",
            "current": "6.5",
            "change": "0.5",
            "need": "2.1",
            "baseline_from": ["7"],
            "current_from": ["6", "7"],
        }
    }
    assert (progress.leading, progress.single_baseline, progress.late_baseline) == ("intensity", True, False)
    assert (progress.weeks, progress.median_gap_days, progress.widely_spaced) == (4, 7, False)
    dates = [(today - dt.timedelta(days=days)).isoformat() for days in (28, 21, 14, 7, 0)]
    assert progress.series == [list(each) for each in zip(dates, ["7", "7", "7", "6", "7"], strict=True)]
    assert (progress.last_visit_at, progress.last_rated_on) == (last.starts_at, today)
    assert (progress.review_after, progress.refer_after) == (3, 5)


def test_a_sparkline_has_the_last_twelve_ratings(clara, therapist):
    headaches = factories.complaint(clara)
    series(clara, headaches, therapist, [str(value % 7) for value in range(14)])
    assert [value for _, value in judged(headaches).series] == [str(value % 7) for value in range(2, 14)]


def test_another_scale_is_stored_exactly_and_shown_with_four_decimals(clara, therapist):
    headaches = factories.complaint(clara)
    visit = factories.visit(clara, therapist)
    factories.rating(visit, headaches, "7")
    Rating.objects.update(value="33.25", scale_max=140)
    progress = judged(headaches)
    assert progress.series[-1][1] == "2.375"
    Rating.objects.update(value="10", scale_max=30)
    assert judged(headaches).measures["intensity"]["baseline"] == "3.3333"


def test_only_the_latest_correction_of_a_rating_counts(clara, therapist):
    headaches = factories.complaint(clara)
    visits = series(clara, headaches, therapist, ["7", "7", "7"])
    rating = Rating.objects.get(visit=visits[-1])
    for value in ("1", "5"):
        Addendum.objects.create(
            visit=visits[-1], author=therapist, reason="a slip", rating=rating, value=Decimal(value)
        )
    progress = judged(headaches)
    assert progress.measures["intensity"]["current"] == "6"
    assert [value for _, value in progress.series] == ["7", "7", "5"]


def test_voided_after_and_other_complaints_ratings_count_nowhere(clara, therapist):
    headaches, back = factories.complaint(clara), factories.complaint(clara, "Upper back")
    visits = series(clara, headaches, therapist, ["7", "7", "7"], sign=False)
    factories.rating(visits[0], headaches, "1", after=True)
    factories.rating(visits[1], back, "2")
    visits[2].voided_at, visits[2].voided_by, visits[2].void_reason = timezone.now(), therapist, "not hers"
    visits[2].save()
    assert stored(judged(headaches, back)) == (2, "no_improvement", 2, "watch")
    assert stored(Progress.objects.get(complaint=back)) == (1, "not_enough_data", 1, "")


ratings = st.lists(st.integers(0, 10), min_size=1, max_size=6)


# Each example has a complaint of its own, so that the client may stay from one to the next.
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ratings, after=st.lists(st.integers(0, 10), min_size=6, max_size=6))
def test_ratings_after_the_treatment_never_change_anything(clara, therapist, before, after):
    headaches = factories.complaint(clara)
    visits = series(clara, headaches, therapist, before, sign=False)
    alone = model_to_dict(judged(headaches))
    for visit, value in zip(visits, after, strict=False):
        factories.rating(visit, headaches, value, after=True)
    assert model_to_dict(judged(headaches)) == alone


def test_function_is_the_mean_of_the_activities_of_today(clara, therapist):
    reach = factories.complaint(
        clara, "Shoulder", main_measure="function", track_function=True, activities=["reach", "sleep"]
    )
    visit = factories.visit(clara, therapist)
    factories.rating(visit, reach, "3", "function")
    Rating.objects.update(value=None, parts=[Decimal(3), Decimal(4)])
    assert judged(reach).measures["function"]["baseline"] == "3.5"
    complaints.edit_complaint(reach, now=timezone.now(), seen=1, changes={"activities": ["reach", "drive"]})
    progress = Progress.objects.get(complaint=reach)
    assert (progress.visits, progress.measures["function"]["baseline"], progress.series) == (1, None, [])


def test_two_visits_that_nobody_rated_are_unmeasured_unless_the_client_declined(clara, therapist):
    headaches = factories.complaint(clara)
    visits = [factories.visit(clara, therapist, days_ago=days) for days in (14, 7)]
    for visit in visits:
        visit.complaints.create(complaint=headaches)
        factories.sign(visit)
    assert judged(headaches).unmeasured is True
    declined = factories.visit(clara, therapist)
    declined.complaints.create(complaint=headaches, declined=True)
    factories.sign(declined)
    assert judged(headaches).unmeasured is False


def test_recomputing_costs_four_queries_for_one_complaint_and_for_three(clara, therapist):
    practice()
    made = [factories.complaint(clara, name) for name in ("Headaches", "Neck", "Sleep")]
    for complaint in made:
        series(clara, complaint, therapist, ["7", "6", "5"])
    for some in (made[:1], made):
        with (
            transaction.atomic(),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            judging.recompute([each.pk for each in some])
        assert len(queries) == 4  # heads, visits with ratings, intake ratings, upsert
    assert Progress.objects.filter(visits=3).count() == 3


def test_thresholds_come_as_a_pair_from_the_complaint_its_type_or_the_practice(clara, therapist):
    headaches = factories.complaint(clara)
    series(clara, headaches, therapist, ["7", "7", "7", "7"])
    assert judged(headaches).stage == "review"
    ComplaintType.objects.filter(pk=headaches.type_id).update(review_after=2, refer_after=4)
    assert judged(headaches).stage == "refer"
    headaches = complaints.change_thresholds(headaches, 5, 6, now=timezone.now(), seen=1)
    assert Progress.objects.get().stage == "watch"
    complaints.change_thresholds(headaches, None, None, now=timezone.now(), seen=2)
    assert Progress.objects.get().stage == "refer"


def test_changed_thresholds_restage_without_reading_a_rating(clara, therapist):
    headaches = factories.complaint(clara)
    series(clara, headaches, therapist, ["7", "7", "7", "7"])
    judged(headaches)
    row = practice()
    row.review_after, row.refer_after = 1, 4
    row.save()
    with CaptureQueriesContext(connection) as queries:
        thresholds_changed.send(sender=Practice, of=row)
    assert len(queries) == 1
    assert "rating" not in queries[0]["sql"]
    assert (Progress.objects.get().stage, Progress.objects.get().refer_after) == ("refer", 4)
    ComplaintType.objects.filter(pk=headaches.type_id).update(review_after=5, refer_after=6)
    other_type = ComplaintType.objects.exclude(pk=headaches.type_id).first()
    thresholds_changed.send(sender=ComplaintType, of=other_type)
    assert Progress.objects.get().stage == "refer"
    thresholds_changed.send(sender=ComplaintType, of=headaches.type)
    assert Progress.objects.get().stage == "watch"


def test_the_stage_of_the_database_equals_the_stage_of_the_rule_on_every_combination(clara):
    practice()
    of_a_measure_only = (Verdict.SOME_CHANGE, Verdict.UNCHANGED)
    verdicts = [verdict for verdict in Verdict if verdict not in of_a_measure_only]
    grid = list(itertools.product((Aim.RESOLVE, Aim.MAINTAIN), verdicts, range(13), (False, True), (False, True)))
    kind = ComplaintType.objects.all()[0]
    made = Complaint.objects.bulk_create(
        Complaint(client=clara, type=kind, name=str(n), aim=aim) for n, (aim, *_facts) in enumerate(grid)
    )
    names = ("verdict", "without", "slow", "worse_twice")
    Progress.objects.bulk_create(
        Progress(complaint=each, review_after=20, refer_after=30, **dict(zip(names, facts, strict=True)))
        for each, (_aim, *facts) in zip(made, grid, strict=True)
    )
    for review_after, refer_after in [(1, 2), (3, 5), (2, 9)]:
        Practice.objects.update(review_after=review_after, refer_after=refer_after)
        Progress.objects.update(stage="nonsense", review_after=20, refer_after=30)
        judging.restage()
        wrong = [
            (row.complaint.aim, row.verdict, row.without, row.slow, row.worse_twice, row.stage)
            for row in Progress.objects.select_related("complaint")
            if row.stage != (stage(row, row.complaint.aim, review_after=review_after, refer_after=refer_after) or "")
        ]
        assert wrong == []


def test_another_time_zone_judges_by_other_local_dates(clara, therapist):
    headaches = factories.complaint(clara, starts_on=dt.date(2026, 3, 2))
    visit = factories.visit(clara, therapist, starts_at=dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC))
    factories.rating(visit, headaches, "7")
    assert judged(headaches).visits == 0
    Practice.objects.update(time_zone="Europe/Madrid")
    with transaction.atomic():
        time_zone_changed.send(sender=Practice, of=practice())
    assert (Progress.objects.get().visits, Progress.objects.get().last_rated_on) == (1, dt.date(2026, 3, 2))


# --- what changes a complaint -----------------------------------------------------------------------------------


def opened(clara, therapist, now, **fields):
    kind = ComplaintType.objects.get(name="Headache")
    return complaints.open_complaint(
        clara,
        by=therapist,
        now=now,
        request_id=fields.pop("request_id", uuid.uuid4()),
        fields={"name": "Headaches", "type": kind, **fields},
        ratings=[complaints.GivenRating("intensity", Decimal(10), Decimal(8))],
    )


def test_opening_a_complaint_twice_by_one_request_makes_one(clara, therapist):
    now, request_id = timezone.now(), uuid.uuid4()
    first, second = (opened(clara, therapist, now, request_id=request_id) for _ in range(2))
    assert first == second
    assert list(Episode.objects.values_list("number", "starts_on", "reason")) == [(1, timezone.localdate(), "opened")]
    progress = Progress.objects.get()
    assert (progress.verdict, progress.visits, progress.stage) == ("not_enough_data", 0, "")
    assert progress.measures["intensity"]["baseline"] == "8"


def test_no_complaint_is_opened_for_an_archived_client(clara, therapist):
    clara.archived_at = timezone.now()
    clara.save()
    with pytest.raises(ValidationError):
        opened(clara, therapist, timezone.now())
    assert not Complaint.objects.exists()


def test_another_aim_begins_an_episode_in_which_nothing_earlier_counts(clara, therapist):
    headaches = factories.complaint(clara)
    series(clara, headaches, therapist, ["7", "7", "7", "7"])
    now = timezone.now() + dt.timedelta(days=1)
    changed = complaints.change_aim(headaches, Aim.MAINTAIN, now=now, seen=1)
    assert (changed.version, changed.episodes.count()) == (2, 2)
    assert stored(Progress.objects.get()) == (0, "not_enough_data", 0, "")


def test_a_save_of_what_somebody_else_changed_is_refused_with_the_row_as_it_is(clara, therapist):
    headaches = factories.complaint(clara)
    complaints.edit_complaint(headaches, now=timezone.now(), seen=1, changes={"name": "Migraine"})
    with pytest.raises(Stale) as refused:
        complaints.edit_complaint(headaches, now=timezone.now(), seen=1, changes={"name": "Headache"})
    assert refused.value.current.name == "Migraine"
    headaches.refresh_from_db()
    assert (headaches.name, headaches.version) == ("Migraine", 2)


def test_a_mistaken_closing_undone_restores_the_episode_and_a_reopening_begins_one(clara, therapist):
    headaches = factories.complaint(clara)
    series(clara, headaches, therapist, ["7", "7", "7"])
    now, today = timezone.now(), timezone.localdate()
    closing = {"by": therapist, "now": now, "on": today, "reason": ClosedReason.RESOLVED}
    closed = complaints.close_complaint(headaches, seen=1, **closing)
    assert complaints.close_complaint(headaches, seen=1, **closing).version == closed.version  # a double click
    assert (closed.is_open, closed.closed_by) == (False, therapist)
    again = complaints.undo_closing(closed, seen=2)
    assert (again.is_open, again.episodes.count(), Progress.objects.get().visits) == (True, 1, 3)
    closed = complaints.close_complaint(again, seen=3, **closing)
    later = complaints.reopen_complaint(closed, now=now + dt.timedelta(days=30), seen=4)
    assert (later.is_open, later.closed_reason, later.episodes.count()) == (True, "", 2)
    assert Progress.objects.get().visits == 0


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(1, "resolved", "on"), (-400, "resolved", "on"), (0, "other", "note")]
)
def test_an_impossible_closing_is_refused_beside_its_field(clara, therapist, days, reason, field):
    headaches = factories.complaint(clara)
    on = timezone.localdate() + dt.timedelta(days=days)
    with pytest.raises(ValidationError) as refused:
        complaints.close_complaint(headaches, by=therapist, now=timezone.now(), seen=1, on=on, reason=reason)
    assert list(refused.value.message_dict) == [field]
    headaches.refresh_from_db()
    assert (headaches.is_open, headaches.version) == (True, 1)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_rate_one_complaint_at_once_are_both_counted():
    by = factories.user("Ines Moreno", is_therapist=True)
    clara = factories.client("Clara Whitfield")
    headaches = factories.complaint(clara)
    visits = [factories.visit(clara, by, days_ago=days) for days in (14, 7)]
    first_wrote, failures = threading.Event(), []

    def rate(visit, before, after):
        try:
            with transaction.atomic():
                before()
                judging.lock([headaches.pk])
                factories.rating(visit, headaches, "7")
                judging.recompute([headaches.pk])
                after()
        except Exception as failure:
            failures.append(failure)
        finally:
            first_wrote.set()
            connection.close()

    def hold():
        first_wrote.set()
        threading.Event().wait(0.5)  # the other one meets the lock

    threads = [
        threading.Thread(target=rate, args=(visits[0], lambda: None, hold)),
        threading.Thread(target=rate, args=(visits[1], first_wrote.wait, lambda: None)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert stored(Progress.objects.get()) == (2, "no_improvement", 2, "watch")
