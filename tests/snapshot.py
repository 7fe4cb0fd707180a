"""What the database holds, as one digest a table: two equal snapshots prove that nothing changed."""

from django.db import connection

# Who is logged in and who read what: written by reading, and no part of the record.
ASIDE = {"django_session", "practice_accesslog"}


def snapshot(aside: set[str] = ASIDE) -> dict[str, str]:
    """Every table's rows, digested in one query. Every column counts, so a raised version shows too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall() if name not in aside]
        one = "SELECT '{0}', coalesce(md5(string_agg(md5(t::text), '' ORDER BY t::text)), '') FROM \"{0}\" t"
        cursor.execute(" UNION ALL ".join(one.format(name) for name in tables))
        return dict(cursor.fetchall())


def rows_written(aside: set[str] = ASIDE) -> int:
    """How many rows this transaction has written so far, what was undone included.

    The server counts, whichever way a row was written: where the number stays, no snapshot is needed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)"
            " + pg_stat_get_xact_tuples_deleted(oid)) FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relname <> ALL(%s)",
            [list(aside)],
        )
        return cursor.fetchone()[0]


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables that differ."""
    return [table for table, digest in after.items() if before.get(table) != digest]
