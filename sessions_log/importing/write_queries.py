"""Raw SQL of the import, second half: what the plan says is written, for some clients at a time.

The parts of statements here are joined to INSERT ... SELECT below; `first` and `end` bound the numbers of clients.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import connection, models

from clients.models import Client
from intake.models import Complaint, Episode
from sessions_log.importing.plan_queries import run
from sessions_log.models import Rating, Visit, VisitComplaint

PART = "WHERE i.client >= %(first)s AND i.client < %(end)s"
NEW_CLIENTS = "SELECT number, name FROM import_client WHERE is_new AND number >= %(first)s AND number < %(end)s"
CLIENTS = "SELECT id FROM import_client WHERE number >= %(first)s AND number < %(end)s"
CLIENTS_FROM = """
unnest(%(numbers)s::integer[], %(searches)s::text[]) s(number, search) JOIN import_client i USING (number)
"""
COMPLAINTS_FROM = f"""
import_complaint i JOIN import_client p ON p.number = i.client JOIN import_type t ON t.complaint = i.name
{PART} AND i.is_new
"""
EPISODES_FROM = f"import_complaint i {PART} AND i.is_new"
VISITS_FROM = f"""
import_visit i JOIN import_client p ON p.number = i.client JOIN import_day d USING (visit_date)
{PART} AND i.is_new ORDER BY i.client, i.visit_date
"""
VISIT_COMPLAINTS_FROM = f"import_plan i {PART} AND i.first_word"
RATINGS_FROM = f"""
import_plan i JOIN import_complaint c ON c.id = i.complaint {PART} AND i.adds AND i.value IS NOT NULL
"""

MEASURES = ("intensity", "days", "function")
MAIN = """
CASE WHEN {days} AND t.main = 'days' THEN 'days' WHEN {function} AND t.main = 'function' THEN 'function'
     WHEN {intensity} THEN 'intensity' WHEN {days} THEN 'days' ELSE 'function' END
"""
MAIN_OF_NEW = MAIN.format(**{name: f"i.{name}" for name in MEASURES})

# What was there before the file follows it. Complaints that an import opened and nobody has edited track what the
# next file brings; a therapist's choice stands.
EXISTING = f"""
UPDATE clients_client c SET reference = i.name FROM import_client i WHERE i.id = c.id AND i.takes_reference;
UPDATE intake_complaint c
SET track_intensity = c.track_intensity OR i.intensity, track_days = c.track_days OR i.days,
    track_function = c.track_function OR i.function,
    main_measure = {MAIN.format(**{name: f"(c.track_{name} OR i.{name})" for name in MEASURES})}
FROM import_complaint i JOIN import_type t ON t.complaint = i.name
WHERE c.id = i.id AND NOT i.is_new AND c.opened_by_id IS NULL AND c.version = 1
AND (i.intensity AND NOT c.track_intensity OR i.days AND NOT c.track_days OR i.function AND NOT c.track_function);
UPDATE intake_episode e SET starts_on = i.first_date FROM import_complaint i
WHERE e.complaint_id = i.id AND NOT i.is_new AND e.number = 1 AND e.starts_on > i.first_date;
"""

# What the rule reads of complaints that the file makes is all in the plan: no need to read it back.
EXISTING_COMPLAINTS = f"SELECT i.id FROM import_complaint i {PART} AND NOT i.is_new"
NEW_COMPLAINTS = f"""
SELECT i.id, {MAIN_OF_NEW}, i.intensity, i.days, i.function, i.first_date,
       coalesce(k.review_after, o.review_after), coalesce(k.refer_after, o.refer_after)
FROM import_complaint i
JOIN import_type t ON t.complaint = i.name
JOIN intake_complainttype k ON k.id = t.type_id
JOIN practice_practice o ON o.id = 1
{PART} AND i.is_new ORDER BY i.id
"""
VISITS_OF_NEW_COMPLAINTS = f"""
SELECT i.complaint, i.visit, i.visit_date, i.measure, i.value, i.scale_max
FROM import_plan i JOIN import_complaint c ON c.id = i.complaint AND c.is_new
{PART} AND i.adds ORDER BY i.complaint, i.visit_date
"""


def begin_to_write() -> None:
    """Foreign keys are checked as the rows come, while verdicts are found, and not all at the end."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(EXISTING)


def end_of_writing() -> None:
    run("SET CONSTRAINTS ALL DEFERRED")


def write(first: int, end: int, *, now: dt.datetime, fold: Callable[[str], str]) -> None:
    """Write what the clients numbered from `first` to before `end` bring."""
    part = {"first": first, "end": end, "now": now}
    if new := run(NEW_CLIENTS, part):
        named = part | {"numbers": [number for number, _ in new], "searches": [fold(name) for _, name in new]}
        insert(
            Client, {"id": "i.id", "name": "i.name", "reference": "i.name", "search": "s.search"}, CLIENTS_FROM, named
        )
    given = {"id": "i.id", "client_id": "p.id", "type_id": "t.type_id", "name": "i.name", "main_measure": MAIN_OF_NEW}
    given |= {f"track_{name}": f"i.{name}" for name in MEASURES}
    insert(Complaint, given, COMPLAINTS_FROM, part)
    given = {"complaint_id": "i.id", "number": "1", "starts_on": "i.first_date", "begun_on": "i.first_date"}
    insert(Episode, given, EPISODES_FROM, part)
    given = {"id": "i.id", "client_id": "p.id", "starts_at": "d.noon", "imported_at": "%(now)s"}
    insert(Visit, given, VISITS_FROM, part)
    of_visit = {"visit_id": "i.visit", "complaint_id": "i.complaint"}
    insert(VisitComplaint, of_visit, VISIT_COMPLAINTS_FROM, part)
    given = {name: f"i.{name}" for name in ("measure", "value", "scale_max")} | {"activities_edition": "c.edition"}
    insert(Rating, of_visit | given, RATINGS_FROM, part)


def existing_complaints(first: int, end: int) -> list[int]:
    return [complaint for (complaint,) in of_part(EXISTING_COMPLAINTS, first, end)]


def of_part(sql: str, first: int, end: int) -> list[tuple]:
    return run(sql, {"first": first, "end": end})


def insert(model: type[models.Model], given: dict[str, str], source: str, parameters: dict[str, Any]) -> None:
    """INSERT ... SELECT from `source`, with the model's own default for every column that is not given.

    So a field that a model gains later is filled as Django would fill it.
    """
    columns: dict[Any, str] = dict(given)
    values = dict(parameters)
    for field in model._meta.local_concrete_fields:
        if field.column in columns or isinstance(field, models.AutoField):
            continue
        if isinstance(field, models.UUIDField) and field.has_default():
            columns[field.column] = "gen_random_uuid()"
        else:
            columns[field.column] = f"%(default_{field.column})s::{field.db_type(connection)}"
            values[f"default_{field.column}"] = _default(field, parameters["now"])
    names = ", ".join(f'"{name}"' for name in columns)
    run(f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(columns.values())} FROM {source}", values)


def _default(field: models.Field, now: dt.datetime) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return now
    return field.get_db_prep_save(field.get_default(), connection)
