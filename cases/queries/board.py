"""The board's questions as SQL: which group each open complaint stands in, how many there are, a page of them."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from bookings.recall import FORGOTTEN
from cases.enums import Group, Sort, Tab
from cases.queries.open_cases import CASES, OWN
from sessions_log.models import Progress

RECENTLY = 31  # days: "rated in the last month"
STOPPED = dt.timedelta(weeks=6)
NEW = dt.timedelta(weeks=2)

_TABS = {
    Tab.DECIDE: "decide",
    Tab.WAITING: "waiting",
    Tab.UNMEASURED: "unmeasured OR NOT recently_rated",
    Tab.WATCH: "stage = 'watch' AND NOT decide AND NOT waiting",
    Tab.STOPPED: "silence = 1",
    Tab.QUIET: "silence > 1",
    Tab.BETTER: "better",
    Tab.NEWS: "news",
}
_GROUPS = {
    Group.REFER: "stage = 'refer'",
    Group.WORSE: "worse AND stage <> 'refer'",
    Group.REVIEW: "stage = 'review' AND NOT worse",
    Group.BESIDE: "again",
}
_SORTS = {
    Sort.URGENCY: "urgency, without DESC NULLS LAST, last_visit_at DESC NULLS LAST, id",
    Sort.CLIENT: "client_name, complaint_name, id",
    Sort.LAST: "last_visit_at DESC NULLS LAST, id",
    Sort.VISITS: "visits DESC NULLS LAST, id",
    Sort.WEEKS: "weeks DESC NULLS LAST, id",
}
# All that rows show; the course of all visits is read where it is asked for.
_FACTS = [each.column for each in Progress._meta.concrete_fields if not each.primary_key and each.name != "course"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cases a reader asked for; ids are inner ones."""

    today: dt.date
    own_of: int | None = None
    complaint_type: int | None = None
    group: Group | None = None

    @property
    def sql(self) -> str:
        own = f"AND {OWN}" if self.own_of is not None else ""
        of_type = "AND c.type_id = %(type)s" if self.complaint_type is not None else ""
        cases = CASES.format(wanted=f"{own} {of_type}")
        return f"{cases} WHERE {_GROUPS[self.group]}" if self.group else cases

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "today": self.today,
            "since": self.today - STOPPED,
            "forgotten": self.today - FORGOTTEN,
            "new": self.today - NEW,
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
    phone: str
    email: str
    therapist_name: str | None
    urgency: int
    silence: int
    level: bool
    waiting: bool
    beside: bool  # massage goes on beside others' care
    again: bool  # and the day to look again has come
    asked_desk: bool  # somebody is to call about a time anyhow
    declined: bool
    progress: Progress | None
    decision: dict[str, Any] = field(default_factory=dict)
    reached: dict[str, Any] = field(default_factory=dict)  # the last kind word to somebody who stopped coming


def counts(chosen: Chosen) -> Counts:
    """How many cases stand under each tab; one may stand under two."""
    return look(chosen, Tab.DECIDE, Sort.URGENCY, limit=0, offset=0)[0]


