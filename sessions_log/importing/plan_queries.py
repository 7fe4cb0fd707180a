"""Raw SQL of the import, first half: everything is gathered in temporary tables, checked and planned there.

import_row holds the file, import_client and import_complaint one row a client and a complaint in it, import_day its
dates, import_plan what each row adds. All of them go with the transaction.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import connection

# Nobody changes a threshold while stages are computed from it.
THRESHOLDS = """
SELECT count(*) FROM (SELECT id FROM practice_practice FOR SHARE) practice,
                     (SELECT id FROM intake_complainttype ORDER BY id FOR SHARE) types
"""
TABLES = """
DROP TABLE IF EXISTS pg_temp.import_row, pg_temp.import_day, pg_temp.import_type, pg_temp.import_client,
    pg_temp.import_complaint, pg_temp.import_visit, pg_temp.import_plan;
CREATE TEMP TABLE import_row (
    line integer, client text, visit_date date, complaint text, measure text,
    value numeric(9,4), scale_max numeric(9,4), bad_column text, reason text
) ON COMMIT DROP;
CREATE TEMP TABLE import_day (
    visit_date date PRIMARY KEY, noon timestamptz, begins timestamptz UNIQUE, ends timestamptz
) ON COMMIT DROP;
CREATE TEMP TABLE import_type (
    complaint text PRIMARY KEY, type_id bigint, main text
) ON COMMIT DROP;
"""
COPY_ROWS = "COPY import_row FROM STDIN"
COPY_DAYS = "COPY import_day FROM STDIN"
COPY_TYPES = "COPY import_type FROM STDIN"

DAYS = "SELECT DISTINCT visit_date FROM import_row WHERE reason IS NULL"
COMPLAINT_NAMES = "SELECT DISTINCT complaint FROM import_row WHERE reason IS NULL"

# A client is who has this reference, or else the one present client who has this name.
CLIENTS = """
CREATE TEMP TABLE import_client ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY f.name)::integer AS number, f.name, f.first_line,
       coalesce(r.id, n.id, nextval(pg_get_serial_sequence('clients_client', 'id'))) AS id,
       r.id IS NULL AND n.id IS NULL AS is_new,
       r.id IS NULL AND coalesce(n.id IS NOT NULL AND n.reference IS NULL, false) AS takes_reference,
       CASE WHEN coalesce(r.archived_at, n.archived_at) IS NOT NULL THEN 'a visit for an archived client'
            WHEN r.id IS NULL AND n.present > 1 THEN 'more than one client has this name' END AS reason,
       coalesce(r.birth_date, n.birth_date) AS birth_date
FROM (SELECT client AS name, min(line) AS first_line FROM import_row WHERE reason IS NULL GROUP BY client) f
LEFT JOIN clients_client r ON r.reference = f.name
LEFT JOIN (
    SELECT DISTINCT ON (name) name, id, reference, birth_date, archived_at,
           count(*) FILTER (WHERE archived_at IS NULL) OVER (PARTITION BY name) AS present
    FROM clients_client ORDER BY name, archived_at NULLS FIRST, id
) n ON n.name = f.name AND r.id IS NULL;
CREATE UNIQUE INDEX ON import_client (name);
ANALYZE import_client;
"""

# Locked from before the checks until the end: nobody archives one of them or changes what is compared with.
LOCK_CLIENTS = """
SELECT count(*) FROM (
    SELECT c.id FROM clients_client c JOIN import_client i ON i.id = c.id AND NOT i.is_new
    ORDER BY c.id FOR SHARE OF c
) locked
"""
LOCK_COMPLAINTS = """
SELECT count(*) FROM (
    SELECT c.id FROM intake_complaint c JOIN import_client i ON i.id = c.client_id AND NOT i.is_new
    ORDER BY c.id FOR NO KEY UPDATE OF c
) locked
"""

# Of several complaints of one name the open one is meant.
COMPLAINTS = """
CREATE TEMP TABLE import_complaint ON COMMIT DROP AS
SELECT f.client, f.name, f.first_line, f.first_date,
       coalesce(c.id, nextval(pg_get_serial_sequence('intake_complaint', 'id'))) AS id, c.id IS NULL AS is_new,
       CASE WHEN c.many > 1 THEN 'the client has more than one complaint of this name' END AS reason,
       coalesce(c.edition, 1) AS edition,
       f.intensity OR NOT (f.days OR f.function) AS intensity, f.days, f.function
