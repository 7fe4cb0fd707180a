"""The texts that clients sign: a change is the next version, and an earlier one is read as it was."""

import uuid

import pytest
from django.urls import reverse

from intake.models import ConsentText
from intake.standing import texts_in_use
from tests.snapshot import changed, snapshot


def send(browser, kind="treatment", **fields):
    text = ConsentText.objects.filter(kind=kind).latest("version")
    facts = {"seen": text.version, "title": text.title, "body": text.body, "request_id": uuid.uuid4()}
    return browser.post(reverse("intake:consent_text_change", args=[kind]), facts | fields)


def in_use(kind="treatment") -> ConsentText:
    return next(text for text in texts_in_use() if text.kind == kind)


def test_a_change_is_the_next_version_and_the_first_stays(as_, owner):
    before = ConsentText.objects.filter(kind="treatment").values().get()
    browser = as_(owner)
    assert (
        send(browser, title=" Our  consent ", body="One. \r\n\r\n\r\n\r\nTwo,\r\nand three.\r\n").status_code == 302
    )
    now = in_use()
    assert (now.version, now.title, now.body, now.created_by) == (2, "Our consent", "One.\n\nTwo,\nand three.", owner)
    assert ConsentText.objects.filter(kind="treatment", version=1).values().get() == before
    assert [in_use(kind).version for kind in ("privacy", "contact")] == [1, 1]
    old = browser.get(reverse("intake:consent_text", args=["treatment", 1])).content.decode()
    assert ("Massage works on muscles" in old, "version 2 is in use now" in old) == (True, True)


def test_the_same_text_is_no_version_and_a_form_sent_twice_is_one(as_, owner):
    browser, same = as_(owner), uuid.uuid4()
    before = snapshot()
    send(browser)
    assert changed(before, snapshot()) == []
    for _ in range(2):
        send(browser, seen=1, body="Other words.", request_id=same)
    assert in_use().version == 2


def test_it_can_be_looked_at_before_it_is_saved_and_is_text_alone(as_, owner):
    browser = as_(owner)
    before = snapshot()
    page = send(browser, preview="", body="First.\n\n<b>Second</b>")
    assert (page.status_code, changed(before, snapshot())) == (200, [])
    assert "<p>First.</p>\n\n<p>&lt;b&gt;Second&lt;/b&gt;</p>" in page.content.decode()
    assert page.context["form"]["body"].value() == "First.\n\n<b>Second</b>"


def test_whoever_saves_second_sees_both(as_, owner):
    browser = as_(owner)
    send(browser, body="Theirs.", title="Their title")
    before = snapshot()
    first = ConsentText.objects.get(kind="treatment", version=1)
    page = send(browser, seen=1, body="Mine.", title=first.title)
    assert (page.status_code, changed(before, snapshot())) == (409, [])
    assert [(one["saved"], one["typed"]) for one in page.context["clashes"]] == [("Theirs.", "Mine.")]
    form = page.context["form"]
    send(browser, **{name: form[name].value() for name in form.fields})
    assert (in_use().version, in_use().title, in_use().body) == (3, "Their title", "Mine.")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"body": "\n \n"}, "body"),
        ({"body": "x" * 20001}, "body"),
        ({"seen": 0}, "seen"),
        ({"request_id": ""}, "request_id"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_, owner, fields, field):
    browser = as_(owner)
    before = snapshot()
    page = send(browser, **fields)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert changed(before, snapshot()) == []


@pytest.mark.parametrize("args", [["marketing"], ["treatment", 9], ["marketing", 1]])
def test_what_is_not_there_is_not_found(as_, owner, args):
    name = "intake:consent_text_change" if len(args) == 1 else "intake:consent_text"
    assert as_(owner).get(reverse(name, args=args)).status_code == 404


def test_the_page_takes_as_many_queries_for_many_versions_as_for_one(as_, owner, django_assert_num_queries):
    browser, page = as_(owner), reverse("intake:consent_texts")
    for number in range(3):
        send(browser, body=f"Version {number} of ours.")
    browser.get(page)  # says the messages
    with django_assert_num_queries(
        6
    ):  # session, user, practice, all with their makers, which are latest, their texts
        said = browser.get(page).content.decode()
    assert ("Version 2 of ours." in said, "3 earlier versions" in said) == (True, True)
