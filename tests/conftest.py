"""The cast that tests speak of."""

import gc

import pytest
from hypothesis import HealthCheck, settings

from tests import factories

pytest_plugins = ["tests.database"]

# How long an example takes says more about what else the machine does than about the product.
settings.register_profile("tests", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


def pytest_collection_finish():
    """What is imported by now stays: looking through it for rubbish again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture
def owner(db):
    return factories.user("Olga Owner", is_owner=True)


@pytest.fixture
def therapist(db):
    return factories.user("Ines Moreno", is_therapist=True)


@pytest.fixture
def colleague(db):
    return factories.user("Tomas Reyes", is_therapist=True)


@pytest.fixture
def desk(db):
    return factories.user("Dora Desk", is_front_desk=True)


@pytest.fixture
def solo(db):
    """One person who is the whole practice."""
    return factories.user("Sol Solo", is_owner=True, is_therapist=True, is_front_desk=True)


@pytest.fixture
def as_(client):
    """`as_(person)` is the test client, logged in as that person."""

    def login(person):
        client.force_login(person)
        return client

    return login


@pytest.fixture
def bare_answers(monkeypatch):
    """Answers without a copy of every template's context, for tests that ask much and read what is said alone."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)
