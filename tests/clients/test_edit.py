import datetime as dt
import uuid

import pytest
from django.urls import reverse

from clients.forms import ClientForm
from clients.merging import merge
from clients.models import Client, age_on
from tests import factories


def url(client, name="edit"):
    return reverse(f"clients:{name}", args=[client.public_id])


def typed(client, **fields):
    """The edit form as its page gives it, with `fields` typed over."""
    form = ClientForm(instance=client, today=dt.date(2026, 3, 10))
    shown = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in shown.items() if value not in (None, False)}
    return shown | fields


def test_everything_can_be_changed(as_, desk, therapist):
    client = factories.client()
    new = {
        "name": "Clara",
        "legal_name": "Clara Whitfield",
        "pronouns": "she",
        "birth_date": "1980-02-29",
        "phone": "+1 555 0100",
        "email": "clara@example.org",
        "address": "1 High Street\r\nTown",
        "language": "Welsh",
        "interpreter": "on",
        "guardian_name": "",
        "guardian_relationship": "",
        "guardian_phone": "",
        "emergency_name": "Tom",
        "emergency_phone": "555 0199",
        "preferred_times": ["mornings", "weekends"],
        "therapist": str(therapist.public_id),
        "desk_note": "Rings twice",
    }
    assert as_(desk).post(url(client), new | {"version": 1}).status_code == 302
    client.refresh_from_db()
    assert (client.legal_name, client.birth_date, client.interpreter, client.language) == (
        *("Clara Whitfield", dt.date(1980, 2, 29), True, "Welsh"),
    )
    assert (client.preferred_times, client.therapist, client.emergency_phone) == (
        *(["mornings", "weekends"], therapist, "555 0199"),
    )
    assert (client.address, client.desk_note) == ("1 High Street\nTown", "Rings twice")
    assert (client.search, client.version) == ("clara clara whitfield clara@example.org 15550100", 2)


def test_saving_nothing_new_writes_nothing(as_, desk):
    client = factories.client(phone="+1 555 0100", address="1 High Street\nTown")
    as_(desk).post(url(client), typed(client, address="1 High Street\r\nTown"))  # as browsers send it
    client.refresh_from_db()
    assert (client.version, client.events.count()) == (1, 0)


@pytest.mark.parametrize("fields", [{"under_18": "on"}, {"birth_date": "2020-01-01"}])
def test_under_18_needs_a_guardian(as_, desk, fields):
    client = factories.client()
    page = as_(desk).post(url(client), typed(client, **fields))
    assert page.context["form"].errors == {
        "guardian_name": ["A client under 18 needs a guardian."],
        "guardian_relationship": ["Say who this is to the client: mother, father, ..."],
    }
    answer = as_(desk).post(url(client), typed(client, guardian_name="Mum", guardian_relationship="mother", **fields))
    assert answer.status_code == 302
    client.refresh_from_db()
    assert (client.under_18, client.guardian_name) == (True, "Mum")


def test_who_grew_up_is_no_longer_under_18(as_, desk):
    """Added under 18, and eighteen since: the tick is off, and saving asks for no guardian."""
    client = factories.client(birth_date=dt.date(2000, 1, 1), under_18=True)
    assert as_(desk).get(url(client)).context["form"]["under_18"].value() is False
    assert as_(desk).post(url(client), typed(client, pronouns="they")).status_code == 302
    assert Client.objects.values_list("under_18", "pronouns").get() == (False, "they")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"desk_note": "x" * 501}, "desk_note"),
        ({"address": "nul\x00"}, "address"),
        ({"emergency_phone": "soon"}, "emergency_phone"),
        ({"preferred_times": ["midnight"]}, "preferred_times"),
        ({"therapist": str(uuid.uuid4())}, "therapist"),
        ({"therapist": "7"}, "therapist"),
        ({"version": "x"}, "version"),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(as_, desk, fields, field):
    client = factories.client()
    before = Client.objects.values().get()
    form = as_(desk).post(url(client), typed(client, pronouns="she", **fields)).context["form"]
    assert list(form.errors) == [field]
    assert (form["pronouns"].value(), form[field].value()) == ("she", fields[field])
    assert Client.objects.values().get() == before


def test_of_two_who_edit_the_second_sees_both_versions_and_loses_neither(as_, desk, owner):
    client = factories.client(phone="+1 555 0100", language="English")
    mine = typed(client, phone="+1 555 0222", pronouns="she", preferred_times=["mornings"])
    as_(owner).post(url(client), typed(client, phone="+1 555 0333", language="Welsh"))
    page = as_(desk).post(url(client), mine)
    assert page.status_code == 409
    clash, form = page.context["clash"], page.context["form"]
    assert (clash["who"], clash["clashes"], clash["taken"]) == (
        owner,
        [("phone", "+1 555 0333", "+1 555 0222")],
        [("language", "Welsh", "English")],
    )
    assert {name: form[name].value() for name in ("phone", "language", "pronouns", "preferred_times", "version")} == {
        "phone": "+1 555 0222",
        "language": "Welsh",
        "pronouns": "she",
        "preferred_times": ["mornings"],
        "version": 2,
    }
    assert "+1 555 0333" in page.text
    client.refresh_from_db()
    assert (client.phone, client.pronouns) == ("+1 555 0333", "")
    shown = {name: form[name].value() for name in form.fields}
    as_(desk).post(url(client), {name: value for name, value in shown.items() if value not in (None, False)})
    client.refresh_from_db()
    assert (client.phone, client.language, client.pronouns, client.version) == ("+1 555 0222", "Welsh", "she", 3)


def test_merging_field_by_field():
    base = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}
    merged = merge(base, base=base, mine=base | {"b": 2, "d": 2, "e": 3}, theirs=base | {"c": 2, "d": 3, "e": 3})
    assert merged.values == {"a": 1, "b": 2, "c": 2, "d": 2, "e": 3}
    assert (merged.clashes, merged.taken) == (["d"], ["c"])
    blind = merge(base, base=None, mine=base | {"b": 2}, theirs=base)
    assert (blind.values["b"], blind.clashes, blind.taken) == (2, ["b"], [])


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (dt.date(2008, 3, 10), dt.date(2026, 3, 9), 17),
        (dt.date(2008, 3, 10), dt.date(2026, 3, 10), 18),
        (dt.date(2008, 2, 29), dt.date(2026, 2, 28), 17),
        (dt.date(2008, 2, 29), dt.date(2026, 3, 1), 18),
    ],
)
def test_age_on_a_day(born, on, age):
    assert age_on(born, on) == age
    assert Client(birth_date=born).is_minor(on) is (age < 18)
