"""Whatever is typed into whatever field, of every form there is: a clear answer, never an error, nothing half-saved.

The forms are found by opening the pages of tests/access_table.py, so a new page or field is tried with no row here.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes

import pytest
from django import forms
from django.db import connection
from django.test import Client

from tests.access import Row
from tests.access_table import TABLE
from tests.snapshot import changed, snapshot
from tests.test_access import PRACTICES, path_of, practice, taken_back  # noqa: F401 (a fixture)

BAD = {
    "a NUL": b"a\x00b",
    "too long": b"x" * 12_000,
    "a huge number": b"9" * 40,
    "a date far ahead": b"2999-01-01",
}
TRIES = 24  # of a form: where it has many fields, each is tried with fewer of these, in turn
NO_TEXT = {"no UTF-8": b"caf\xe9"}  # refused before any form sees it: one field tells


class Forms(HTMLParser):
    """The forms on a page that are sent to one address: every field's name, with the values it holds."""

    def __init__(self, path: str, page: str):
        super().__init__()
        self.path, self.fields, self.here, self.values = path, {}, False, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        if tag == "form":
            self.here = of.get("method") == "post" and (of.get("action") or self.path).split("?")[0] == self.path
        elif self.here and tag in ("input", "select", "textarea") and of.get("name"):
            self.values = self.fields.setdefault(of["name"], [])
            if tag == "textarea":
                self.values.append("")
            elif tag == "input" and (of.get("type") not in ("checkbox", "radio") or "checked" in of):
                self.values.append(of.get("value") or "")
        elif self.here and tag == "option" and "selected" in of:
            self.values.append(of.get("value") or "")

    def handle_data(self, data):
        if self.lasttag == "textarea" and self.here and self.values:
            self.values[-1] += data


def encoded(fields: dict[str, list], bad: str | None = None, value: bytes = b"") -> str:
    pairs = [(name, text.encode()) for name, texts in fields.items() if name != bad for text in texts]
    if bad:
        pairs.append((bad, value))
    return "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(text)}" for name, text in pairs)


def fields_of(browser: Client, row: Row, path: str, place) -> dict[str, list[str]]:
    """What a POST of this row may hold: what its page asks for, and what the table sends."""
    page = browser.get(path + row.query) if row.get.get("solo") == 200 else None
    fields = Forms(path, page.content.decode()).fields if page else {}
    data = row.data(place) if callable(row.data) else row.data
    for name, value in data.items():
        fields[name] = [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
    return {name: texts for name, texts in fields.items() if name != "csrfmiddlewaretoken"}


def one_of_each(names: Iterable[str]) -> list[str]:
    """Of fields that stand there once for every homework or area (h7-detail, h8-detail), the last."""
    return [*{re.sub(r"^([a-z])\d+-", r"\1-", name): name for name in names}.values()]


def tries(names: list[str]) -> Iterator[tuple[str, str, bytes]]:
    """What is sent in which field."""
    bad = list(BAD.items())
    each = max(1, min(len(bad), TRIES // max(1, len(names))))
    for number, name in enumerate(names):
        yield from ((what, name, value) for what, value in (bad + bad)[number % len(bad) :][:each])
    yield from ((what, name, value) for name in names[:1] for what, value in NO_TEXT.items())


class Note(forms.Form):
    text = forms.CharField(max_length=20, widget=forms.Textarea)


class Writes:
    """Notices whether anything was written; proving it by a snapshot costs more, so it is done only then."""

    seen = False

    def __call__(self, execute, sql, params, many, context):
        self.seen = self.seen or sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)


@pytest.mark.django_db
@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize("practice", PRACTICES[1:], ids=["solo"], indirect=True, scope="module")
@pytest.mark.parametrize(
    "row", [row for row in TABLE if row.post["solo"] < 405], ids=lambda row: row.name + row.query
)
def test_no_field_of_a_form_ends_in_an_error(row, practice):  # noqa: F811
    browser = Client(raise_request_exception=False, headers=row.headers)
    browser.cookies.load(practice.cookies["solo"])
    path = path_of(row, practice, unknown=False)
    with taken_back():
        fields = fields_of(browser, row, path, practice)
    wrong = []
    for what, name, value in tries(one_of_each(fields)):
        writes = Writes()
        with taken_back(), connection.execute_wrapper(writes):
            typed = encoded(fields, name, value)
            answer = browser.post(path + row.query, typed, "application/x-www-form-urlencoded")
            refused = answer.status_code >= 400 or b'aria-invalid="true"' in answer.content
            half = changed(practice.before, snapshot()) if refused and writes.seen else []
        if answer.status_code >= 500 or half:
            wrong.append(f"{name}, {what}: {answer.status_code}, changed {half}")
    assert not wrong, "\n".join(wrong)


def test_a_long_text_is_refused_in_words_and_never_cut_by_the_browser():
    """A browser cuts what is pasted at `maxlength`, silently."""
    page = Note({"text": "x" * 21}).as_p()
    assert "maxlength" not in page and "x" * 21 in page
    assert "Please shorten this: it has 21 characters, and 20 fit." in page