FROM (
    SELECT i.number AS client, r.complaint AS name, min(r.line) AS first_line, min(r.visit_date) AS first_date,
           bool_or(r.measure = 'intensity' AND r.value IS NOT NULL) AS intensity,
           bool_or(r.measure = 'days' AND r.value IS NOT NULL) AS days,
           bool_or(r.measure = 'function' AND r.value IS NOT NULL) AS function
    FROM import_row r JOIN import_client i ON i.name = r.client
    WHERE r.reason IS NULL GROUP BY 1, 2
) f
LEFT JOIN (
    SELECT DISTINCT ON (i.number, c.name) i.number AS client, c.name, c.id, c.activities_edition AS edition,
           count(*) FILTER (WHERE c.closed_on IS NULL) OVER of_name
           + CASE WHEN bool_or(c.closed_on IS NULL) OVER of_name THEN 0 ELSE count(*) OVER of_name END AS many
    FROM intake_complaint c JOIN import_client i ON i.id = c.client_id AND NOT i.is_new
    WINDOW of_name AS (PARTITION BY i.number, c.name)
    ORDER BY i.number, c.name, c.closed_on NULLS FIRST, c.id
) c ON c.client = f.client AND c.name = f.name;
CREATE UNIQUE INDEX ON import_complaint (client, name);
CREATE UNIQUE INDEX ON import_complaint (id);
ANALYZE import_complaint;
"""

# One visit a client and date. `theirs` is one that a person logged on that date.
VISITS = """
CREATE TEMP TABLE import_visit ON COMMIT DROP AS
SELECT f.client, f.visit_date,
       coalesce(v.id, nextval(pg_get_serial_sequence('sessions_log_visit', 'id'))) AS id, v.id IS NULL AS is_new,
       coalesce(v.theirs, false) AS theirs, coalesce(v.voided, false) AS voided
FROM (
    SELECT DISTINCT i.number AS client, r.visit_date
    FROM import_row r JOIN import_client i ON i.name = r.client WHERE r.reason IS NULL
    ORDER BY 1, 2
) f
LEFT JOIN (
    SELECT i.number AS client, d.visit_date,
           min(v.id) FILTER (WHERE v.imported_at IS NOT NULL) AS id,
           bool_or(v.imported_at IS NULL AND v.voided_at IS NULL) AS theirs,
           bool_or(v.imported_at IS NOT NULL AND v.voided_at IS NOT NULL) AS voided
    FROM import_client i
    JOIN sessions_log_visit v ON v.client_id = i.id
    JOIN LATERAL (SELECT * FROM import_day WHERE begins <= v.starts_at ORDER BY begins DESC LIMIT 1) d
        ON v.starts_at < d.ends
    WHERE NOT i.is_new
    GROUP BY 1, 2
) v ON v.client = f.client AND v.visit_date = f.visit_date;
CREATE UNIQUE INDEX ON import_visit (client, visit_date);
ANALYZE import_visit;
"""

# Every row beside what is there already. `adds` is true of the first row that brings something new: of rows that say
# the same thing again, and of a blank one beside a rated one, it is false. `first_word` is true of the first row by
# which a visit says something of a complaint.
PLAN = """
CREATE TEMP TABLE import_plan ON COMMIT DROP AS
SELECT r.line, i.number AS client, v.id AS visit, c.id AS complaint, r.visit_date, r.measure, r.value, r.scale_max,
       r.value IS NOT NULL AND (
           r.value * coalesce(old.scale_max, first_value(r.scale_max) OVER same)
           <> coalesce(old.value, first_value(r.value) OVER same) * r.scale_max
       ) AS differs,
       row_number() OVER same = 1 AND CASE
           WHEN r.value IS NOT NULL THEN old.id IS NULL
           ELSE vc.id IS NULL AND NOT bool_or(r.value IS NOT NULL) OVER complaint
       END AS adds,
       vc.id IS NULL AND row_number() OVER complaint = 1 AS first_word
