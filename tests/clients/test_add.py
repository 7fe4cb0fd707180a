import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from tests import factories

ADD = "/clients/new/"


def typed(**fields):
    fields = {"name": "Clara Whitfield", "phone": "+1 555 0100", "language": "English"} | fields
    return {"request_id": str(uuid.uuid4())} | fields


def test_a_name_and_a_phone_are_enough(as_, desk):
    answer = as_(desk).post(ADD, typed(name="  Clara   Whitfield "))
    client = Client.objects.get()
    assert answer.url == reverse("clients:detail", args=[client.public_id])
    assert (client.name, client.phone, client.language, client.under_18) == (
        "Clara Whitfield",
        "+1 555 0100",
        "English",
        False,
    )
    assert (client.created_by, client.search, client.version) == (desk, "clara whitfield 15550100", 1)


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"name": "   "}, "name", "Please fill this in."),
        ({"name": "\u200b ..."}, "name", "Please type a name."),
        ({"name": "x" * 121}, "name", "Please shorten this: it has 121 characters, and 120 fit."),
        ({"name": "nul\x00"}, "name", "This has a character that cannot be kept. Please type it."),
        ({"phone": ""}, "phone", "Give a phone number or an e-mail, so that we can reach the client."),
        (
            {"phone": "call me"},
            "phone",
            "This does not look like a phone number. Digits, spaces and + ( ) - . / are fine.",
        ),
        (
            {"phone": "12"},
            "phone",
            "This does not look like a phone number. Digits, spaces and + ( ) - . / are fine.",
        ),
        ({"phone": "", "email": "clara@"}, "email", "This is not a whole e-mail address."),
        ({"birth_date": "2999-01-01"}, "birth_date", "This date lies in the future."),
        ({"birth_date": "1891-01-01"}, "birth_date", "This date of birth is too long ago."),
        ({"birth_date": "1790-01-01"}, "birth_date", "This date of birth is too long ago."),
        ({"birth_date": "31/31/2000"}, "birth_date", "Please give a date, such as 2026-11-18."),
        (
            {"birth_date": "1980-01-01", "under_18": "on"},
            "birth_date",
            "By this date of birth the client is not under 18. One of the two is a slip.",
        ),
        ({"language": ""}, "language", "Please fill this in."),
    ],
)
def test_bad_input_comes_back_with_its_error_and_all_that_was_typed(as_, desk, fields, field, message):
    answer = as_(desk).post(ADD, typed(address="", **fields))
    form = answer.context["form"]
    assert form.errors == {field: [message]}
    assert {name: form[name].value() for name in fields if name != "under_18"} == {
        name: value for name, value in fields.items() if name != "under_18"
    }
    assert form["name"].value() == fields.get("name", "Clara Whitfield")
    assert not Client.objects.exists()


def test_under_18_follows_the_date_of_birth(as_, desk):
    as_(desk).post(ADD, typed(birth_date=f"{timezone.localdate().year - 10}-01-01"))
    assert Client.objects.get().under_18 is True


def test_a_double_click_adds_one_client(as_, desk):
    sent = typed()
    first, second = (as_(desk).post(ADD, sent) for _ in range(2))
    assert first.url == second.url
    assert Client.objects.count() == 1


def test_a_form_used_again_for_somebody_else_loses_nobody(as_, desk):
    """Back in the browser, another name, sent again: the request_id is that of the first client."""
    sent = typed()
    as_(desk).post(ADD, sent)
    page = as_(desk).post(ADD, sent | {"name": "Martin Osei", "phone": "+1 555 0999"})
    form = page.context["form"]
    assert (form["name"].value(), page.context["alike"][0][1]) == ("Martin Osei", "same_form")
    assert form["request_id"].value() != sent["request_id"]
    as_(desk).post(ADD, form.data | {"anyway": "1"})
    assert sorted(Client.objects.values_list("name", flat=True)) == ["Clara Whitfield", "Martin Osei"]


@pytest.mark.parametrize(
    ("there", "new", "why"),
    [
        ({"name": "CLÁRA whitfield", "birth_date": "1980-01-01"}, {"birth_date": "1980-01-01"}, "name_and_birth"),
        ({"name": "Clara Whitfield"}, {"birth_date": "1980-01-01"}, "name"),
        ({"name": "Mum", "phone": "001 5 550 100"}, {}, "phone"),
        ({"name": "Gone", "phone": "+15550100", "archived_at": "2026-01-01T00:00Z"}, {}, "phone"),
    ],
)
def test_who_looks_like_somebody_who_is_here_is_shown_first(as_, desk, there, new, why):
    other = factories.client(**there)
    sent = typed(**new)
    page = as_(desk).post(ADD, sent)
    assert page.context["alike"] == [(other, why)]
    assert Client.objects.count() == 1
    assert page.context["form"]["name"].value() == "Clara Whitfield"
    as_(desk).post(ADD, sent | {"anyway": "1"})
    assert Client.objects.count() == 2


@pytest.mark.parametrize(
    ("there", "new"),
    [
        ({"name": "Clara Whitfield", "birth_date": "1980-01-01"}, {"birth_date": "1990-01-01"}),
        ({"name": "Clara Whitfield-Jones"}, {}),
        ({"name": "Other", "phone": "+1 555 0101"}, {}),
        ({"name": "Other", "phone": ""}, {"phone": "", "email": "c@example.org"}),
    ],
)
def test_who_is_not_alike_is_added_at_once(as_, desk, there, new):
    factories.client(**there)
    assert as_(desk).post(ADD, typed(**new)).status_code == 302


def test_a_shared_e_mail_is_only_mentioned(as_, desk):
    factories.client("Mum", email="Family@example.org")
    page = as_(desk).post(ADD, typed(email="family@example.org"), follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Added.",
        "Somebody else here has this e-mail too. In a family that is fine.",
    ]


def test_a_form_in_another_encoding_is_refused_and_nothing_is_saved(as_, desk):
    kind = "application/x-www-form-urlencoded"
    body = f"request_id={factories.request_id()}&phone=%2B15550100&language=English&name="
    refused = as_(desk).post(reverse("clients:add"), body + "Zo%EB", content_type=kind)
    assert (refused.status_code, Client.objects.count()) == (400, 0)
    assert "Nothing was saved." in refused.content.decode()
    as_(desk).post(reverse("clients:add"), body + "Zo%C3%AB", content_type=kind)
    assert Client.objects.get().name == "Zoë"
