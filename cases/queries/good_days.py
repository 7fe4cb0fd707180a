"""First good days, of one therapist's clients or of all: news until a visit after the client told of it is signed."""

import datetime as dt
import itertools
import uuid
from dataclasses import dataclass
from operator import itemgetter

from django.db import connection

from cases.queries.open_cases import OWN
from intake.between_queries import DIARIES
from intake.diary import RECENT, SHOWN, Day, good_day
from sessions_log.good_days import good_day_words

FREE_LATELY = DIARIES.format(which="NOT d.had AND d.day > %(on)s::date - %(recent)s")
NEWS = f"""
SELECT cl.public_id, cl.name, c.public_id, c.name, t.name, x.day, x.had, x.value, x.at, x.free_before, x.run
FROM ({FREE_LATELY}) x (complaint_id, day, had, value, at, free_before, run)
JOIN intake_complaint c ON c.id = x.complaint_id AND c.closed_on IS NULL
JOIN intake_complainttype t ON t.id = c.type_id
JOIN clients_client cl ON cl.id = c.client_id AND cl.archived_at IS NULL
WHERE x.run > 0 AND (%(therapist)s::bigint IS NULL OR {OWN}) AND NOT EXISTS (
    SELECT FROM sessions_log_visit v
    WHERE v.client_id = cl.id AND v.voided_at IS NULL AND v.starts_at > x.at
      AND (v.signed_at IS NOT NULL OR v.imported_at IS NOT NULL)
)
ORDER BY cl.name, c.id
"""  # noqa: S608 (fragments of our own)


@dataclass(frozen=True, slots=True)
class GoodNews:
    client_public_id: uuid.UUID
    client_name: str
    words: str
    day: dt.date


def good_news(own_of: int | None, on: dt.date) -> list[GoodNews]:
    """Of a therapist's own clients, or everybody's; the latest day first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NEWS, {"on": on, "shown": SHOWN, "recent": RECENT, "therapist": own_of})
        rows = cursor.fetchall()
    found = []
    for (client, name, _complaint, complaint, kind), days in itertools.groupby(rows, itemgetter(0, 1, 2, 3, 4)):
        good = good_day((Day(*row[5:]) for row in days), on)
        if good:
            found.append(GoodNews(client, name, good_day_words(complaint, kind, name, good), good.day))
    return sorted(found, key=lambda each: each.day, reverse=True)
