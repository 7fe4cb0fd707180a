"""The page of a visit: what it asks, what it tells and when, and what becomes of what was typed."""

import datetime as dt
import json
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.models import FollowUp
from intake.models import Area, Complaint, ComplaintType, HomeworkKind, Technique
from sessions_log.models import Homework, HomeworkReview, Progress, Rating, Visit, VisitComplaint
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara():
    return factories.client()


@pytest.fixture
def headaches(clara):
    return factories.complaint(clara)


@pytest.fixture
def sheet(as_, therapist, clara):
    return Sheet(as_(therapist), clara)


class Sheet:
    """What a browser does with the page: the same form, sent again and again."""

    def __init__(self, browser, client):
        self.browser, self.client = browser, client
        self.start = reverse("sessions_log:start", args=[client.public_id])
        now = timezone.localtime()
        self.data = {
            "request_id": str(uuid.uuid4()),
            "new_complaint_id": str(uuid.uuid4()),
            "version": "0",
            "starts_at_0": f"{now:%Y-%m-%d}",
            "starts_at_1": f"{now:%H:%M}",
            "minutes": "60",
        }

    def save(self, **data):
        """Press Save; afterwards the page knows the new version, as a browser's does."""
        visit = Visit.objects.filter(request_id=self.data["request_id"]).first()
        answer = self.browser.post(
            reverse("sessions_log:visit", args=[visit.public_id]) if visit else self.start, self.data | data
        )
        if answer.status_code == 302:
            self.data |= data | {"version": self.version()}
        return answer

    def version(self) -> str:
        return str(Visit.objects.get(request_id=self.data["request_id"]).version)

    def tap(self, complaint, **data):
        """What a script sends as soon as a number is tapped; what is said of the complaint then."""
        typed = {f"c{complaint.pk}-{name}": value for name, value in data.items()}
        was = {name: self.data.get(name, "on" if name.endswith("worked_on") else "") for name in typed}
        self.data |= typed | {f"c{complaint.pk}-shown": "1"}
        visit = Visit.objects.filter(request_id=self.data["request_id"]).first()
        path = reverse("sessions_log:keep_new", args=[self.client.public_id])
        if visit:
            path = reverse("sessions_log:keep", args=[visit.public_id])
        changes = json.dumps({name: {"was": was[name], "now": now} for name, now in typed.items()})
        answer = self.browser.post(path, self.data | {"changes": changes}, headers={"HX-Request": "true"})
        self.tapped = answer.json()
        self.data["version"] = self.version()
        return self.tapped["cards"][str(complaint.pk)]["said"] if answer.status_code == 200 else ""


def earlier(who, therapist, complaint, *values):
    """Signed visits a week apart, before today, with these ratings."""
    for weeks, value in zip(range(len(values), 0, -1), values, strict=True):
        visit = factories.visit(who, therapist, days_ago=7 * weeks)
        factories.rating(visit, complaint, value)
        factories.sign(visit)


def card(complaint, **data):
    return {f"c{complaint.pk}-{name}": value for name, value in ({"shown": "1", "worked_on": "on"} | data).items()}


