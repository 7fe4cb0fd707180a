"""Migrations whose additions go together make what Django alone would make."""

from django.db.migrations import AddConstraint, AddField, CreateModel, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.models import CheckConstraint, IntegerField, Q

from practice.migrating import Together, together


def flat(operations) -> list:
    return [one for each in operations for one in (each.operations if isinstance(each, Together) else [each])]


def test_every_operation_stays_in_its_place():
    migrations = MigrationLoader(None, replace_migrations=False).disk_migrations.values()
    grouped = [list(together(migration.operations)) for migration in migrations]
    assert [flat(operations) for operations in grouped] == [migration.operations for migration in migrations]
    assert sum(map(len, grouped)) < sum(len(migration.operations) for migration in migrations) / 2


def test_what_is_added_to_a_new_table_comes_after_it_is_made():
    table = CreateModel("Table", [("id", IntegerField(primary_key=True))])
    room = CreateModel("Room", [("id", IntegerField(primary_key=True))])
    column = AddField("Table", "width", IntegerField(default=70))
    wide = AddConstraint("table", CheckConstraint(condition=Q(width__gt=50), name="table_is_wide"))
    statement = RunSQL("SELECT 1")
    groups = [flat([one]) for one in together([table, room, column, wide, statement, column])]
    assert groups == [[table, room], [column, wide], [statement], [column]]
