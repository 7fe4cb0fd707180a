"""History of rows that people change: who changed what, and when."""

from collections.abc import Sequence

import pghistory


def keeps_history(*, exclude: Sequence[str] = ()):
    """Class decorator. Keeps the row as it was before each change: with the row as it is, that is every version."""
    return pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old, level=pghistory.Statement),
        pghistory.DeleteEvent(level=pghistory.Statement),
        exclude=list(exclude),
    )