class TestTheLastRating:
    def test_nothing_of_it_is_told_before_the_new_one(self, sheet, clara, headaches, therapist):
        earlier(clara, therapist, headaches, 7, 7)
        html = sheet.browser.get(sheet.start).content.decode()
        assert ("Last time" in html, 'class="chip was"' in html) == (False, False)
        assert re.findall(r'name="c\d+-intensity"[^>]*checked', html) == []

    def test_with_the_new_one_it_is_told_and_the_stage_is_said(self, sheet, clara, headaches, therapist):
        earlier(clara, therapist, headaches, 7, 7)
        told = sheet.tap(headaches, intensity="6", worked_on="on")
        assert "7, dashed on the scale" in told
        assert "Third visit without improvement for the headaches: time to change the approach." in told
        html = sheet.browser.get(reverse("sessions_log:visit", args=[Visit.objects.latest("pk").public_id]))
        assert html.content.decode().count('class="chip was"') == 1

    @pytest.mark.parametrize("story", [((7, 7), "6", True), ((4,), "8", True), ((7,), "6", False)])
    def test_where_a_decision_is_due_one_tap_leads_to_it(self, sheet, headaches, therapist, story):
        before, now, asked = story
        earlier(headaches.client, therapist, headaches, *before)
        told = sheet.tap(headaches, intensity=now, worked_on="on")
        visit = Visit.objects.latest("pk")
        address = f"/complaints/{headaches.public_id}/decide/?next=/visits/{visit.public_id}/"
        assert ("What next?" in told, address in told) == (asked, asked)

    def test_homework_of_last_time_stands_beside_its_note_with_how_much_was_done(self, sheet, clara, therapist):
        given = factories.visit(clara, therapist, days_ago=7)
        homework = Homework.objects.create(visit=given, kind=HomeworkKind.objects.first(), detail="chin tucks")
        factories.sign(given)
        assert "chin tucks · not asked yet" in sheet.browser.get(sheet.start).content.decode()
        path = sheet.save(**{f"r{homework.pk}-done": "most"}).url
        assert "chin tucks · done: most" in sheet.browser.get(path).content.decode()

    def test_it_is_gone_when_the_rating_is_taken_back(self, sheet, clara, headaches, therapist):
        earlier(clara, therapist, headaches, 7)
        sheet.data |= {"version": "0"}
        visit = factories.visit(clara, therapist)
        path = reverse("sessions_log:visit", args=[visit.public_id])
        data = sheet.data | {"version": "1"}
        sheet.browser.post(path, data | card(headaches, intensity="6"))
        sheet.browser.post(path, data | {"version": "2"} | card(headaches, intensity="6", take_back="on"))
        assert not visit.ratings.exists()
        assert "Last time" not in sheet.browser.get(path).content.decode()


