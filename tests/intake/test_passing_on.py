"""A caller's words for the therapist: they go in, and the desk cannot get them out again."""

import logging
import uuid

import pytest
from django.urls import reverse

from intake.models import Alert
from tests import factories, world
from tests.access import PASSWORD
from tests.access_table import TABLE
from tests.snapshot import changed, snapshot
from tests.test_access import path_of

WORDS = "rings about a quite unrepeatable flombix"


def pass_on(browser, client, **fields):
    sent = {"text": WORDS, "request_id": uuid.uuid4(), **fields}
    return browser.post(reverse("intake:pass_on", args=[client.public_id]), sent, follow=True)


def test_the_words_reach_the_therapist_and_no_page_of_the_desk(as_, desk, therapist, owner, caplog):
    place = world.build(therapist, owner)
    place.colleague = therapist
    desk.set_password(PASSWORD)  # without one the page to change it has nothing to change
    desk.save()
    browser = as_(desk)
    with caplog.at_level(logging.DEBUG):
        page = pass_on(browser, place.client)
    said = [str(message) for message in page.context["messages"]]
    assert said == ["Passed on."] and WORDS not in page.text and WORDS not in caplog.text
    assert list(Alert.objects.filter(text=WORDS).values_list("kind", "raised_by")) == [("message", desk.pk)]
    for row in TABLE:
        if row.get.get("desk") == 200:
            assert WORDS not in browser.get(path_of(row, place, unknown=False) + row.query).text, row.name
    assert WORDS in as_(therapist).get(reverse("intake:alerts", args=[place.client.public_id])).text


def test_two_clicks_pass_on_once(as_, desk):
    client, same = factories.client(), uuid.uuid4()
    for _ in range(2):
        pass_on(as_(desk), client, request_id=same)
    assert Alert.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"request_id": "nonsense"}, "request_id"), ({"text": f"{WORDS} {'x' * 500}"}, "text"), ({"text": " "}, "text")],
)
def test_with_an_error_what_was_typed_comes_back_in_that_answer_alone(as_, desk, fields, wrong):
    client = factories.client()
    browser, before = as_(desk), snapshot()
    page = pass_on(browser, client, **fields)
    assert list(page.context["form"].errors) == [wrong]
    assert (WORDS in page.text) == (fields.get("text") != " ")
    assert WORDS not in browser.get(page.request["PATH_INFO"]).text
    assert changed(before, snapshot()) == []


def test_from_an_appointment_one_comes_back_to_it(as_, desk, therapist):
    client = factories.client()
    back = "/appointments/?day=2026-03-12"
    assert pass_on(as_(desk), client, next=back).redirect_chain == [(back, 302)]
    assert pass_on(as_(desk), client, next="https://evil.example/").redirect_chain == [
        (reverse("clients:detail", args=[client.public_id]), 302)
    ]
