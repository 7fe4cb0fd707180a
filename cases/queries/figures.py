"""When stages were reached and when somebody decided, as SQL over the course of each complaint's ratings."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from cases.queries.board import Chosen
from sessions_log.queries import STAGE

# What the rule says at each rated visit of a complaint, with the thresholds of today: 2 where it asks to bring others
# in, 1 where it asks for a change or is worse, else 0. A run is what goes on without a 0 in between.
_COURSE = f"""
SELECT complaint_id, k, day, level, worse, lag(level) OVER visits AS before, lag(worse) OVER visits AS was_worse,
       count(*) FILTER (WHERE level = 0) OVER visits AS run
FROM (
    SELECT complaint_id, k, day, verdict IN ('worse', 'mixed') AS worse,
           CASE WHEN stage = 'refer' THEN 2
                WHEN stage = 'review' OR (verdict IN ('worse', 'mixed') AND stage <> '') THEN 1
                ELSE 0 END AS level
    FROM (
        SELECT p.complaint_id, at.k, (at.said ->> 0)::date AS day, at.said ->> 1 AS verdict, {
    STAGE.format(
        aim="c.aim",
        verdict="at.said ->> 1",
        without="(at.said ->> 2)::integer",
        slow="(at.said ->> 3)::boolean",
        worse_twice="(at.said ->> 4)::boolean",
        review_after="p.review_after",
        refer_after="p.refer_after",
    )
} AS stage
        FROM sessions_log_progress p
        JOIN intake_complaint c ON c.id = p.complaint_id
        CROSS JOIN LATERAL jsonb_array_elements(p.course) WITH ORDINALITY AS at(said, k)
        WHERE {{wanted}}
    ) said
) levels
WINDOW visits AS (PARTITION BY complaint_id ORDER BY k)
"""  # noqa: S608 (a fragment of our own)

# Each time that a stage was reached, or that it got worse, with the first decision before the run was over.
_REACHED = f"""
SELECT e.complaint_id, e.k, e.day, e.level, e.worse, e.run, e.last, d.decided_at, d.decided_by_id
FROM (
    SELECT *, max(k) OVER (PARTITION BY complaint_id, run) AS last FROM ({_COURSE}) course
) e
LEFT JOIN LATERAL (
    SELECT o.decided_at, o.decided_by_id FROM cases_decision o
    WHERE o.complaint_id = e.complaint_id AND o.visits BETWEEN e.k AND e.last
      AND o.episode = (SELECT max(n.number) FROM intake_episode n WHERE n.complaint_id = e.complaint_id)
    ORDER BY o.decided_at, o.id LIMIT 1
) d ON true
WHERE e.level > 0 AND (e.level > coalesce(e.before, 0) OR e.worse AND e.was_worse IS NOT TRUE)
"""  # noqa: S608 (fragments from above)

REACHED_SINCE = f"""
SELECT c.public_id, cl.name, c.name, r.level, r.worse, r.day, (r.decided_at AT TIME ZONE %(zone)s)::date, u.name,
       r.decided_at IS NULL AND r.last = p.visits AND c.closed_on IS NULL AND cl.archived_at IS NULL
FROM ({_REACHED.format(wanted="p.last_rated_on >= %(since)s")}) r
JOIN sessions_log_progress p ON p.complaint_id = r.complaint_id
JOIN intake_complaint c ON c.id = r.complaint_id
JOIN clients_client cl ON cl.id = c.client_id
LEFT JOIN practice_user u ON u.id = r.decided_by_id
WHERE r.day >= %(since)s
ORDER BY r.day DESC, cl.name, c.id, r.k DESC
"""  # noqa: S608 (fragments from above)

# Since when each case of the board's first list waits: the first stage of the present run about which nothing was
# decided; or else the day on which the rest that was decided came to its end.
TO_DECIDE_SINCE = """
WITH cases AS MATERIALIZED ({cases}),
reached AS (
    SELECT r.* FROM ({reached}) r
    JOIN sessions_log_progress p ON p.complaint_id = r.complaint_id AND p.visits = r.last
)
SELECT c.public_id, x.client_name, c.name,
       CASE WHEN x.stage = 'refer' THEN 2 WHEN x.stage = 'review' OR x.worse THEN 1 ELSE 0 END,
       coalesce(x.worse, false),
       coalesce(
           (SELECT min(r.day) FROM reached r WHERE r.complaint_id = x.id AND r.decided_at IS NULL),
           least(d.look_again_on, (p.course -> (d.look_again_visit - 1) ->> 0)::date),
           p.last_rated_on, %(today)s
       ) AS since, NULL, NULL, true
FROM cases x
JOIN intake_complaint c ON c.id = x.id
LEFT JOIN sessions_log_progress p ON p.complaint_id = x.id
LEFT JOIN cases_decision d ON d.id = x.decision_id
WHERE x.decide
ORDER BY since, x.client_name, x.id
"""


@dataclass(frozen=True, slots=True)
class Reached:
    """A complaint at the moment that it asked for a decision. Open: it still does, and nobody has decided.

    `level`: 2 bring others in, 1 change the approach or worse, 0 look again at massage beside others' care.
    """

    public_id: uuid.UUID
    client_name: str
    complaint_name: str
    level: int
    worse: bool
    on: dt.date
    decided_on: dt.date | None
    decided_by: str | None
    is_open: bool

    @property
    def days(self) -> int | None:
        """Until it was decided."""
        return None if self.decided_on is None else max((self.decided_on - self.on).days, 0)


def reached_since(since: dt.date, zone: str) -> list[Reached]:
    """Each time since that day that a complaint reached a stage or got worse, newest first. One query."""
    return _read(REACHED_SINCE, {"since": since, "zone": zone})


def to_decide_since(today: dt.date) -> list[Reached]:
    """The cases that need a decision, and since when, the longest first. One query."""
    chosen = Chosen(today)
    reached = _REACHED.format(wanted="p.complaint_id IN (SELECT id FROM cases WHERE decide)")
    return _read(TO_DECIDE_SINCE.format(cases=chosen.sql, reached=reached), chosen.parameters)


def _read(sql: str, parameters: dict) -> list[Reached]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [Reached(*row) for row in cursor.fetchall()]