class TestSaving:
    def test_a_get_writes_nothing(self, sheet, headaches):
        sheet.browser.get(sheet.start)
        assert not Visit.objects.exists()

    def test_everything_on_the_page_is_kept_and_shown_again(self, sheet, clara, headaches, therapist):
        given = factories.visit(clara, therapist, days_ago=7)
        homework = Homework.objects.create(visit=given, kind=HomeworkKind.objects.first(), detail="chin tucks")
        factories.sign(given)
        scm = Area.objects.get(name="Scalenes")
        scalp, technique, heat = (
            Area.objects.get(name="Scalp"),
            Technique.objects.first(),
            HomeworkKind.objects.all()[1],
        )
        answer = sheet.browser.post(
            sheet.start,
            sheet.data
            | card(headaches, intensity="6", after="4")
            | {
                "health_changed": "yes",
                "health_note": "New tablets",
                "area": [f"{scm.pk}", f"{scm.pk}-left", f"{scalp.pk}"],
                f"a{scm.pk}-finding": "trigger_point",
                f"a{scm.pk}-finding_note": "near the rib",
                "technique": [technique.pk],
                f"h{heat.pk}-given": "on",
                f"h{heat.pk}-times_a_day": "2",
                f"r{homework.pk}-done": "most",
                "pressure": "light",
                "subjective": "Slept badly",
                "return_weeks": "other",
                "return_other": "5",
            },
        )
        visit = Visit.objects.latest("pk")
        assert (answer.status_code, answer.url) == (302, reverse("sessions_log:visit", args=[visit.public_id]))
        assert list(visit.ratings.order_by("-timing").values_list("timing", "value")) == [("before", 6), ("after", 4)]
        assert set(visit.areas.values_list("area__name", "side", "finding", "finding_note")) == {
            ("Scalenes", "left", "trigger_point", "near the rib"),
            ("Scalp", "", "", ""),
        }
        assert (visit.health_changed, visit.health_note, visit.pressure, visit.return_weeks) == (
            True, "New tablets", "light", 5,
        )  # fmt: skip
        assert visit.homework.get().times_a_day == 2
        assert HomeworkReview.objects.get().done == "most"
        html = sheet.browser.get(answer.url).content.decode()
        for text in (
            "New tablets",
            "near the rib",
            "Slept badly",
            f'value="{scm.pk}-left" aria-label="Scalenes, left" checked',
        ):
            assert text in html

    def test_the_same_form_twice_makes_one_visit(self, sheet, headaches):
        first = sheet.browser.post(sheet.start, sheet.data | card(headaches, intensity="6"))
        again = sheet.browser.post(sheet.start, sheet.data | card(headaches, intensity="6"))
        assert (first.url, Visit.objects.count(), Rating.objects.count()) == (again.url, 1, 1)

    def test_a_tap_makes_the_draft_that_the_form_then_saves(self, sheet, headaches):
        sheet.tap(headaches, intensity="6", worked_on="on")
        visit = Visit.objects.get()
        assert sheet.tapped["address"] == reverse("sessions_log:visit", args=[visit.public_id])
        answer = sheet.browser.post(sheet.start, sheet.data | {"plan": "Slowly"})
        visit.refresh_from_db()
        assert (answer.status_code, visit.plan, visit.ratings.get().value) == (302, "Slowly", 6)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"starts_at_0": "2999-01-01"},
            {"starts_at_0": "1812-01-01"},
            {"starts_at_1": "25:00"},
            {"minutes": "0"},
            {"plan": "x" * 10001},
            {"plan": "a\x00b"},
            {"pressure": "crushing"},
            {"return_weeks": "other"},
            {"return_weeks": "other", "return_other": "99"},
            {"intensity": "11"},
            {"intensity": "-1"},
            {"intensity": "many"},
        ],
    )
    def test_bad_input_saves_nothing_and_keeps_what_was_typed(self, sheet, headaches, wrong):
        wrong = {f"c{headaches.pk}-{k}" if k == "intensity" else k: v for k, v in wrong.items()}
        typed = card(headaches, intensity="6") | {"subjective": "Every word of it"} | wrong
        answer = sheet.browser.post(sheet.start, sheet.data | typed)
        html = answer.content.decode()
        assert (answer.status_code, Visit.objects.count(), Rating.objects.count()) == (200, 0, 0)
        assert "Every word of it" in html
        assert 'class="errors"' in html

    @pytest.mark.parametrize("wrong", [{"area": ["999999"]}, {"area": ["x"]}, {"technique": ["9" * 30]}])
    def test_an_unknown_area_or_technique_is_said_and_nothing_is_saved(self, sheet, wrong):
        known = Technique.objects.first()
        answer = sheet.browser.post(sheet.start, sheet.data | {"plan": "Kept", "technique": [known.pk]} | wrong)
        html = answer.content.decode()
        assert (answer.status_code, Visit.objects.count()) == (200, 0)
        assert "One of those chosen is not in the list." in html
        assert "Kept" in html

    def test_another_clients_complaint_is_not_answered_for(self, sheet, headaches):
        foreign = factories.complaint(factories.client("Somebody Else"))
        sheet.browser.post(sheet.start, sheet.data | card(foreign, intensity="6"))
        assert not VisitComplaint.objects.filter(complaint=foreign).exists()

    def test_a_complaint_opened_meanwhile_stays_worked_on(self, sheet, clara, headaches):
        sheet.browser.post(sheet.start, sheet.data | card(headaches, intensity="6"))
        new = factories.complaint(clara, "Neck")
        sheet.save(**card(headaches, intensity="5"))
        visit = Visit.objects.get()
        assert set(visit.complaints.values_list("complaint__name", "worked_on")) <= {
            ("Headaches", True),
            ("Neck", True),
        }
        assert new.is_open

    def test_an_appointment_of_the_day_is_taken_up(self, sheet, clara, therapist, colleague):
        now = timezone.localtime()
        start = max(now - dt.timedelta(minutes=20), now.replace(hour=0, minute=0))  # today, whenever this runs
        factories.appointment(clara, colleague, start + dt.timedelta(hours=2))
        own = factories.appointment(clara, therapist, start)
        sheet.browser.post(sheet.start, sheet.data)
        assert Visit.objects.get().appointment == own


class TestTwoWindows:
    @pytest.fixture
    def draft(self, sheet, headaches):
        sheet.save(**card(headaches, intensity="6"), plan="First")
        return Visit.objects.get()

    def test_both_versions_are_shown_and_nothing_is_overwritten(self, sheet, draft, headaches):
        old = dict(sheet.data)
        sheet.save(plan="From the other window")
        answer = sheet.browser.post(
            reverse("sessions_log:visit", args=[draft.public_id]), old | {"plan": "From here"}
        )
        html = answer.content.decode()
        assert answer.status_code == 409
        assert ("From the other window" in html, "From here" in html) == (True, True)
        draft.refresh_from_db()
        assert (draft.plan, draft.version) == ("From the other window", 3)
        assert 'id="visit-version" value="3"' in html

    @pytest.mark.parametrize(("take", "plan"), [([], "From here"), (["plan"], "From the other window")])
    def test_the_person_picks(self, sheet, draft, headaches, take, plan):
        sheet.save(plan="From the other window")
        sheet.save(plan="From here", subjective="Mine", take=take)
        draft.refresh_from_db()
        assert (draft.plan, draft.subjective) == (plan, "Mine")

    def test_what_comes_after_signing_is_shown_and_can_be_added(self, sheet, draft):
        factories.sign(draft)
        answer = sheet.save(plan="Too late")
        draft.refresh_from_db()
        assert (answer.status_code, draft.plan) == (409, "First")
        assert "Too late" in answer.content.decode()


