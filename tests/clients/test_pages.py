import datetime as dt

import pytest
from django.urls import reverse

from clients import neighbours
from clients.models import Client
from clients.neighbours import Hindrance, Neighbour
from clients.record import change_client
from practice.models import AccessLog
from tests import factories

NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)


def url(client, name="detail"):
    return reverse(f"clients:{name}", args=[client.public_id])


def test_the_page_shows_contacts_and_is_logged(as_, desk):
    client = factories.client(
        name="Clara",
        phone="+1 555 0100",
        desk_note="Rings <twice>",
        address="1 High Street",
        guardian_name="Mum",
        emergency_phone="555 0199",
        preferred_times=["mornings"],
    )
    page = as_(desk).get(url(client)).text
    for shown in ("tel:+15550100", "Rings &lt;twice&gt;", "1 High Street", "Mum", "555 0199", "Mornings"):
        assert shown in page
    assert AccessLog.objects.values_list("user", "client", "what").get() == (desk.pk, client.public_id, "contacts")


def test_a_minor_without_a_guardian_is_pointed_out(as_, desk):
    text = "the guardian's name and relationship are missing"
    assert text in as_(desk).get(url(factories.client(under_18=True))).text
    whole = factories.client(under_18=True, guardian_name="Mum", guardian_relationship="mother")
    assert text not in as_(desk).get(url(whole)).text


def test_archiving_and_bringing_back(as_, desk):
    client = factories.client()
    for _ in range(2):  # a double click
        as_(desk).post(url(client, "archive"))
    client.refresh_from_db()
    assert (client.archived_by, client.archived_at is None, client.version) == (desk, False, 2)
    assert "Archived on" in as_(desk).get(url(client)).text
    as_(desk).post(url(client, "bring_back"))
    client.refresh_from_db()
    assert (client.archived_by, client.archived_at, client.version) == (None, None, 3)


def test_nobody_who_is_still_expected_is_archived(as_, desk, monkeypatch):
    class Expecting(Neighbour):
        def hindrances(self, client, now):
            return [Hindrance("Comes on Thursday.", "/appointments/")]

    monkeypatch.setattr(neighbours, "_neighbours", [Expecting()])
    client = factories.client()
    page = as_(desk).post(url(client, "archive"))
    assert (page.status_code, "Comes on Thursday." in page.text) == (409, True)
    client.refresh_from_db()
    assert client.archived_at is None


def test_history_tells_who_changed_what(as_, owner, desk, therapist):
    client = factories.client(phone="+1 555 0100")
    edited = {"name": "Clara Whitfield", "language": "Welsh", "phone": "+1 555 0100", "version": 1}
    as_(desk).post(url(client, "edit"), edited | {"therapist": str(therapist.public_id)})
    as_(therapist).post(url(client, "archive"))
    page = as_(owner).get(url(client, "history"))
    told = [(c.who, [(f.label, f.before, f.after) for f in c.fields]) for c in page.context["changes"]]
    (archived,) = told[0][1]
    assert (told[0][0], archived[:2]) == (therapist, ("archived", "–"))
    assert told[1] == (desk, [("language", "English", "Welsh"), ("therapist", "–", "Ines Moreno")])
    assert "Welsh" in page.text


# session, user, practice, client, log of the opening, changes, people
HISTORY_QUERIES = 7


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_history(as_, owner, many, django_assert_num_queries):
    client = factories.client()
    for n in range(many):
        client = change_client(client, {"pronouns": f"they {n}"}, seen=n + 1)
    browser = as_(owner)
    with django_assert_num_queries(HISTORY_QUERIES):
        page = browser.get(url(client, "history"))
    assert [f"they {n}" in page.text for n in range(many)] == [True] * many


def test_history_pages_join_without_a_gap(as_, owner, monkeypatch):
    monkeypatch.setattr("clients.history.PAGE", 2)
    client = factories.client(pronouns="p0")
    for n in range(1, 4):
        client = change_client(client, {"pronouns": f"p{n}"}, seen=n)
    pages = [as_(owner).get(url(client, "history") + f"?page={n}").context["changes"] for n in (1, 2)]
    steps = [(field.before, field.after) for page in pages for change in page for field in change.fields]
    assert steps == [("p2", "p3"), ("p1", "p2"), ("p0", "p1")]


def test_a_client_is_never_deleted_by_a_page(as_, desk):
    client = factories.client()
    for name in ("detail", "edit", "archive", "bring_back"):
        assert as_(desk).delete(url(client, name)).status_code == 405
    assert Client.objects.count() == 1
