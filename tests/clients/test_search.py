import pytest
from django.urls import reverse

from clients.enums import Show
from clients.folding import fold, search_terms
from clients.models import Client
from clients.queries import PAGE, find
from tests import factories


def names(typed, user, show=Show.PRESENT, number=1):
    return [client.name for client in find(typed, show=show, user=user, number=number).clients]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zoe", ["Zoë Ångström"]),
        ("ANGSTROM zoë", ["Zoë Ångström"]),
        ("soren", ["Søren Łukasz"]),
        ("SØREN lukasz", ["Søren Łukasz"]),
        ("obrien", []),
        ("o'brien", ["Mary O’Brien"]),
        ("mary@home", ["Mary O’Brien"]),
        ("0151 23-456", ["Søren Łukasz"]),
        ("+49 (151) 23", ["Søren Łukasz"]),
        ("soren 151", ["Søren Łukasz"]),
        ("zoe soren", []),
        ("%", ["100% Percy"]),
        ("_", ["Under_score"]),
        ("\\", []),
    ],
)
def test_search_ignores_accents_case_and_grouping_and_takes_every_word(desk, typed, found):
    factories.client("Zoë Ångström")
    factories.client("Søren Łukasz", phone="+49 151 234567")
    factories.client("Mary O’Brien", email="Mary@Home.example")
    factories.client("100% Percy")
    factories.client("Under_score")
    assert names(typed, desk) == found


def test_the_list_is_in_order_of_the_name_without_accents(desk):
    for name in ("émile", "Zoe", "Emil", "Ana"):
        factories.client(name)
    assert names("", desk) == ["Ana", "Emil", "émile", "Zoe"]


def test_folding_and_terms():
    assert fold("  Zoë  STRAẞE ") == "zoe strasse"
    assert search_terms("Anna  0151/23") == ["anna", "015123"]
    assert search_terms("  ") == []


def test_tabs_show_present_own_and_archived_clients(therapist, colleague):
    factories.client("Present")
    factories.client("Mine", therapist=therapist)
    factories.client("Theirs", therapist=colleague)
    factories.client("Gone", therapist=therapist, archived_at="2026-01-01T00:00Z")
    assert names("", therapist) == ["Mine", "Present", "Theirs"]
    assert names("", therapist, Show.MINE) == ["Mine"]
    assert names("", therapist, Show.ARCHIVED) == ["Gone"]


def test_pages_hold_everybody_once(desk):
    Client.objects.bulk_create([Client(name=f"C {n:03}", search=f"c {n:03}") for n in range(PAGE + 5)])
    first, second = (find("", show=Show.PRESENT, user=desk, number=number) for number in (1, 2))
    assert (first.first, first.last, first.count, first.previous, first.next) == (1, PAGE, PAGE + 5, None, 2)
    assert (second.first, second.last, second.previous, second.next) == (PAGE + 1, PAGE + 5, 1, None)
    assert [c.name for c in first.clients + second.clients] == [f"C {n:03}" for n in range(PAGE + 5)]


def test_what_is_typed_never_stands_in_an_address(as_, desk):
    """A search is a POST that only reads; a name in the query string of a GET is not even looked at."""
    factories.client("Clara Whitfield")
    factories.client("Martin Osei")
    page = as_(desk).post(reverse("clients:list"), {"q": "clara"})
    assert "Clara Whitfield" in page.text and "Martin Osei" not in page.text
    assert "clara" not in page.text.replace('value="clara"', "").replace("clara@", "")
    assert "Martin Osei" in as_(desk).get(reverse("clients:list") + "?q=clara").text


def test_the_background_search_answers_with_the_results_alone(as_, desk):
    factories.client("Clara Whitfield", phone="+1 (555) 010-0 ext. 7", email="clara@example.org")
    found = as_(desk).post(reverse("clients:list"), {"q": "whit"}, headers={"HX-Request": "true"}).text
    assert "<html" not in found
    assert 'href="tel:+15550100;ext=7"' in found and 'href="mailto:clara@example.org"' in found


@pytest.mark.parametrize(
    "bad", [{"q": "nul\x00"}, {"q": "x" * 101}, {"show": "nonsense"}, {"page": "-1"}, {"page": "x"}]
)
def test_a_bad_search_shows_the_list_and_no_error_page(as_, desk, bad):
    factories.client("Clara Whitfield")
    page = as_(desk).post(reverse("clients:list"), bad)
    assert (page.status_code, "Clara Whitfield" in page.text) == (200, True)


# session, user, practice, count, clients, next appointments
LIST_QUERIES = 6


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_list(as_, desk, many, django_assert_num_queries):
    for n in range(many):
        factories.client(f"Client {n}")
    browser = as_(desk)
    with django_assert_num_queries(LIST_QUERIES):
        page = browser.post(reverse("clients:list"), {"q": "client"})
    assert [f"Client {n}" in page.text for n in range(many)] == [True] * many