class TestSigning:
    def test_what_is_missing_is_asked_once_and_may_be_left(self, sheet, headaches):
        asked = sheet.save(action="sign")
        visit = Visit.objects.get()
        html = asked.content.decode()
        assert asked.status_code == 200
        assert "can’t be changed; you can add to it, with date and reason." in html
        assert f'/visits/{visit.public_id}/#card-{headaches.pk}">headaches rating</a>' in html
        assert visit.signed_at is None
        path, seen = reverse("sessions_log:sign", args=[visit.public_id]), {"version": visit.version}
        again = sheet.browser.post(path, seen | {"why": "own", "reason": " "}).content.decode()
        assert "Say why it is signed without that." in again
        visit.refresh_from_db()
        assert visit.signed_at is None
        sheet.browser.post(path, seen | {"why": "short"})
        visit.refresh_from_db()
        assert (visit.signed_at is None, visit.signed_despite) == (False, "No time at this visit")
        record = sheet.browser.get(reverse("sessions_log:visit", args=[visit.public_id])).content.decode()
        assert "how you worked. Reason: No time at this visit" in record

    def test_what_was_not_asked_for_with_a_reason_is_told_and_not_asked_again(self, sheet, headaches):
        sheet.save(**card(headaches, intensity="not-no_time"))
        said = VisitComplaint.objects.get()
        assert (said.not_asked, said.declined, Rating.objects.exists()) == ("no_time", False, False)
        html = sheet.save(action="sign", **card(headaches, intensity="not-no_time")).content.decode()
        assert ("where you worked</a>" in html, "headaches rating" in html) == (True, False)
        sheet.data["version"] = sheet.version()
        sheet.save(**card(headaches, intensity="not-no_time", take_back="on"))
        said.refresh_from_db()
        assert said.not_asked == ""

    def test_a_whole_record_is_signed_at_once(self, sheet, headaches, clara):
        factories.consents(clara)
        answer = sheet.browser.post(
            sheet.start,
            sheet.data
            | card(headaches, intensity="6")
            | {
                "health_changed": "no",
                "area": [Area.objects.first().pk],
                "technique": [Technique.objects.first().pk],
                "action": "sign",
            },
        )
        visit = Visit.objects.get()
        assert (answer.status_code, visit.signed_at is not None) == (302, True)
        html = sheet.browser.get(answer.url).content.decode()
        assert "visit-form" not in html
        assert "Signed by Ines Moreno" in html

    def test_a_note_for_the_desk_that_names_the_complaint_is_kept_as_a_draft_but_not_signed(self, sheet, headaches):
        refused = sheet.save(action="sign", return_weeks="2", desk_note="Longer, for the HEADACHES")
        assert "“headaches” would tell whoever books what it is about." in refused.content.decode()
        assert "Longer, for the HEADACHES" in refused.content.decode()
        sheet.save(return_weeks="2", desk_note="Longer, for the HEADACHES")
        visit = Visit.objects.get()
        sheet.browser.post(reverse("sessions_log:sign", args=[visit.public_id]), {"version": visit.version})
        visit.refresh_from_db()
        assert (visit.signed_at, visit.desk_note, FollowUp.objects.count()) == (None, "Longer, for the HEADACHES", 0)

    def test_a_visit_written_later_says_so(self, sheet, clara, therapist):
        visit = factories.visit(clara, therapist, days_ago=2, signed=True)
        html = sheet.browser.get(reverse("sessions_log:visit", args=[visit.public_id])).content.decode()
        day = timezone.localtime(visit.starts_at)
        assert f"for the visit of {day.day} {day:%b}" in html


