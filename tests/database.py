"""The tests' database: made and migrated by its owner, used by the application's role.

A test that commits (transaction=True, live_server) is cleaned up after by the owner: whatever it changed goes back
to what the migrations left there.
"""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

from practice.database import as_owner

_untouched: dict[str, bytes] = {}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), as_owner(), connection.cursor() as cursor:
        _untouched.update({table: _content(cursor, table) for table in _tables(cursor)})
    setattr(TransactionTestCase, "_fixture_teardown", _put_back)  # noqa: B010 its stubs leave it out


def _put_back(test_case) -> None:
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        changed = _changed(cursor)
        with _guards_off(cursor, changed):
            for table in changed:
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            for table in changed:
                if _untouched[table]:
                    with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                        copy.write(_untouched[table])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@contextmanager
def _guards_off(cursor, tables: list[str]):
    """Guards refuse to delete what is signed. Foreign keys are checked all the same."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A' AND NOT tgisinternal"
    )
    always = cursor.fetchall()
    for table in tables:
        cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
    yield
    for table in tables:
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(table)))
    for table, name in always:
        if table in tables:
            cursor.execute(
                sql.SQL("ALTER TABLE {} ENABLE ALWAYS TRIGGER {}").format(sql.Identifier(table), sql.Identifier(name))
            )


def _tables(cursor) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in cursor.fetchall()]


def _content(cursor, table: str) -> bytes:
    with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
        return b"".join(bytes(block) for block in copy)


def _changed(cursor) -> list[str]:
    """Tables that no longer hold what the migrations left: most are empty, and one query tells."""
    empty = [table for table, content in _untouched.items() if not content]
    filled = [table for table, content in _untouched.items() if content]
    asked = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(table), sql.Identifier(table))
        for table in empty
    )
    cursor.execute(asked)
    used = [name for (name,) in cursor.fetchall()]
    return used + [table for table in filled if _content(cursor, table) != _untouched[table]]
