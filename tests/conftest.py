"""The cast that tests speak of."""

import pytest

from tests import factories

pytest_plugins = ["tests.database"]


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
