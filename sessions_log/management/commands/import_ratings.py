"""manage.py import_ratings FILE: ratings from a CSV, all of them or none."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sessions_log.importing.load import BadRows, import_ratings

COUNTS = {
    "rows": "rows read",
    "clients": "clients added",
    "complaints": "complaints added",
    "visits": "visits added",
    "ratings": "ratings added",
    "there": "rows already there",
}


class Command(BaseCommand):
    help = (
        "Import ratings from a CSV file with the header client,visit_date,complaint[,measure][,rating][,scale_max] in"
        " any order. Clients, complaints and visits that are missing are made. With a bad row nothing is imported."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="check the file and count, but import nothing")

    def handle(self, *args, **options):
        try:
            # Bytes that are no UTF-8 are the fault of single rows, so they are let through to be told.
            file = open(options["file"], encoding="utf-8-sig", errors="surrogateescape")  # noqa: SIM115 (closed below)
        except OSError as problem:
            raise CommandError(f"{options['file']}: {problem.strerror}") from None
        try:
            with file:
                added = import_ratings(
                    file, now=timezone.now(), tell_bad=self.tell_bad, say=self.say, dry_run=options["dry_run"]
                )
        except BadRows as bad:
            self.stderr.write(f"Nothing was imported: {bad.rows:,} bad {'row' if bad.rows == 1 else 'rows'}.")
            sys.exit(1)
        except OSError as problem:
            raise CommandError(f"{options['file']}: {problem.strerror}") from None
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was imported. What an import would do:")
        for name, words in COUNTS.items():
            self.stdout.write(f"{words}: {getattr(added, name)}")

    def say(self, text: str) -> None:
        self.stderr.write(text)

    def tell_bad(self, line: int, column: str, reason: str) -> None:
        self.stdout.write(f"line {line}, {column}: {reason}" if column else f"line {line}: {reason}")
