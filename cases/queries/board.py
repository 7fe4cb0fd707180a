"""The board's questions as SQL: which group each open complaint stands in, how many there are, a page of them.

A case needs a decision when its stage is review or refer or when it got worse. Its latest decision of the current
episode lets it rest until the named rated visit is reached or the date has come; it comes back early when it
reaches the next stage, or is worse when it was not. Nothing rests for ever: every such decision has a date.
"""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from cases.enums import Group, Sort, Tab
from sessions_log.models import Progress

RECENTLY = 31  # days: "rated in the last month"


# One row an open complaint of a client who is not archived. Decisions are looked up for flagged ones alone.
_CASES = """
SELECT c.id, c.client_id, c.type_id, p.stage, p.unmeasured, p.visits, p.weeks, p.without, p.last_visit_at,
       p.last_rated_on, p.checked_at, cl.name AS client_name, c.name AS complaint_name,
       coalesce(p.last_rated_on > %(today)s::date - %(recently)s, false) AS recently_rated,
       flag.needs AND NOT coalesce(rest.until, false) AS decide,
       flag.needs AND coalesce(rest.until, false) AS waiting,
       CASE WHEN p.stage = 'refer' THEN 1 WHEN p.verdict IN ('worse', 'mixed') THEN 2 WHEN p.stage = 'review' THEN 3
            WHEN p.stage = 'watch' THEN 4 ELSE 5 END AS urgency,
       d.id AS decision_id
FROM intake_complaint c
JOIN clients_client cl ON cl.id = c.client_id AND cl.archived_at IS NULL
LEFT JOIN sessions_log_progress p ON p.complaint_id = c.id
CROSS JOIN LATERAL (
    SELECT coalesce(p.stage IN ('review', 'refer') OR (p.verdict IN ('worse', 'mixed') AND p.stage <> ''), false)
) AS flag(needs)
LEFT JOIN LATERAL (
    SELECT x.* FROM cases_decision x
    WHERE flag.needs AND x.complaint_id = c.id ORDER BY x.decided_at DESC, x.id DESC LIMIT 1
) d ON true
LEFT JOIN LATERAL (
    SELECT d.kind <> 'close'
       AND d.look_again_on > %(today)s
       AND (d.look_again_visit IS NULL OR p.visits < d.look_again_visit)
       AND NOT (p.stage = 'refer' AND d.stage <> 'refer')
       AND NOT (p.stage = 'review' AND d.stage NOT IN ('review', 'refer'))
       AND NOT (p.verdict IN ('worse', 'mixed') AND d.verdict NOT IN ('worse', 'mixed'))
       AND d.episode = (SELECT max(e.number) FROM intake_episode e WHERE e.complaint_id = c.id)
) AS rest(until) ON d.id IS NOT NULL
WHERE c.closed_on IS NULL
"""

# "Own client" of a therapist: assigned to them, or else the author of the last signed visit.
_OWN = """(
    cl.therapist_id = %(therapist)s OR (
        cl.therapist_id IS NULL
        AND cl.id IN (SELECT v.client_id FROM sessions_log_visit v
                      WHERE v.therapist_id = %(therapist)s AND v.signed_at IS NOT NULL)
        AND %(therapist)s = (SELECT v.therapist_id FROM sessions_log_visit v
                             WHERE v.client_id = cl.id AND v.signed_at IS NOT NULL AND v.voided_at IS NULL
                             ORDER BY v.starts_at DESC, v.id DESC LIMIT 1)))"""

