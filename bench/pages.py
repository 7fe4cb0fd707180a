"""The main pages: queries and median server time, beside the median time of plain SQL for the same rows.

A page's time is all that the server does for it, from the request to the last byte, without the network. The plain
SQL is written by hand, sends the rows that the page shows or writes, and runs on the same connection.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench import plain
from bench.book import Book
from bench.people import Cast
from practice.models import User

TIMES = 15
WARM_UP = 3
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Page:
    name: str
    reader: User
    ask: Callable[[Browser, int], Any]  # the number says which time it is
    sql: Callable[[int], list[tuple[str, dict[str, Any]]]]
    status: int = 200


@dataclass(frozen=True)
class Measured:
    name: str
    queries: int
    seconds: float
    plain: float


def measure(cast: Cast, book: Book) -> list[Measured]:
    return [_measure(page) for page in [*_pages(cast), *_desk_pages(book)]]


def _pages(cast: Cast) -> list[Page]:
    ids = {"client": cast.client.pk}
    drafts, half = cast.drafts, len(cast.drafts) // 2

    def sign(browser: Browser, time: int):
        draft = drafts[time]
        return browser.post(
            reverse("sessions_log:sign", args=[draft.public_id]), {"version": draft.version, "why": "short"}
        )

    def same_writes(time: int) -> list[tuple[str, dict[str, Any]]]:
        return [(sql, {"visit": drafts[half + time].pk, "by": cast.therapist.pk}) for sql in plain.SIGN]

    return [
        Page("board", cast.owner, _get("cases:board"), lambda _: [(sql, {}) for sql in plain.BOARD]),
        Page(
            "client chart",
            cast.therapist,
            _get("cases:chart", cast.client.public_id),
            lambda _: [(sql, ids) for sql in plain.CHART],
        ),
        Page(
            "client search, 50,000 clients",
            cast.therapist,
            lambda browser, _: browser.post(reverse("clients:list"), {"q": "rosa ol"}),
            lambda _: [(plain.SEARCH, {"one": "%rosa%", "two": "%ol%"})],
        ),
        Page(
            "visit page, a draft",
            cast.therapist,
            _get("sessions_log:visit", drafts[-1].public_id),
            lambda _: [(sql, {"visit": drafts[-1].pk, "client": drafts[-1].client_id}) for sql in plain.VISIT],
        ),
        Page("signing", cast.therapist, sign, same_writes, status=302),
    ]


def _desk_pages(book: Book) -> list[Page]:
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    days = {"start": start, "end": start + dt.timedelta(days=1)}
    return [
        Page("the calendar's day, ten therapists", book.desk, _get("bookings:day"), _with(plain.DAY, days)),
        Page("follow-ups, 30 with free times", book.desk, _get("bookings:followups"), _with(plain.FOLLOW_UPS, days)),
        Page("figures of four weeks", book.desk, _get("bookings:figures"), _with(plain.FIGURES, days)),
    ]


def _with(statements: tuple[str, ...], parameters: dict[str, Any]) -> Callable[[int], list[tuple[str, dict]]]:
    return lambda _: [(sql, parameters) for sql in statements]


def _get(name: str, *args) -> Callable[[Browser, int], Any]:
    return lambda browser, _: browser.get(reverse(name, args=args))


def _measure(page: Page) -> Measured:
    browser = Browser(SERVER_NAME=HOST)
    browser.force_login(page.reader)
    seconds, queries = [], 0
    for time in range(WARM_UP + TIMES):
        with CaptureQueriesContext(connection) if time == WARM_UP - 1 else _nothing() as captured:
            began = perf_counter()
            answer = page.ask(browser, time)
            content = answer.content
            seconds.append(perf_counter() - began)
        if answer.status_code != page.status:
            raise RuntimeError(f"{page.name}: {answer.status_code} {content[:300]!r}")
        queries = len(captured) if captured else queries
    return Measured(page.name, queries, median(seconds[WARM_UP:]), _plain(page))


def _plain(page: Page) -> float:
    seconds = []
    for time in range(WARM_UP + TIMES):
        statements = page.sql(time)
        began = perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, parameters in statements:
                cursor.execute(sql, parameters)
                if cursor.description:
                    cursor.fetchall()
        seconds.append(perf_counter() - began)
    return median(seconds[WARM_UP:])


class _nothing:
    def __enter__(self):
        return None

    def __exit__(self, *problem):
        return None
