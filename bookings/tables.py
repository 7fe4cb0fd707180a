"""Which table somebody lies on: the one that was asked for, else one that is free; a couple in one room."""

from collections.abc import Collection

from psycopg.types.range import Range

from bookings.models import Appointment, Table


class NoTable(Exception):
    """The table is taken then, or there is no free one. `other` is the appointment there, if one was asked for;
    `beside` tells that a couple finds no room with a table for each."""

    def __init__(self, other: Appointment | None = None, *, beside: bool = False):
        super().__init__("no table is free")
        self.other, self.beside = other, beside


def free_table(row: Appointment, asked_for: Table | None) -> Table | None:
    """The table that was asked for, else the one it has, else the first free one; None in a practice without any.

    Inside the caller's transaction: whoever looks for a table waits for the others who do.
    """
    tables = _locked()
    if not (tables or asked_for):
        return None
    taken = _taken(row)
    if asked_for:
        if asked_for.pk in taken:
            raise NoTable(taken[asked_for.pk])
        return asked_for
    free = sorted((one for one in tables if one.pk not in taken), key=lambda one: (one.pk != row.table_id, str(one)))
    if not free:
        raise NoTable
    return free[0]


def tables_for_two(other: Appointment, row: Appointment) -> Table | None:
    """A table for `row` in one room with `other`, who keeps hers where a second one is free beside it, and else lies
    in another room with two. None in a practice that keeps no book of its tables.

    Raises NoTable. Inside the caller's transaction.
    """
    tables = _locked()
    if not tables:
        return None
    other = Appointment.objects.select_for_update().get(pk=other.pk)
    for_row = _free(tables, row, but=[other])
    for_other = _free(tables, other, but=[row])
    if not other.is_expected:  # lies there already
        for_other = [one for one in for_other if one.pk == other.table_id]
    pairs = [(one, two) for one in for_other for two in for_row if one != two and one.room == two.room]
    if not pairs:
        raise NoTable(beside=True)
    hers, found = min(pairs, key=lambda pair: (pair[0].pk != other.table_id, str(pair[0]), str(pair[1])))
    if hers.pk != other.table_id:
        other.table, other.version = hers, other.version + 1
        other.save(update_fields=["table", "version"])
    return found


def _locked() -> list[Table]:
    return list(Table.objects.usable().select_for_update(no_key=True).order_by("pk"))


def _taken(row: Appointment, but: Collection[Appointment] = ()) -> dict[int, Appointment]:
    """Who lies where while `row` is to, by the table's primary key; `row` itself and `but` are not counted."""
    held = Range(row.starts_at, row.ready_at)
    there = Appointment.objects.standing().filter(held__overlap=held, table__isnull=False)
    others = there.exclude(pk__in=[one.pk for one in (row, *but) if one.pk])
    return {one.table_id: one for one in others.select_related("client", "therapist") if one.table_id}


def _free(tables: list[Table], row: Appointment, but: Collection[Appointment]) -> list[Table]:
    taken = _taken(row, but)
    return [one for one in tables if one.pk not in taken]
