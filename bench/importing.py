"""The import of a file, beside a bare COPY of the same file into an ordinary table."""

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from time import perf_counter

from django.core.management import call_command
from django.db import connection

from practice.database import as_owner

TABLE = """
CREATE TABLE bench_ratings (
    client text, visit_date date, complaint text, measure text, rating numeric, scale_max numeric
)
"""


@dataclass(frozen=True)
class Import:
    name: str
    rows: int
    seconds: float
    bare: float


def measure(path: Path, name: str) -> list[Import]:
    return [Import(f"import, verdicts included: {name}", _rows(path), _import(path), _bare_copy(path))]


def again(path: Path) -> Import:
    return Import("the same file again, which adds nothing", _rows(path), _import(path), _bare_copy(path))


def _rows(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1


def _import(path: Path) -> float:
    began = perf_counter()
    call_command("import_ratings", str(path), stdout=StringIO(), stderr=StringIO())
    return perf_counter() - began


def _bare_copy(path: Path) -> float:
    """The best of three."""
    seconds = []
    for _ in range(3):
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(TABLE)
            began = perf_counter()
            with path.open("rb") as file, cursor.copy("COPY bench_ratings FROM STDIN (FORMAT csv, HEADER)") as copy:
                while piece := file.read(1 << 16):
                    copy.write(piece)
            seconds.append(perf_counter() - began)
            cursor.execute("DROP TABLE bench_ratings")
    return min(seconds)