FROM import_row r
JOIN import_client i ON i.name = r.client
JOIN import_complaint c ON c.client = i.number AND c.name = r.complaint
JOIN import_visit v ON v.client = i.number AND v.visit_date = r.visit_date
LEFT JOIN sessions_log_visitcomplaint vc ON NOT v.is_new AND vc.visit_id = v.id AND vc.complaint_id = c.id
LEFT JOIN sessions_log_rating old ON NOT v.is_new AND old.visit_id = v.id AND old.complaint_id = c.id
    AND old.measure = r.measure AND old.timing = 'before' AND r.value IS NOT NULL
WHERE r.reason IS NULL
WINDOW complaint AS (PARTITION BY v.id, c.id),
       same AS (PARTITION BY v.id, c.id, CASE WHEN r.value IS NOT NULL THEN r.measure END ORDER BY r.line);
CREATE INDEX ON import_plan (client);
ANALYZE import_plan;
"""
COUNTS = """
SELECT (SELECT count(*) FROM import_client WHERE is_new),
       (SELECT count(*) FROM import_complaint WHERE is_new),
       (SELECT count(*) FROM import_visit WHERE is_new),
       (SELECT count(*) FROM import_plan WHERE adds AND value IS NOT NULL),
       (SELECT count(*) FROM import_plan WHERE NOT adds),
       (SELECT count(*) FROM import_client)
"""

BAD = """
SELECT line, bad_column, reason FROM import_row WHERE reason IS NOT NULL
UNION ALL
SELECT r.line, 'client', i.reason FROM import_row r JOIN import_client i ON i.name = r.client
WHERE r.reason IS NULL AND i.reason IS NOT NULL
UNION ALL
SELECT r.line, 'visit_date', 'is before the client was born'
FROM import_row r JOIN import_client i ON i.name = r.client
WHERE r.reason IS NULL AND r.visit_date < i.birth_date
UNION ALL
SELECT r.line, 'client', 'this client stands in the file under another name too'
FROM import_row r JOIN import_client i ON i.name = r.client
WHERE r.reason IS NULL AND i.id IN (SELECT id FROM import_client GROUP BY id HAVING count(*) > 1)
UNION ALL
SELECT p.line, 'complaint', c.reason FROM import_plan p JOIN import_complaint c ON c.id = p.complaint
WHERE c.reason IS NOT NULL
UNION ALL
SELECT p.line, 'visit_date', CASE WHEN v.theirs THEN 'a visit of this date was logged here by a person'
                                  ELSE 'the visit of this date was voided' END
FROM import_plan p JOIN import_visit v ON v.id = p.visit WHERE v.theirs OR (v.voided AND p.adds)
UNION ALL
SELECT line, 'rating', 'another rating is given for the same client, date, complaint and measure'
FROM import_plan WHERE differs
ORDER BY 1, 2
"""


def begin() -> None:
    """One import at a time; its tables."""
    run("SELECT pg_advisory_xact_lock(hashtext('sessions_log import'))")
    run("SET LOCAL work_mem = '64MB'")
    run("SET LOCAL jit = off")
    run(THRESHOLDS)
    run(TABLES)


def copy(sql: str, lines: Iterable[str]) -> None:
    """Write text in COPY's own format, a piece at a time."""
    with connection.cursor() as cursor, cursor.copy(sql) as writer:
        for text in lines:
            writer.write(text)


def dates() -> list[dt.date]:
    run("ANALYZE import_row")
    return [date for (date,) in run(DAYS)]


def complaint_names() -> list[str]:
    return [name for (name,) in run(COMPLAINT_NAMES)]


def plan() -> None:
    """Find out what is there already, under lock, and what every row adds."""
    for sql in (CLIENTS, LOCK_CLIENTS, LOCK_COMPLAINTS, COMPLAINTS, VISITS, PLAN):
        run(sql)


def bad_rows() -> Iterator[tuple[int, str, str]]:
    """Line, column, reason of every bad row, in order of lines, without holding them all."""
    with connection.connection.cursor(name="import_bad") as cursor:
        cursor.execute(BAD)
        yield from cursor


def counts() -> tuple[int, ...]:
    """New clients, complaints, visits, ratings; rows that were there already; all clients of the file."""
    return run(COUNTS)[0]


def run(sql: str, parameters=None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else []