_TABS = {
    Tab.DECIDE: "decide",
    Tab.WAITING: "waiting",
    Tab.UNMEASURED: "unmeasured OR NOT recently_rated",
    Tab.WATCH: "stage = 'watch' AND NOT decide AND NOT waiting",
}
_GROUPS = {Group.REFER: "urgency = 1", Group.WORSE: "urgency = 2", Group.REVIEW: "urgency = 3"}
_SORTS = {
    Sort.URGENCY: "urgency, without DESC NULLS LAST, last_visit_at DESC NULLS LAST, id",
    Sort.CLIENT: "client_name, complaint_name, id",
    Sort.LAST: "last_visit_at DESC NULLS LAST, id",
    Sort.VISITS: "visits DESC NULLS LAST, id",
    Sort.WEEKS: "weeks DESC NULLS LAST, id",
}
_FACTS = [each.column for each in Progress._meta.concrete_fields if not each.primary_key]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cases a reader asked for; ids are inner ones."""

    today: dt.date
    own_of: int | None = None
    complaint_type: int | None = None
    group: Group | None = None

    @property
    def sql(self) -> str:
        wanted = [_CASES]
        if self.own_of is not None:
            wanted.append(f"AND {_OWN}")
        if self.complaint_type is not None:
            wanted.append("AND c.type_id = %(type)s")
        cases = "\n".join(wanted)
        return f"SELECT * FROM ({cases}) x WHERE {_GROUPS[self.group]}" if self.group else cases  # noqa: S608

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "today": self.today,
            "recently": RECENTLY,
            "therapist": self.own_of,
            "type": self.complaint_type,
        }


@dataclass(frozen=True, slots=True)
class Counts:
    tabs: dict[Tab, int]
    open: int
    recently_rated: int
    checked_at: dt.datetime | None

    @property
    def not_recently_rated(self) -> int:
        return self.open - self.recently_rated


@dataclass(slots=True)
class Case:
    """An open complaint as the board shows it. Never rated: `progress` is None."""

    public_id: uuid.UUID
    name: str
    type_name: str
    main_measure: str
    client_public_id: uuid.UUID
    client_name: str
    therapist_name: str | None
    urgency: int
    waiting: bool
    declined: bool
    progress: Progress | None
    decision: dict[str, Any] = field(default_factory=dict)


def counts(chosen: Chosen) -> Counts:
    """How many cases stand under each tab (one may stand under two), in one statement."""
    each = ", ".join(f"count(*) FILTER (WHERE {where})" for where in _TABS.values())
    sql = f"SELECT {each}, count(*), count(*) FILTER (WHERE recently_rated), max(checked_at) FROM ({chosen.sql}) x"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, chosen.parameters)
        *tabs, of_all, recently, checked_at = cursor.fetchone()
    return Counts(dict(zip(_TABS, tabs, strict=True)), of_all, recently, checked_at)


def page(chosen: Chosen, tab: Tab, sort: Sort, *, limit: int, offset: int) -> list[Case]:
    """The cases under a tab, in order, with all that a row shows: one statement, wide columns for the page alone."""
    facts = ", ".join(f"p.{name} AS p_{name}" for name in _FACTS)
    sql = f"""
WITH hits AS (
    SELECT id, urgency, waiting, decision_id, row_number() OVER (ORDER BY {_SORTS[sort]}) AS place
    FROM ({chosen.sql}) x WHERE {_TABS[tab]} ORDER BY place LIMIT %(limit)s OFFSET %(offset)s
)
SELECT c.public_id, c.name, t.name AS type_name, c.main_measure, cl.public_id AS client_public_id,
       cl.name AS client_name, coalesce(own.name, seen.name) AS therapist_name, h.urgency, h.waiting,
       coalesce(last.declined, false) AS declined, p.complaint_id IS NOT NULL AS p_is_there, {facts},
       d.kind AS d_kind, d.why AS d_why, d.decided_at AS d_decided_at, by.name AS d_by,
       d.look_again_visit AS d_look_again_visit, d.look_again_on AS d_look_again_on
FROM hits h
JOIN intake_complaint c ON c.id = h.id
JOIN intake_complainttype t ON t.id = c.type_id
JOIN clients_client cl ON cl.id = c.client_id
LEFT JOIN sessions_log_progress p ON p.complaint_id = c.id
LEFT JOIN practice_user own ON own.id = cl.therapist_id
LEFT JOIN LATERAL (
    SELECT u.name FROM sessions_log_visit v JOIN practice_user u ON u.id = v.therapist_id
    WHERE v.client_id = cl.id AND v.signed_at IS NOT NULL AND v.voided_at IS NULL
    ORDER BY v.starts_at DESC, v.id DESC LIMIT 1
) seen ON own.id IS NULL
LEFT JOIN LATERAL (
    SELECT vc.declined FROM sessions_log_visitcomplaint vc JOIN sessions_log_visit v ON v.id = vc.visit_id
    WHERE vc.complaint_id = c.id AND v.voided_at IS NULL ORDER BY v.starts_at DESC, v.id DESC LIMIT 1
) last ON true
LEFT JOIN cases_decision d ON d.id = h.decision_id
LEFT JOIN practice_user by ON by.id = d.decided_by_id
ORDER BY h.place
"""  # noqa: S608 (fragments from above)
    with connection.cursor() as cursor:
        cursor.execute(sql, chosen.parameters | {"limit": limit, "offset": offset})
        names = [column.name for column in cursor.description]
        return [_case(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _case(row: dict[str, Any]) -> Case:
    facts = {name.removeprefix("p_"): row.pop(name) for name in list(row) if name.startswith("p_")}
    decision = {name.removeprefix("d_"): row.pop(name) for name in list(row) if name.startswith("d_")}
    progress = None
    if facts.pop("is_there"):
        facts["measures"], facts["series"] = json.loads(facts["measures"]), json.loads(facts["series"])
        progress = Progress(**facts)
    return Case(**row, progress=progress, decision=decision if decision["kind"] else {})
