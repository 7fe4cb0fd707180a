from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from practice.archive import BadArchive
from practice.backup import Refused, restore_backup
from practice.postgres.dumps import DumpFailed


class Command(BaseCommand):
    help = "Puts a backup into an empty practice: all of it, or nothing where anything is wrong."
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            created_at = restore_backup(file)
        except BadArchive as problem:
            raise CommandError(f"Nothing was restored. {file} cannot be used: {problem}.") from None
        except (Refused, DumpFailed, DatabaseError, OSError) as problem:
            raise CommandError(f"Nothing was restored. {problem}") from None
        self.stdout.write(f"Restored the practice as it was at {created_at}.")
