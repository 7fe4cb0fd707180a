"""An intake as it was sent: every answer, under the words in which it was asked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from intake.models import Acceptance, ComplaintType, HealthCondition, QuestionEdition, RedFlag
from intake.questions import shipped_wording
from intake.submitting import submit
from intake.telling import topics
from practice.models import AccessLog
from tests import factories
from tests.intake import filled
from tests.world import ANSWERS

pytestmark = pytest.mark.django_db


def told(intake) -> dict[str, list[tuple[str, str]]]:
    return {topic.key: [(each.label, each.text) for each in topic.told] for topic in topics(intake)}


def test_answers_are_told_in_the_words_of_their_own_edition_whatever_is_asked_today():
    asked = shipped_wording()
    asked["questions"]["hopes"]["label"] = "What would be a good day?"
    own = {"key": "own-1", "step": "how", "label": "Which pillow?", "help": "", "required": False}
    asked["own"] = [own | {"kind": "choice", "options": ["flat", "high"], "retired": False}]
    edition = QuestionEdition.objects.create(number=50, wording=asked)
    kind, ticked, flag = (
        ComplaintType.objects.get(name="Headache"),
        HealthCondition.objects.first(),
        RedFlag.objects.first(),
    )
    answers = ANSWERS | {
        "main": {"type": str(kind.public_id), "own_words": "A band around my head."},
        "how": {"intensity": None, "days": 5, "own-1": "flat"},
        "so_far": {"painkiller_days": 11, "hopes": "One day without.", "activity": "reading", "activity_score": 4},
        "health": {"conditions": [str(ticked.public_id)], "none": False},
        "medicines": {"thinners": ["none"], "allergies": ""},
        "flags": {str(flag.public_id): True, str(RedFlag.objects.last().public_id): False},
    }
    intake = factories.intake(factories.client(), answers, questions=edition)
    before = told(intake)
    QuestionEdition.objects.create(number=51, wording=shipped_wording())
    for word in (kind, ticked, flag):
        type(word).objects.filter(pk=word.pk).update(retired_at=timezone.now())
    ComplaintType.objects.filter(pk=kind.pk).update(asks_painkiller_days=False)
    assert told(intake) | {"so_far": 0} == before | {"so_far": 0}
    assert before["how"] == [
        ("How strong is it?", "I can't say"),
        ("On how many of the last 7 days did you have it?", "5 of 7"),
        ("Which pillow?", "Flat"),
    ]
    assert before["so_far"][0] == ("On how many days a month do you take something for the pain?", "11")
    assert before["so_far"][-1] == ("What would be a good day?", "One day without.")
    assert told(intake)["so_far"] == before["so_far"]
    assert before["where"] == [("Where do you feel it?", "forehead, back of the neck on the left")]
    assert before["health"] == [("Does any of this apply to you?", ticked.name)]
    assert before["medicines"] == [
        ("Do you take a blood thinner?", "None of these"),
        ("Are you allergic to anything?", "None that I know of"),
    ]
    assert before["flags"] == [(flag.question, "Yes"), (RedFlag.objects.last().question, "No")]
    assert before["team"][:2] == [
        ("1. What are they?", "Primary care"),
        ("1. Their name", ANSWERS["team"]["team"][0]["name"]),
    ]


def test_every_answer_that_is_kept_stands_on_the_page_and_opening_it_is_remembered(as_, owner):
    clara = factories.client()
    intake = factories.intake(clara, ANSWERS)
    response = as_(owner).get(reverse("intake:submitted", args=[intake.public_id]))
    html = response.content.decode()
    texts = [text for step in told(intake).values() for _label, text in step]
    assert [text for text in texts if text not in html] == [] and len(texts) == 40
    assert list(AccessLog.objects.values_list("what", "client", "user")) == [("intake", clara.public_id, owner.pk)]


def test_the_list_says_of_each_whether_somebody_has_gone_through_it(as_, therapist):
    clara = factories.client()
    old = factories.intake(clara, ANSWERS, days_ago=400)
    Acceptance.objects.create(intake=old, by=therapist, at=timezone.now())
    factories.intake(clara, ANSWERS, days_ago=2)
    begun = factories.intake(clara, {"wish": {"wish": "just rest"}}, submitted_at=None)
    browser = as_(therapist)
    html = browser.get(reverse("intake:intakes", args=[clara.public_id])).content.decode()
    said = ("Gone through by Ines Moreno", "Not gone through yet", "not sent yet")
    assert [html.count(words) for words in said] == [1, 1, 1]
    assert browser.get(reverse("intake:submitted", args=[begun.public_id])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_and_the_list_cost_as_many_queries_for_three_as_for_one(
    as_, therapist, count, django_assert_num_queries
):
    clara = factories.client()
    main = ANSWERS["main"] | {"type": str(ComplaintType.objects.first().public_id)}
    several = {"others": ANSWERS["others"]["others"] * count}
    for _number in range(count):
        intake = factories.intake(clara, ANSWERS | {"main": main, "others": several})
    browser = as_(therapist)
    # session, user, practice, intake, access log; types, conditions, consents
    with django_assert_num_queries(8):
        browser.get(reverse("intake:submitted", args=[intake.public_id]))
    # session, user, practice, client, access log; how many, and which; birth dates that were tried
    with django_assert_num_queries(8):
        assert len(browser.get(reverse("intake:intakes", args=[clara.public_id])).context["page"]) == count


def test_lists_that_change_later_do_not_change_what_was_asked_and_ticked():
    ticked = HealthCondition.objects.first()
    said = ticked.name
    link = filled.link_of(factories.client(birth_date=filled.BORN), "token")
    answers = filled.unwinding() | {"health": {"conditions": [str(ticked.public_id)]}}
    intake = submit(filled.begun(link, answers), timezone.now())
    HealthCondition.objects.filter(pk=ticked.pk).update(name="something else")
    assert [text for label, text in told(intake)["health"]] == [said]


def test_a_red_flag_is_told_as_the_question_that_was_answered():
    flag = RedFlag.objects.first()
    answers = {"flags": {str(flag.public_id): True}}
    intake = factories.intake(factories.client(), answers, words={str(flag.public_id): "Did it start like thunder?"})
    assert told(intake)["flags"] == [("Did it start like thunder?", "Yes")]
