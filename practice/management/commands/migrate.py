"""Django's migrate, run by the owner of the database."""

from django.core.management.commands import migrate

from practice.database import as_owner


class Command(migrate.Command):
    def handle(self, *args, **options):
        with as_owner(options["database"]):
            return super().handle(*args, **options)
