"""All cases that need a decision, in the order in which a meeting goes through them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from cases.queries.board import Chosen

# The most urgent first, as on the board.
CASES_TO_DECIDE = """
SELECT c.public_id, x.client_name, x.complaint_name, EXISTS (
           SELECT FROM cases_meetingentry m WHERE m.complaint_id = x.id AND m.kind = 'skipped' AND m."on" = %(today)s
       )
FROM ({cases}) x JOIN intake_complaint c ON c.id = x.id
WHERE x.decide
ORDER BY x.urgency, x.without DESC NULLS LAST, x.last_visit_at DESC NULLS LAST, x.id
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that needs a decision; `skipped`: left for another day in the meeting of today."""

    public_id: uuid.UUID
    client_name: str
    complaint_name: str
    skipped: bool


def to_decide(today: dt.date) -> list[Waiting]:
    """One query."""
    chosen = Chosen(today)
    with connection.cursor() as cursor:
        cursor.execute(CASES_TO_DECIDE.format(cases=chosen.sql), chosen.parameters)
        return [Waiting(*row) for row in cursor.fetchall()]
