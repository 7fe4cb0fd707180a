"""Forms on paper ask what the current edition asks, and say which edition and which versions they are."""

import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from intake import editions
from intake.blank import ENTRIES, FULL, NOT_ON_PAPER, SHORT, full, short
from intake.models import HealthCondition, RedFlag
from intake.questions import QUESTIONS, current_edition, wording
from intake.standing import texts_in_use


def page(browser, which: str) -> str:
    return browser.get(reverse("intake:blank_form", args=[which])).content.decode()


def reword(owner, **said) -> None:
    editions.reword(said, seen=current_edition().number, by=owner, request_id=uuid.uuid4())


def test_paper_asks_all_that_the_screen_asks_and_lists_as_often_as_there_is_room(db):
    parts = list(full(wording(current_edition()), list(HealthCondition.objects.current())))
    labels = [item.label for part in parts for item in part.items]
    asked = [one for one in QUESTIONS if one.step in FULL and one.step not in (*ENTRIES, "flags")]
    assert {one.label for one in asked if one.key not in NOT_ON_PAPER} <= set(labels)
    assert labels.count("How strong, on average over the last 7 days?") == ENTRIES["others"]
    assert labels.count("May we write to them?") == ENTRIES["team"]
    assert [part.title for part in parts if part.flags] == ["A few questions to answer with yes or no"]
    for item in (item for part in parts for item in part.items):
        ways = [item.lines, item.ticks, item.top, item.body]
        assert sum(bool(way) for way in ways) == 1, item.label


def test_the_short_form_asks_for_safety_and_the_wish(db):
    parts = list(short(wording(current_edition()), list(HealthCondition.objects.current())))
    assert [len(part.items) for part in parts] == [len(SHORT), 3]
    assert {"Do you take a blood thinner?", "What would you like today?"} <= {one.label for one in parts[0].items}


def test_paper_follows_the_practices_words_and_leaves_out_what_it_hides(as_, owner):
    reword(owner, hopes={"label": "What <for>?"}, others={"hidden": True}, since={"hidden": True})
    own = {"step": "likes", "kind": "choice", "label": "Music?", "help": "", "required": False}
    editions.add_own(own | {"options": ["None", "Piano"]}, by=owner, request_id=uuid.uuid4())
    said = page(as_(owner), "full")
    assert ("What &lt;for&gt;?" in said, "Music?" in said, "Piano" in said, "questions, edition 3" in said) == (
        True,
    ) * 4
    assert [
        text for text in ("Since when?", "anything else that bothers you", "What do you hope") if text in said
    ] == []


def test_flags_are_asked_once_each_and_urgent_ones_have_a_star(as_, desk):
    said = page(as_(desk), "full")
    for flag in RedFlag.objects.all():
        assert said.count(escape(flag.question) + (" *" if flag.urgent else "")) == 1
        assert flag.name not in said
        assert escape(flag.advice) not in said
    assert "call 112" in said


def test_consents_stand_in_full_and_only_contact_may_be_refused(as_, desk):
    said = page(as_(desk), "consents")
    for text in texts_in_use():
        assert escape(text.body.split("\n\n")[0]) in said
        assert f"{text.title}, version 1" in said
    assert (said.count("I agree</li>"), said.count("I do not agree")) == (3, 1)


@pytest.mark.parametrize(("which", "queries"), [("full", 6), ("walk-in", 5), ("consents", 5)])
def test_the_pages_take_few_queries(as_, desk, django_assert_num_queries, which, queries):
    browser = as_(desk)
    with django_assert_num_queries(queries):  # session, user, practice; edition, conditions, flags; texts in use: two
        page(browser, which)


def test_another_sheet_is_not_found(as_, desk):
    assert as_(desk).get(reverse("intake:blank_form", args=["tax"])).status_code == 404
