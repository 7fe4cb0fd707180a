"""A client's form behind her link: saved step by step, shown to nobody else, submitted once and whole."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import links
from intake.enums import Purpose
from tests import factories

NOW = timezone.now()


@pytest.fixture
def clara(db):
    return factories.client("Clara Whitfield")


@pytest.fixture
def token(clara):
    return links.make_link(clara, Purpose.INTAKE, by=None, request_id=uuid.uuid4(), now=NOW)[1]


def at(token, step="reason", **query):
    return reverse("intake:step", args=[token, step], query=query or None)


def test_a_link_leads_to_the_first_page_and_shows_nothing(client, token):
    answer = client.get(reverse("intake:open", args=[token]), follow=True)
    assert answer.redirect_chain == [(at(token), 302)]
    assert "Clara" not in answer.content.decode()
