"""docs/benchmarks.md: the tables, and on what they were measured."""

import datetime as dt
import os
import platform
from pathlib import Path

from django.db import connection

from bench.importing import Import
from bench.pages import Measured


def facts() -> list[str]:
    """What the numbers depend on; no name of a machine."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
    return [
        f"{os.cpu_count()} cores, {_memory()} of memory, {platform.system()} on {platform.machine()}",
        f"PostgreSQL {version}, Python {platform.python_version()}",
    ]


def _memory() -> str:
    try:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return "unknown amount"
    return f"{total / 1024**3:.0f} GB"


def page(rows: int, machine: list[str], imports: list[Import], pages: list[Measured]) -> str:
    text = Path(__file__).with_name("report.md").read_text()
    return text.format(
        date=dt.datetime.now(tz=dt.UTC).date(),
        machine="\n".join(f"- {each}" for each in machine),
        rows=f"{rows:,}",
        imports="\n".join(_import(each) for each in imports),
        pages="\n".join(_page(each) for each in pages),
    )


def _import(found: Import) -> str:
    speed, bare = found.rows / found.seconds, found.rows / found.bare
    return f"| {found.name} | {found.seconds:.1f} s | {speed:,.0f} | {bare:,.0f} | {found.seconds / found.bare:.0f} |"


def _page(found: Measured) -> str:
    page_ms, plain_ms = found.seconds * 1000, found.plain * 1000
    return f"| {found.name} | {found.queries} | {page_ms:.1f} ms | {plain_ms:.1f} ms | {page_ms / plain_ms:.1f} |"
