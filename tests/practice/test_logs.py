"""What gets into a log, and what never does."""

import logging
from pathlib import Path

import pytest
from django.db import DataError, connection, transaction
from django.test import Client

from practice.env import read
from practice.logs import WithoutValues
from practice.serving import CannotServe, check_address

NOTE = "xanthic murmur under the scapula"


@pytest.fixture
def logged():
    """What the handler of the product would write."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(WithoutValues("{levelname} {name}: {message}", style="{"))
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_an_error_is_logged_without_what_the_database_quotes(logged):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT %s::int", [NOTE])
    except DataError:
        logging.getLogger("django.request").error("Internal Server Error: /visits/", exc_info=True)
    [line] = logged
    assert "InvalidTextRepresentation" in line
    assert NOTE not in line


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/setup/", "/invitation/", "/accounts/password/reset/key/"])
def test_a_refused_request_is_logged_without_the_token_in_its_address(logged, path):
    answer = Client(enforce_csrf_checks=True).post(f"{path}1-the-token-of-the-link/", {"name": "Nora"})
    assert answer.status_code == 403
    [line] = logged
    assert path in line
    assert "the-token-of-the-link" not in line


@pytest.mark.parametrize("given", [{"HOST": "192.0.2.7"}, {"PUBLIC_URL": "https://practice.example"}])
def test_error_pages_that_show_records_are_for_this_machine_alone(given):
    check_address(read({"DEBUG": "on"}, Path()))
    with pytest.raises(CannotServe, match="DEBUG=on"):
        check_address(read({"DEBUG": "on", **given}, Path()))
