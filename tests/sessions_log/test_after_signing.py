"""What follows a signature: the next step for the desk, reminders of what is unsigned, a copy to the right chart."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from bookings.models import FollowUp, LastSeen
from bookings.recall import leave_in_peace
from intake.models import Area, HomeworkKind, Technique
from practice.current import local_date
from sessions_log import record
from sessions_log.copying import copy_visit
from sessions_log.models import AreaWorked, Homework, Progress, SensitiveConsent, TechniqueUsed, Visit
from sessions_log.rechecking import retell_last_seen
from sessions_log.unsigned import by_therapist
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def clara():
    return factories.client("Clara Whitfield")


def signed(who, therapist, **fields) -> Visit:
    visit = factories.visit(who, therapist, **fields)
    return record.sign_visit(visit, by=therapist, now=NOW, seen=1, despite="In a hurry")


def page_of(visit, name="visit") -> str:
    return reverse(f"sessions_log:{name}", args=[visit.public_id])


class TestTheNextStep:
    def test_it_is_filled_in_from_the_visit_and_changed_with_one_page(self, as_, therapist, colleague, clara):
        visit = signed(clara, therapist, return_weeks=2, minutes=75, desk_note="mornings suit her")
        browser, asked = as_(therapist), FollowUp.objects.get()
        html = browser.get(page_of(visit)).content.decode()
        assert "The desk is asked to book 75 minutes with Ines Moreno" in html
        form = browser.get(page_of(visit, "next")).context
        sent = {"request_id": str(visit.public_id), "seen": form["seen"], "minutes": "90"}
        sent |= {"due_from": asked.due_from, "due_by": asked.due_by, "therapist": colleague.public_id}
        assert browser.post(page_of(visit, "next"), sent).url == page_of(visit)
        asked.refresh_from_db()
        assert (asked.minutes, asked.therapist, asked.desk_note, asked.status) == (90, colleague, "", "open")
        browser.post(page_of(visit, "next"), sent | {"minutes": "30"})  # seen before it was changed
        asked.refresh_from_db()
        assert (asked.minutes, FollowUp.objects.count()) == (90, 1)

    def test_a_note_that_tells_the_desk_too_much_stays_on_the_page(self, as_, therapist, clara):
        factories.complaint(clara, "Headaches")
        visit = signed(clara, therapist)
        day = local_date(NOW).isoformat()
        sent = {"request_id": str(visit.public_id), "due_from": day, "due_by": day, "minutes": "60"}
        answer = as_(therapist).post(page_of(visit, "next"), sent | {"desk_note": "for her headaches"})
        assert "Please leave it out." in answer.content.decode()
        assert "for her headaches" in answer.content.decode()
        assert FollowUp.objects.get().desk_note == ""

    @pytest.mark.parametrize("reason", ["nothing said", "the client decides", "left in peace", "booked already"])
    def test_who_leaves_without_a_next_appointment_is_called_unless_there_is_a_reason_not_to(
        self, therapist, clara, reason
    ):
        if reason == "left in peace":
            leave_in_peace(clara, by=therapist, now=NOW)
        if reason == "booked already":
            factories.appointment(clara, therapist, NOW + dt.timedelta(days=3))
        signed(clara, therapist, **({"return_weeks": 0} if reason == "the client decides" else {}))
        asked = ["left"] if reason == "nothing said" else []
        assert list(FollowUp.objects.values_list("asked", flat=True)) == asked

    def test_where_the_client_decides_nothing_is_offered(self, as_, therapist, clara):
        html = as_(therapist).get(page_of(signed(clara, therapist, return_weeks=0))).content.decode()
        assert "The next step is the client’s to decide" in html and "Ask the desk to book" not in html

    def test_what_the_desk_has_booked_is_the_desks(self, as_, therapist, clara):
        visit = signed(clara, therapist, return_weeks=2)
        FollowUp.objects.update(status="closed", close_reason="will_call")
        assert "Change it" not in as_(therapist).get(page_of(visit)).content.decode()
        assert as_(therapist).get(page_of(visit, "next")).status_code == 302


def test_after_three_days_an_owner_sees_how_many_wait_for_whom(as_, owner, therapist, colleague, clara):
    def draft(by, hours):
        return factories.visit(clara, by, starts_at=NOW - dt.timedelta(hours=hours))

    oldest = draft(therapist, 200)
    for by, hours in ((therapist, 73), (therapist, 71), (colleague, 71)):
        draft(by, hours)
    factories.visit(clara, colleague, days_ago=9, signed=True)
    assert [(each, each.unsigned) for each in by_therapist(NOW)] == [(oldest, 2)]
    html = as_(owner).get("/fresh-look/").content.decode()
    assert "2 visits, the oldest of" in html and page_of(oldest) in html
    assert "Not signed for three days" not in as_(therapist).get("/fresh-look/").content.decode()


class TestTheRightClient:
    @pytest.fixture
    def wrong(self, therapist, clara):
        """A visit of Berta's that was signed in Clara's chart, and voided."""
        complaint = factories.complaint(clara)
        notes = {"plan": "Clara wants less pressure.", "objective": "Tight on the left", "return_weeks": 2}
        visit = factories.visit(clara, therapist, days_ago=3, minutes=75, pressure="light", **notes)
        factories.rating(visit, complaint, 6)
        area, technique = Area.objects.first(), Technique.objects.first()
        AreaWorked.objects.create(visit=visit, area=area, side="left", finding_note="as Whitfield said")
        TechniqueUsed.objects.create(visit=visit, technique=technique)
        SensitiveConsent.objects.create(visit=visit, area=area, agreed=True, reason="Short chest", said_at=NOW)
        Homework.objects.create(visit=visit, kind=HomeworkKind.objects.first(), detail="chin tucks", times_a_day=2)
        factories.sign(visit)
        return record.void_visit(visit, by=therapist, now=NOW, reason="Berta's, not hers")

    def copy(self, visit, to, by, *, with_ratings=False):
        return copy_visit(visit, to, by=by, now=NOW, request_id=uuid.uuid4(), with_ratings=with_ratings)

    def test_what_was_done_is_copied_and_nothing_of_the_other_client(self, wrong, therapist):
        berta = factories.client("Berta Begun")
        factories.complaint(berta, "Headaches")
        copied = self.copy(wrong, berta, therapist)
        made = copied.visit
        assert made.is_draft and (made.client, made.copied_from, made.starts_at) == (berta, wrong, wrong.starts_at)
        assert (made.minutes, made.pressure, made.objective, made.plan) == (75, "light", "Tight on the left", "")
        assert copied.left_out == ["What comes next"]
        assert list(made.areas.values_list("side", "finding_note")) == [("left", "")]
        assert (made.techniques.count(), made.homework.get().detail) == (1, "chin tucks")
        assert not (made.ratings.exists() or made.consents.exists())
        assert self.copy(wrong, berta, therapist).visit == made

    def test_ratings_come_along_where_the_type_is_the_same_and_it_is_wanted(self, wrong, therapist):
        berta = factories.client("Berta Begun")
        complaint = factories.complaint(berta, "Migraine days")
        made = self.copy(wrong, berta, therapist, with_ratings=True).visit
        assert list(made.ratings.values_list("complaint", "value")) == [(complaint.pk, 6)]
        assert Progress.objects.get(complaint=complaint).visits == 1

    def test_only_its_therapist_copies_and_only_what_was_voided(self, wrong, therapist, colleague, clara):
        berta = factories.client("Berta Begun")
        with pytest.raises(PermissionDenied):
            self.copy(wrong, berta, colleague)
        with pytest.raises(PermissionDenied):
            self.copy(signed(clara, therapist), berta, therapist)
        with pytest.raises(ValidationError):
            self.copy(wrong, clara, therapist)
        assert not Visit.objects.filter(client=berta).exists()

    def test_it_is_found_and_copied_on_a_page(self, as_, wrong, therapist):
        berta, browser = factories.client("Berta Begun"), as_(therapist)
        assert page_of(wrong, "copy") in browser.get(page_of(wrong)).content.decode()
        sent = {"request_id": factories.request_id(), "q": "bert"}
        assert "Berta Begun" in browser.post(page_of(wrong, "copy"), sent).content.decode()
        answer = browser.post(page_of(wrong, "copy"), sent | {"client": berta.public_id}, follow=True)
        html = answer.content.decode()
        assert "Copied from a visit that was voided on" in html
        assert ("Clara" in html, "Whitfield" in html) == (False, False)


class TestLastSeen:
    """What the desk's room learns of visits: the day and with whom, of the last one that was signed."""

    @staticmethod
    def told():
        return list(LastSeen.objects.values_list("client__name", "at", "therapist__name"))

    def test_signing_tells_it_and_voiding_takes_it_back(self, therapist, colleague, clara):
        first = signed(clara, therapist, starts_at=NOW - dt.timedelta(days=30))
        last = signed(clara, colleague, starts_at=NOW - dt.timedelta(days=20))
        factories.visit(clara, therapist, days_ago=1)  # a draft is nothing that is known
        assert self.told() == [("Clara Whitfield", last.starts_at, "Tomas Reyes")]
        signed(clara, therapist, starts_at=NOW - dt.timedelta(days=40))  # written late
        assert self.told() == [("Clara Whitfield", last.starts_at, "Tomas Reyes")]
        record.void_visit(last, by=colleague, now=NOW, reason="The wrong client")
        assert self.told()[0][1:] == (first.starts_at, "Ines Moreno")

    def test_what_differs_is_told_anew_each_night(self, therapist, clara):
        visit = factories.visit(clara, therapist, days_ago=3, signed=True)
        gone = factories.client("Never here")
        LastSeen.objects.create(client=gone, at=NOW)
        assert [retell_last_seen(), retell_last_seen()] == [2, 0]
        assert self.told() == [("Clara Whitfield", visit.starts_at, "Ines Moreno")]
