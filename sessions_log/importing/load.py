"""Imports a file of ratings: all of it or, if a single row is bad, none.

The file is copied into a temporary table, checked and planned there by statements over all rows at once, and written
in parts of some thousand clients. While the database writes one part, the verdicts of the part before are found.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TextIO
from zoneinfo import ZoneInfo

from django.db import transaction

from clients.folding import fold
from intake.guessing import guess
from intake.models import ComplaintType
from practice.current import local_date, practice
from sessions_log import facts, judging, returning
from sessions_log.importing import plan_queries, planned, write_queries
from sessions_log.importing.days import Days
from sessions_log.importing.read import UNSEEN, Bad, read
from sessions_log.queries import save_progress

PART = 1500  # clients written at once
PIECE = 2000  # rows copied at once
TELL_EVERY = 50_000  # rows

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Added:
    rows: int
    there: int  # rows that were there already
    clients: int
    complaints: int
    visits: int
    ratings: int


class BadRows(Exception):
    """Some rows are bad, so nothing was imported. Each was told with its line, column and reason."""

    def __init__(self, rows: int):
        super().__init__(rows)
        self.rows = rows


@transaction.atomic
def import_ratings(
    file: TextIO, *, now: dt.datetime, tell_bad: Callable[[int, str, str], None], say: Say, dry_run: bool = False
) -> Added:
    """Import every row that is not there yet; raises BadRows, after telling each, if any cannot be imported."""
    days = Days(ZoneInfo(practice().time_zone))
    plan_queries.begin()
    rows = _stage(file, local_date(now, days.zone), say)
    plan_queries.copy(plan_queries.COPY_DAYS, (_day(date, days) for date in plan_queries.dates()))
    plan_queries.plan()
    if bad := _tell(tell_bad):
        raise BadRows(bad)
    *added, there, clients = plan_queries.counts()
    if not dry_run and there < rows:
        kinds = list(ComplaintType.objects.current())
        plan_queries.copy(plan_queries.COPY_TYPES, _types(kinds, plan_queries.complaint_names()))
        _write(clients, days, now, say)
    return Added(rows, there, *added)


def _stage(file: TextIO, today: dt.date, say: Say) -> int:
    """Copy all rows, good and bad ones, into the temporary table; how many there were."""
    count = 0

    def pieces() -> Iterator[str]:
        nonlocal count
        piece: list[str] = []
        last = 0
        for line, row in read(file, today=today):
            piece.append(_copied(line, row))
            if line != last:
                last = line
                count += 1
                if count % TELL_EVERY == 0:
                    say(f"{count:,} rows read")
            if len(piece) == PIECE:
                yield "".join(piece)
                piece.clear()
        yield "".join(piece)

    plan_queries.copy(plan_queries.COPY_ROWS, pieces())
    return count


def _copied(line: int, row) -> str:
    """A line of COPY's text format. No value has a tab or a line break; what is left to escape is the backslash."""
    if isinstance(row, Bad):
        column = UNSEEN.sub("?", row.column.encode("utf-8", "replace").decode())
        values = [str(line), *["\\N"] * 6, _escaped(column), _escaped(row.reason)]
    else:
        client, date, complaint, measure, rating, scale_max = row
        values = [str(line), _escaped(client), date, _escaped(complaint), measure, rating or "\\N", scale_max]
        values += ["\\N", "\\N"]
    return "\t".join(values) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\") if "\\" in text else text


def _day(date: dt.date, days: Days) -> str:
    return "\t".join([date.isoformat(), *(each.isoformat() for each in (days.noon(date), *days.ends(date)))]) + "\n"


def _types(kinds: list[ComplaintType], names: Iterable[str]) -> Iterator[str]:
    other = next((kind for kind in kinds if kind.name == "Other"), None) or kinds[-1]
    for name in names:
        kind = guess(name, kinds) or other
        yield f"{_escaped(name)}\t{kind.pk}\t{kind.main_measure}\n"


def _tell(tell_bad: Callable[[int, str, str], None]) -> int:
    """Tell of every bad row; how many there are."""
    rows = last = 0
    for line, column, reason in plan_queries.bad_rows():
        tell_bad(line, column, reason)
        rows += line != last
        last = line
    return rows


def _write(clients: int, days: Days, now: dt.datetime, say: Say) -> None:
    """Write part after part. One thread speaks to the database; another judges what was just written."""
    write_queries.begin_to_write()
    judged: Future[str] | None = None
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="judge") as judge:
        for first in range(1, clients + 1, PART):
            end = first + PART
            write_queries.write(first, end, now=now, fold=fold)
            if judged:
                save_progress(judged.result())
            there = [
                complaint for (complaint,) in write_queries.of_part(write_queries.EXISTING_COMPLAINTS, first, end)
            ]
            returning.tell_last_seen(
                [client for (client,) in write_queries.of_part(write_queries.CLIENTS, first, end)]
            )
            judged = judge.submit(_judge, [*planned.load(first, end, days), *facts.load(there)])
            if clients > PART:
                say(f"{min(end - 1, clients):,} of {clients:,} clients written")
        if judged:
            save_progress(judged.result())
    write_queries.end_of_writing()


def _judge(known: list[facts.Facts]) -> str:
    return json.dumps([judging.row(each) for each in known])
