"""The chart and the case page: everything clinical about a client, for clinical roles alone, and who opened it."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from intake.models import Area, HomeworkKind, Technique
from intake.team import add_member
from practice.models import AccessLog
from sessions_log.models import Addendum, AreaWorked, Homework, HomeworkReview, Rating, TechniqueUsed, VisitComplaint
from tests import factories
from tests.cases import build


@pytest.fixture
def clara(therapist):
    return factories.client("Clara Whitfield", therapist=therapist)


def chart(logged_in, client, query=""):
    return logged_in.get(f"/clients/{client.public_id}/chart/{query}")


def full_visit(client, therapist, complaint, *, days_ago, **fields):
    """A visit with one of everything on it."""
    visit = factories.visit(client, therapist, days_ago=days_ago, pressure="firm", **fields)
    VisitComplaint.objects.create(visit=visit, complaint=complaint)
    rating = factories.rating(visit, complaint, 6)
    factories.rating(visit, complaint, 4, after=True)
    area = Area.objects.get(name="Scalenes")
    AreaWorked.objects.create(visit=visit, area=area, side="left", finding="trigger_point", finding_note="refers up")
    TechniqueUsed.objects.create(visit=visit, technique=Technique.objects.get(name="Holding"))
    given = Homework.objects.create(visit=visit, kind=HomeworkKind.objects.get(name="Walking"), times_a_day=2)
    return visit, rating, given


def test_chart_tells_a_visit_whole(as_, therapist, clara):
    headaches = factories.complaint(clara)
    _first, _rating, given = full_visit(clara, therapist, headaches, days_ago=14)
    visit, rating, _given = full_visit(clara, therapist, headaches, days_ago=7, subjective="No relief at all.")
    HomeworkReview.objects.create(visit=visit, homework=given, done="most")
    factories.sign(visit)
    Addendum.objects.create(visit=visit, author=therapist, reason="misheard", rating=rating, value=7)
    build.recompute(headaches)

    response = chart(as_(therapist), clara)

    told = response.context["visits"][0]
    assert [(about.name, about.said) for about in told.about] == [("Headaches", ["7", "4 after"])]
    assert [(area.name, area.side, area.finding) for area in told.areas] == [
        ("Scalenes", "left", "trigger point: refers up")
    ]
    assert (told.techniques, told.homework, told.reviews) == (["Holding"], ["Walking, 2 × a day"], ["Walking: most"])
    (addition,) = told.additions
    assert (addition.by, addition.reason, addition.correction) == (
        "Ines Moreno",
        "misheard",
        "rating corrected from 6 to 7",
    )
    page = response.content.decode()
    assert "No relief at all." in page and "firm pressure" in page
    assert AccessLog.objects.filter(user=therapist, client=clara.public_id, what="chart").count() == 1


def test_trend_draws_the_corrected_rating_and_marks_what_changed(as_, therapist, clara):
    headaches = build.complaint(clara, therapist, (7, 6, 7))
    build.decision(headaches, therapist, visit=5)
    (case,) = chart(as_(therapist), clara).context["open_cases"]

    assert [row.before for row in case.trend.rows] == ["7", "6", "7"]
    assert [each.mark.text for each in case.trend.marks] == ["Change the approach"]
    assert case.sentence.startswith("Headaches: 7 at the start, 6.5 at visit 3, two weeks on.")


def test_client_without_a_complaint_meets_no_nagging(as_, therapist, clara):
    factories.visit(clara, therapist, days_ago=3, signed=True, objective="A quiet hour.")
    response = chart(as_(therapist), clara)

    page = response.content.decode()
    assert response.context["open_cases"] == []
    assert "A quiet hour." in page
    for word in ("rating", "Rating", "improve", "What next?", "measure"):
        assert word not in page


def test_visits_are_paged_newest_first(as_, therapist, clara):
    for n in range(14):
        factories.visit(clara, therapist, days_ago=n + 1, signed=True)
    first, second = (chart(as_(therapist), clara, f"?page={n}") for n in (1, 2))

    starts = [told.visit.starts_at for page in (first, second) for told in page.context["visits"]]
    assert (len(first.context["visits"]), len(starts)) == (12, 14)
    assert starts == sorted(starts, reverse=True)
    assert chart(as_(therapist), clara, "?page=0").status_code == 400


def test_desk_never_sees_a_chart_or_a_case(as_, desk, therapist, clara):
    headaches = build.complaint(clara, therapist, (7, 7, 7), name="Zephyrache")
    for response in (chart(as_(desk), clara), as_(desk).get(f"/complaints/{headaches.public_id}/case/")):
        assert response.status_code == 403
        assert "Zephyrache" not in response.content.decode()
    assert AccessLog.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_chart_asks_as_many_queries_however_much_there_is(as_, therapist, clara, count, django_assert_num_queries):
    for n in range(count):
        headaches = build.complaint(clara, therapist, (7, 7, 7), name=f"Complaint {n}", ends=n + 1)
        build.decision(headaches, therapist, visit=5)
        full_visit(clara, therapist, headaches, days_ago=0)
        factories.alert(clara)
        factories.check_in(headaches, intensity=6)
        factories.diary(headaches, "xxxxxxx.")
        factories.intake(clara, {})
        of = {"kind": "dentist", "name": f"Dr {n}", "practice": "", "may_write": True}
        add_member(clara, **of, said_on=timezone.localdate(), by=therapist)
    logged_in = as_(therapist)
    # session, user, practice; client, access log, words, complaints, progress, said, diaries, visits; preferences,
    # precautions with what nobody has looked at, what she told us; the last check-in, its ratings, links; referrals,
    # appointments ahead
    with django_assert_num_queries(19):
        response = chart(logged_in, clara)
    assert (len(response.context["open_cases"]), len(response.context["visits"])) == (count, count * 4)


def test_case_page_shows_the_numbers_and_what_was_tried(as_, owner, therapist, clara):
    headaches = factories.complaint(clara)
    for days in (14, 7):
        factories.sign(full_visit(clara, therapist, headaches, days_ago=days)[0])
    build.recompute(headaches)

    response = as_(owner).get(f"/complaints/{headaches.public_id}/case/")

    (line,) = response.context["case"].lines
    assert (line.baseline, line.current, line.change, line.need, line.words) == ("6", "6", "0", "2", "about the same")
    tried = response.context["tried"]
    assert [(each.name, each.visits) for each in tried.techniques + tried.areas + tried.homework] == [
        ("Holding", 2),
        ("Scalenes", 2),
        ("Walking", 2),
    ]


def test_foreign_scale_is_drawn_on_the_measures_own(as_, therapist, clara):
    headaches = factories.complaint(clara)
    visit = factories.visit(clara, therapist, days_ago=3)
    factories.rating(visit, headaches, 7)
    Rating.objects.update(value=70, scale_max=140)
    build.recompute(headaches)

    (case,) = chart(as_(therapist), clara).context["open_cases"]
    assert [row.before for row in case.trend.rows] == ["5"]


def test_the_chart_tells_of_the_days_between_visits(as_, therapist, clara):
    headaches = factories.complaint(clara, type=factories.complaint_type("Headache"))
    factories.diary(headaches, "xxxxxxxx.")
    factories.check_in(headaches, intensity=6)
    browser, path = as_(therapist), f"/clients/{clara.public_id}/chart/"
    page = browser.get(path).content.decode()
    assert "First day without a headache since Clara began keeping the diary" in page and "Headaches: 6 of 10" in page
    assert "Add the date of birth" in page and "Start a diary" not in page
    clara.birth_date = dt.date(1980, 4, 1)
    clara.save()
    page = browser.get(path).content.decode()
    assert ("Start a diary" in page, "Stop the diary" in page) == (True, False)
    send = {"purpose": "diary", "how": "shown", "request_id": factories.request_id(), "next": path}
    assert browser.post(f"/clients/{clara.public_id}/forms/send/", send).status_code == 200
    page = browser.get(path).content.decode()
    stop = re.search(r'action="([^"]+)"[^>]*>(?:(?!</form>).)*Stop the diary', page, re.S)[1]
    assert browser.post(stop, {"next": path}).url == path
    assert "Start a diary" in browser.get(path).content.decode()


def test_who_comes_to_unwind_is_asked_nothing_between_visits(as_, therapist, clara):
    assert "Between visits" not in chart(as_(therapist), clara).content.decode()


def test_the_case_draws_the_diary_and_says_the_same_in_a_table(as_, therapist, clara):
    headaches = factories.complaint(clara)
    browser, path = as_(therapist), f"/complaints/{headaches.public_id}/case/"
    assert browser.get(path).context["case"].diary_picture is None
    factories.diary(headaches, "x" * 30 + "  xx.", until=timezone.localdate())
    picture = browser.get(path).context["case"].diary_picture
    drawn = [dot.css.split("pic-")[-1] for dot in picture.dots]
    assert drawn == ["with"] * 23 + ["open"] * 2 + ["with"] * 2 + ["without"]
    assert [(line.had, line.strength) for line in picture.lines] == [("no", "")] + [("yes", "6")] * 25
    assert "Of the last 28 days 26 were kept: on 25 of them it was there, on 1 it was not." in picture.desc
