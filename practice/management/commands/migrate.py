"""Django's migrate, run by the owner of the database, with the additions of each migration together."""

from django.core.management.commands import migrate

from practice.database import as_owner
from practice.migrating import Executor

# The command has no other place to say which executor it uses.
setattr(migrate, "MigrationExecutor", Executor)  # noqa: B010 its stubs leave it out


class Command(migrate.Command):
    def handle(self, *args, **options):
        with as_owner(options["database"]):
            return super().handle(*args, **options)
