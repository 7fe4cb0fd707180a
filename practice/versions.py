"""Optimistic locking: a row carries a version, a form carries the version it showed, a save compares the two."""


class Stale(Exception):
    """Somebody saved this row after the form was shown. `current` is the row as it stands now."""

    def __init__(self, current):
        super().__init__(f"{type(current).__name__} has version {current.version} by now")
        self.current = current


def take_next(row, seen: int) -> None:
    """Count up the version of a locked `row` that its editor saw at version `seen`; raises Stale otherwise.

    The caller holds the row's lock, and saves `version` with what it changes.
    """
    if row.version != seen:
        raise Stale(row)
    row.version += 1
