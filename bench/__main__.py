"""`python -m bench`: measures on a database of its own, which it drops again, and writes docs/benchmarks.md."""

import os
import sys
import tempfile
from pathlib import Path

import django

FULL = 200_000
ROWS = int(os.environ.get("BENCH_ROWS", FULL))  # fewer for a quick look, which is not written down
CLIENTS = 50_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.settings")
    os.environ.setdefault("DATA_DIR", "var/bench")
    django.setup()

    from django.utils import timezone

    from bench import book, database, importing, pages, people, ratings, report
    from practice.serving import collect_static

    tell("Making the databases and the files ...")
    collect_static()
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder) / "one.csv", Path(folder) / "two.csv"
        ratings.write(one, rows=ROWS, measures=ratings.ONE)
        ratings.write(two, rows=ROWS, measures=ratings.TWO)
        with database.fresh():
            tell("Importing, one measure a visit ...")
            found = importing.measure(one, "one measure a visit")
        with database.fresh():
            tell("Importing, two measures a visit ...")
            found += [*importing.measure(two, "two measures a visit"), importing.again(two)]
            tell("Measuring pages ...")
            cast, filled = people.fill(up_to=CLIENTS), book.fill(timezone.now())
            database.vacuum()
            visited = pages.measure(cast, filled)
            facts = report.facts()
    text = report.page(ROWS, facts, found, visited)
    tell(text)
    if ROWS == FULL:
        Path("docs/benchmarks.md").write_text(text)


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
