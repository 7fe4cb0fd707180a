"""A database of the benchmarks' own on the configured server."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from practice.database import as_owner


@contextmanager
def fresh() -> Iterator[None]:
    """A migrated, empty database, dropped at the end."""
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{usual}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


def vacuum() -> None:
    """What autovacuum does some minutes after a large import."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