def look(chosen: Chosen, tab: Tab, sort: Sort, *, limit: int, offset: int) -> tuple[Counts, list[Case]]:
    """The counts of all tabs, and the cases under one of them, in order, with all that a row shows: one statement.

    Wide columns are read for the rows of the page alone.
    """
    each = ", ".join(f"count(*) FILTER (WHERE {where}) AS tab_{name}" for name, where in _TABS.items())
    facts = ", ".join(f"p.{name} AS p_{name}" for name in _FACTS)
    sql = f"""
WITH cases AS MATERIALIZED ({chosen.sql}),
totals AS (
    SELECT {each}, count(*) AS open, count(*) FILTER (WHERE recently_rated) AS recently_rated,
           max(checked_at) AS checked_at
    FROM cases
),
hits AS (
    SELECT id, urgency, waiting, beside, again, silence, level, decision_id,
           row_number() OVER (ORDER BY {_SORTS[sort]}) AS place
    FROM cases WHERE {_TABS[tab]} ORDER BY place LIMIT %(limit)s OFFSET %(offset)s
)
SELECT totals.*, c.public_id, c.name, t.name AS type_name, c.main_measure, cl.public_id AS client_public_id,
       cl.name AS client_name, coalesce(own.name, seen.name) AS therapist_name, h.urgency, h.waiting,
       h.beside, h.again, h.silence, h.level, cl.phone, cl.email,
       h.silence > 0 AND EXISTS (
           SELECT FROM bookings_followup f WHERE f.client_id = cl.id AND f.status = 'open'
       ) AS asked_desk,
       coalesce(last.declined, false) AS declined, p.complaint_id IS NOT NULL AS p_is_there, {facts},
       d.kind AS d_kind, d.why AS d_why, d.decided_at AS d_decided_at, by.name AS d_by,
       d.look_again_visit AS d_look_again_visit, d.look_again_on AS d_look_again_on,
       d.massage_for AS d_massage_for,
       r.how AS r_how, r.note AS r_note, r."on" AS r_on, r.rests_until AS r_rests_until, r.by AS r_by
FROM totals
LEFT JOIN hits h ON true
LEFT JOIN intake_complaint c ON c.id = h.id
LEFT JOIN intake_complainttype t ON t.id = c.type_id
LEFT JOIN clients_client cl ON cl.id = c.client_id
LEFT JOIN sessions_log_progress p ON p.complaint_id = h.id
LEFT JOIN practice_user own ON own.id = cl.therapist_id
LEFT JOIN LATERAL (
    SELECT u.name FROM sessions_log_visit v JOIN practice_user u ON u.id = v.therapist_id
    WHERE v.client_id = cl.id AND v.signed_at IS NOT NULL AND v.voided_at IS NULL
    ORDER BY v.starts_at DESC, v.id DESC LIMIT 1
) seen ON own.id IS NULL
LEFT JOIN LATERAL (
    SELECT vc.declined FROM sessions_log_visitcomplaint vc JOIN sessions_log_visit v ON v.id = vc.visit_id
    WHERE vc.complaint_id = h.id AND v.voided_at IS NULL ORDER BY v.starts_at DESC, v.id DESC LIMIT 1
) last ON true
LEFT JOIN LATERAL (
    SELECT o.how, o.note, o."on", o.rests_until, u.name AS by
    FROM cases_reachedout o JOIN practice_user u ON u.id = o.by_id
    WHERE o.client_id = cl.id AND h.silence > 0 ORDER BY o.at DESC, o.id DESC LIMIT 1
) r ON true
LEFT JOIN cases_decision d ON d.id = h.decision_id
LEFT JOIN practice_user by ON by.id = d.decided_by_id
ORDER BY h.place
"""  # noqa: S608 (fragments from above)
    with connection.cursor() as cursor:
        cursor.execute(sql, chosen.parameters | {"limit": limit, "offset": offset})
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    sums = [_counts(row) for row in found]
    return sums[0], [_case(row) for row in found if row["public_id"]]


def _counts(row: dict[str, Any]) -> Counts:
    """Takes the totals out of a row."""
    tabs = {tab: row.pop(f"tab_{tab}") for tab in _TABS}
    return Counts(tabs, row.pop("open"), row.pop("recently_rated"), row.pop("checked_at"))


def _case(row: dict[str, Any]) -> Case:
    facts = {name.removeprefix("p_"): row.pop(name) for name in list(row) if name.startswith("p_")}
    decision = {name.removeprefix("d_"): row.pop(name) for name in list(row) if name.startswith("d_")}
    reached = {name.removeprefix("r_"): row.pop(name) for name in list(row) if name.startswith("r_")}
    progress = None
    if facts.pop("is_there"):
        facts["measures"], facts["series"] = json.loads(facts["measures"]), json.loads(facts["series"])
        progress = Progress(**facts)
    return Case(
        **row,
        progress=progress,
        decision=decision if decision["kind"] else {},
        reached=reached if reached["how"] else {},
    )
