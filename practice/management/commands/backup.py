from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from practice.backup import Refused, make_backup
from practice.postgres.dumps import DumpFailed


class Command(BaseCommand):
    help = "Writes the whole practice, database and uploaded files, to one new file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            make_backup(file.absolute(), timezone.now())
        except (Refused, DumpFailed, DatabaseError, OSError) as problem:
            raise CommandError(f"No backup was made. {problem}") from None
        self.stdout.write(f"Backup written to {file}. It holds everything about your clients: keep it safe.")
