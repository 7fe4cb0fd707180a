"""Reads the CSV of an import, line by line: good rows and, for every bad one, its column and the reason.

Every line is a record of its own, so that one broken quote spoils one row and not the rest of the file. Invalid
bytes reach here as surrogates (errors="surrogateescape"), so that they too are the fault of one row.
"""

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TextIO

from sessions_log.progress import TERMS
from sessions_log.verdicts import Measure

NEEDED = ("client", "visit_date", "complaint")
COLUMNS = (*NEEDED, "measure", "rating", "scale_max")
LONGEST = {"client": 120, "complaint": 80}
LONGEST_LINE = 4000
EARLIEST = dt.date(1950, 1, 1)
TOP = {str(measure): f"{terms.top}" for measure, terms in TERMS.items()}
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
INVALID = re.compile(r"[\ud800-\udfff]")
NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]*)?|[+-]?\.[0-9]+")


class Row(NamedTuple):
    """A good row as text, fit for the database; a rating of None makes the visit only."""

    client: str
    visit_date: str
    complaint: str
    measure: str
    rating: str | None
    scale_max: str


class Bad(Exception):
    """What is wrong, and in which column."""

    def __init__(self, column: str, reason: str):
        super().__init__(reason)
        self.column, self.reason = column, reason


def read(file: TextIO, *, today: dt.date) -> Iterator[tuple[int, Row | Bad]]:
    """Every row of the file with its line number; of a bad row, every column that is wrong."""
    columns: list[str] = []
    check_date = lru_cache(maxsize=4096)(lambda text: _date(text, today))
    for line, text in enumerate(_lines(file), start=1):
        if text.isspace():
            continue
        try:
            values = _split(text)
            if not columns:
                columns = _header(values)
                continue
            if len(values) != len(columns):
                raise Bad("", f"{len(values)} values where the header names {len(columns)} columns")
        except Bad as bad:
            yield line, bad
            if not columns:
                return
            continue
        yield from ((line, found) for found in _row(dict(zip(columns, values, strict=True)), check_date))
    if not columns:
        yield 1, Bad("", "the file is empty; its first line must name the columns")


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of the file; of one that is far too long only so much as shows it."""
    while text := file.readline(LONGEST_LINE + 1):
        yield text
        while len(text) > LONGEST_LINE and not text.endswith("\n"):
            text = file.readline(LONGEST_LINE + 1)


def _split(text: str) -> list[str]:
    if len(text) > LONGEST_LINE:
        raise Bad("", f"this line is longer than {LONGEST_LINE} characters")
    if '"' not in text:
        return [value.strip() for value in text.split(",")]
    try:
        (values,) = csv.reader([text], strict=True)
    except csv.Error:
        raise Bad("", "the quotation marks do not match") from None
    return [value.strip() for value in values]


def _header(values: list[str]) -> list[str]:
    names = [value.casefold() for value in values]
    missing = [name for name in NEEDED if name not in names]
    if INVALID.search("".join(names)) or "\0" in "".join(names):
        raise Bad("", "this is not UTF-8 text; save the file as “CSV UTF-8”")
    if len(names) == 1 and re.search("[;\t]", names[0]):
        raise Bad("", "the columns must be separated by commas")
    for name in names:
        if name not in COLUMNS:
            raise Bad(name[:40], f"unknown column; there are {', '.join(COLUMNS)}")
        if names.count(name) > 1:
            raise Bad(name, "this column is named twice")
    if missing:
        raise Bad(missing[0], f"the header lacks {' and '.join(missing)}")
    return names


def _row(values: dict[str, str], check_date: Callable[[str], str | None]) -> Iterator[Row | Bad]:
    client, date, complaint = values["client"], values["visit_date"], values["complaint"]
    measure = values.get("measure") or "intensity"
    rating, scale_max = values.get("rating") or None, values.get("scale_max")
    top = TOP.get(measure)
    found = (
        ("client", _name(client, "client")),
        ("visit_date", check_date(date)),
        ("complaint", _name(complaint, "complaint")),
        ("measure", None if top else f"unknown measure; there are {', '.join(Measure)}"),
        ("scale_max", _scale(scale_max) if scale_max else None),
    )
    bad = [Bad(column, reason) for column, reason in found if reason]
    if rating is not None and (reason := _rating(rating, scale_max or top)):
        bad.append(Bad("rating", reason))
    yield from bad
    if not bad:
        yield Row(client, date, complaint, measure, rating, scale_max or TOP[measure])


@lru_cache(maxsize=4096)
def _name(text: str, column: str) -> str | None:
    if not text:
        return "missing"
    if INVALID.search(text):
        return "not UTF-8 text; save the file as “CSV UTF-8”"
    if UNSEEN.search(text):
        return "has a character that cannot be seen, such as NUL"
    if len(text) > LONGEST[column]:
        return f"longer than {LONGEST[column]} characters"
    return None


def _date(text: str, today: dt.date) -> str | None:
    if not text:
        return "missing"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return "must be a date like 2026-03-31"
    try:
        date = dt.date.fromisoformat(text)
    except ValueError:
        return "there is no such date"
    if date > today:
        return "is in the future"
    return f"is before {EARLIEST.year}" if date < EARLIEST else None


@lru_cache(maxsize=4096)
def _scale(text: str) -> str | None:
    if reason := _number(text):
        return reason
    return None if Decimal(text) > 0 else "must be more than 0"


@lru_cache(maxsize=4096)
def _rating(text: str, scale_max: str | None) -> str | None:
    if reason := _number(text):
        return reason
    if Decimal(text) < 0:
        return "is below 0"
    if scale_max and not _scale(scale_max) and Decimal(text) > Decimal(scale_max):
        return f"is above the top of its scale, {scale_max}"
    return None


def _number(text: str) -> str | None:
    """Ratings are kept exactly as given, so what would have to be rounded is refused."""
    if not NUMBER.fullmatch(text):
        return "must be a number like 7 or 6.5"
    if len(text.partition(".")[2].rstrip("0")) > 4:
        return "has more than 4 decimals"
    return "is too large" if abs(Decimal(text)) >= 100_000 else None
