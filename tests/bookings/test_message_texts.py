"""The words of mails and which mails go out, as an owner changes them."""

import pytest
from django.urls import reverse

from bookings import message_facts, message_texts
from bookings.enums import TextKind
from bookings.models import BookingRules, MessageText
from bookings.rules import rules
from practice.current import practice

RULES = "/settings/mails/"


def words(kind="reminder", language="English"):
    return reverse("bookings:words", args=[kind, language])


def typed(**fields):
    return {"seen": 0, "subject": "See you", "body": "Hello {first_name}", "button": "Open"} | fields


@pytest.mark.parametrize("kind", TextKind)
def test_what_is_shipped_means_something_and_leaves_nothing_unfilled(kind, now):
    found = message_texts.shipped(kind)
    assert message_texts.unknown_in(f"{found.subject}{found.body}{found.button}", kind) == []
    letter = message_texts.letter(found, message_facts.example(found, practice(), now))
    assert "{" not in letter.subject + letter.text + letter.button and "Clara" in letter.text


def test_a_line_about_us_that_we_have_nothing_for_is_left_out():
    text, facts = "When?\n\nCall us: {phone}\n{practice}\n\nAnd then:\n{series}", {"practice": "Quiet Hands"}
    assert message_texts.fill(text, facts) == "When?\n\nQuiet Hands"
    every = facts | {"phone": "030 1", "series": "Monday\nTuesday"}
    assert message_texts.fill(text, every) == "When?\n\nCall us: 030 1\nQuiet Hands\n\nAnd then:\nMonday\nTuesday"


def test_unknown_placeholders_are_refused_by_name_and_what_was_typed_stays(as_, owner):
    sent = typed(subject="{diagnosis}", body="{first_name} {was_day} { {")
    page = as_(owner).post(words(), sent)
    assert page.context["form"].errors == {
        "subject": ["{diagnosis} means nothing here. Choose from the list."],
        "body": ["{was_day}, { mean nothing here. Choose from the list."],
    }
    assert page.context["form"]["body"].value() == sent["body"] and not MessageText.objects.exists()
    as_(owner).post(words("moved"), typed(body="{was_day}"))
    assert MessageText.objects.get().body == "{was_day}"


def test_a_preview_shows_what_is_typed_and_saves_nothing(as_, owner):
    sent = typed(body="Dear {first_name}, {oops}\n\n<b>see {therapist}</b>", preview="1")
    part = as_(owner).post(words(), sent, headers={"HX-Request": "true"}).text
    assert "Dear Clara" in part and "&lt;b&gt;see Ines Moreno" in part and "{oops} means nothing here" in part
    assert "<form" not in part and not MessageText.objects.exists()
    whole = as_(owner).post(words(), sent)  # without JavaScript
    assert "Dear Clara" in whole.text and whole.context["form"]["body"].value() == sent["body"]


def test_of_two_owners_the_second_sees_both(as_, owner, solo):
    as_(owner).post(words(), typed(body="first"))
    page = as_(solo).post(words(), typed(body="second"))
    assert page.status_code == 409 and "first" in page.text
    form = page.context["form"]
    assert (form["body"].value(), form["seen"].value()) == ("second", 1)
    as_(solo).post(words(), typed(body="second", seen=1))
    row = MessageText.objects.get()
    assert (row.body, row.version, row.changed_by, row.events.get().body) == ("second", 2, solo, "first")


def test_shipped_words_are_filled_in_and_not_saved(as_, owner):
    as_(owner).post(words(), typed())
    form = as_(owner).post(words(), typed(seen=1, shipped="1")).context["form"]
    assert (form["subject"].value(), form["seen"].value()) == ("See you on {day} at {time}", 1)
    assert MessageText.objects.get().subject == "See you"


@pytest.mark.parametrize(
    ("kind", "language"), [("waitlist", "English"), ("booked", "Klingon"), ("booked", "Sign language")]
)
def test_what_nobody_sends_is_not_found(as_, owner, kind, language):
    assert as_(owner).get(words(kind, language)).status_code == 404


def chosen(**fields):
    return {"version": 1, "mail_bookings": "on", "reminders": ["24"], "remind_from": 8, "remind_until": 20} | fields


def test_rules_are_saved_and_whoever_is_second_sees_both(as_, owner):
    as_(owner).post(RULES, chosen(reminders=["3", "168"], remind_from=9))
    found = rules()
    assert (found.reminders, found.remind_from, found.mail_missed, found.version) == ([168, 3], 9, False, 2)
    page = as_(owner).post(RULES, chosen(remind_from=9, reminders=["24"]))
    assert page.status_code == 409
    assert page.context["clash"] == [("Reminders", "a week before, 3 hours before", "a day before")]
    assert rules().reminders == [168, 3]


def test_rules_of_another_page_are_no_clash(as_, owner):
    as_(owner).post(
        "/settings/bookings/",
        {"what": "rules", "version": 1, "cancel_hours": 48, "recall_weeks": 6, "lapsed_weeks": 16},
    )
    assert as_(owner).post(RULES, chosen(reminders=[])).status_code == 302
    assert BookingRules.objects.values_list("cancel_hours", "reminders", "version").get() == (48, [], 3)


@pytest.mark.parametrize("wrong", [{"reminders": ["25"]}, {"remind_until": 8}, {"remind_from": 24}])
def test_rules_that_make_no_sense_are_refused(as_, owner, wrong):
    page = as_(owner).post(RULES, chosen(**wrong))
    assert [*page.context["form"].errors] == [*wrong] and rules().version == 1


# session, user, practice, rules, languages in which texts are written
RULES_QUERIES = 5


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_rules(as_, owner, many, django_assert_num_queries):
    for kind in TextKind.values[:many]:
        MessageText.objects.create(kind=kind, language="Spanish", subject="s", body="b", button="c", changed_by=owner)
    browser = as_(owner)
    with django_assert_num_queries(RULES_QUERIES):
        assert browser.get(RULES).text.count(">Spanish</a>") == len(TextKind) + many