class TestComplaintsOnThePage:
    def test_a_new_one_takes_two_taps_and_nothing_typed_is_lost(self, sheet, clara):
        kind = ComplaintType.objects.get(name="Headache")
        sheet.save(new_complaint=str(kind.public_id), plan="Kept")
        complaint = Complaint.objects.get()
        assert (complaint.client, complaint.type, complaint.main_measure) == (clara, kind, "days")
        assert (Visit.objects.get().plan, VisitComplaint.objects.get().worked_on) == ("Kept", True)
        html = sheet.browser.get(reverse("sessions_log:visit", args=[Visit.objects.get().public_id])).content.decode()
        assert "Headache: on how many of the last 7 days did you have it?" in html

    def test_who_comes_to_unwind_is_asked_nothing(self, sheet):
        html = sheet.browser.get(sheet.start).content.decode()
        form = html[html.index('id="visit-form"') : html.index("Something new bothers")]
        assert 'class="chips scale' not in html
        assert "rating" not in form.lower()
        assert "Full body" in html.split('class="regions"')[0]

    def test_who_would_rather_not_rate_is_asked_in_words_at_the_thresholds(self, sheet, clara, headaches, therapist):
        earlier(clara, therapist, headaches, 7)
        assert "own words" not in sheet.tap(headaches, intensity="declined", worked_on="on")
        Progress.objects.filter(complaint=headaches).update(review_after=2)
        told = sheet.tap(headaches, intensity="declined", worked_on="on", judgement="same")
        assert "own words" in told
        row = VisitComplaint.objects.get(visit=Visit.objects.latest("pk"))
        assert (row.declined, row.judgement, Rating.objects.filter(visit=row.visit).count()) == (True, "same", 0)

    def test_activities_are_rated_all_or_none(self, sheet, clara):
        bag = factories.complaint(
            clara, "Shoulder", main_measure="function", track_function=True, activities=["lift", "reach"]
        )
        answer = sheet.browser.post(sheet.start, sheet.data | card(bag, function_0="4"))
        assert "Rate each activity, or none of them." in answer.content.decode()
        sheet.browser.post(sheet.start, sheet.data | card(bag, function_0="4", function_1="6"))
        assert Rating.objects.get(measure="function").parts == [4, 6]


class TestWhose:
    def test_a_colleague_reads_a_draft_and_does_not_write_it(self, as_, clara, therapist, colleague):
        draft = factories.visit(clara, therapist, plan="Slowly")
        path = reverse("sessions_log:visit", args=[draft.public_id])
        browser = as_(colleague)
        html = browser.get(path).content.decode()
        assert "A draft by Ines Moreno, not signed yet." in html
        assert "Slowly" in html
        assert browser.post(path, {"version": 1, "plan": "Other"}).status_code == 403
        draft.refresh_from_db()
        assert draft.plan == "Slowly"

    def test_a_form_of_somebody_else_is_not_sent_again(self, sheet, as_, colleague, clara):
        sheet.save()
        answer = as_(colleague).post(sheet.start, sheet.data | {"plan": "Other"})
        assert (answer.status_code, Visit.objects.get().plan) == (403, "")


@pytest.mark.parametrize("complaints", [1, 3])
def test_the_page_costs_fourteen_queries_however_much_there_is(
    as_, therapist, clara, complaints, django_assert_num_queries
):
    """Session, person, practice, log of the opening, visit with its parts, complaints with check-ins, their progress,
    all that was said of them, diaries, the last visits with theirs, the vocabulary, preferences, precautions with
    what nobody has looked at, referrals to ask about."""
    asked = [factories.complaint(clara, f"Complaint {number}") for number in range(complaints)]
    for complaint in asked:
        earlier(clara, therapist, complaint, *[6] * complaints)
    draft = factories.visit(clara, therapist)
    for complaint in asked:
        factories.rating(draft, complaint, 5)
        factories.check_in(complaint, intensity=5)
        factories.diary(complaint, "xxxxxxxxx." * complaints)
        factories.alert(clara)
    browser, path = as_(therapist), reverse("sessions_log:visit", args=[draft.public_id])
    browser.get(path)
    with django_assert_num_queries(14):
        html = browser.get(path).content.decode()
    assert [name for name in (f"Complaint {number}:" for number in range(complaints)) if name not in html] == []


def test_a_new_visit_is_saved_whatever_version_its_page_claims(sheet):
    assert sheet.save(version="3", plan="heat first").status_code == 302
    assert Visit.objects.get().plan == "heat first"
