"""Raw SQL over the visit log, each statement over any number of complaints at once."""

from django.db import connection

# The rows of the practice and of the type are share-locked: thresholds that are being changed are waited for,
# and a change of them waits for us, so that no stage is ever computed from thresholds that are gone.
HEADS = """
SELECT c.id, c.aim, c.main_measure, c.track_intensity, c.track_days, c.track_function, c.activities_edition,
       e.starts_on,
       coalesce(c.review_after, t.review_after, p.review_after),
       coalesce(c.refer_after, t.refer_after, p.refer_after),
       p.time_zone
FROM intake_complaint c
JOIN intake_complainttype t ON t.id = c.type_id
JOIN practice_practice p ON p.id = 1
LEFT JOIN LATERAL (
    SELECT starts_on FROM intake_episode WHERE complaint_id = c.id ORDER BY number DESC LIMIT 1
) e ON true
WHERE c.id = ANY(%s)
ORDER BY c.id
FOR SHARE OF p, t
"""

# One row a rating, or one for a visit that was not rated. Of several corrections of a rating the last one holds;
# a rating that was added later counts as rated at its visit.
VISITS = """
SELECT vc.complaint_id, v.id, v.starts_at, vc.worked_on, vc.declined,
       v.signed_at IS NULL AND v.imported_at IS NULL,
       r.measure, coalesce(a.value, r.value), r.parts, r.scale_max, r.activities_edition
FROM sessions_log_visitcomplaint vc
JOIN sessions_log_visit v ON v.id = vc.visit_id AND v.voided_at IS NULL
LEFT JOIN (
    SELECT visit_id, complaint_id, id, measure, value, parts, scale_max, activities_edition
    FROM sessions_log_rating
    WHERE complaint_id = ANY(%(complaints)s) AND timing = 'before' AND measure IN ('intensity', 'days', 'function')
    UNION ALL
    (SELECT DISTINCT ON (visit_id, complaint_id, measure)
            visit_id, complaint_id, NULL, measure, value, '{}', scale_max, activities_edition
     FROM sessions_log_addendum
     WHERE complaint_id = ANY(%(complaints)s) AND measure IN ('intensity', 'days', 'function')
     ORDER BY visit_id, complaint_id, measure, created_at DESC, id DESC)
) r ON r.visit_id = v.id AND r.complaint_id = vc.complaint_id
LEFT JOIN (
    SELECT DISTINCT ON (ad.rating_id) ad.rating_id, ad.value
    FROM sessions_log_addendum ad JOIN sessions_log_rating ra ON ra.id = ad.rating_id
    WHERE ra.complaint_id = ANY(%(complaints)s)
    ORDER BY ad.rating_id, ad.created_at DESC, ad.id DESC
) a ON a.rating_id = r.id
WHERE vc.complaint_id = ANY(%(complaints)s)
ORDER BY vc.complaint_id, v.starts_at, v.id
"""

# The first episode starts with the earliest that there is: the day that it began, a visit that counts, a rating of an
# intake. A date that was put right, or a visit that was voided, leaves nothing behind.
FIRST_EPISODES = """
UPDATE intake_episode e SET starts_on = found.day
FROM (
    SELECT f.id, least(
        coalesce(f.begun_on, f.starts_on),
        (SELECT min((v.starts_at AT TIME ZONE p.time_zone)::date)
         FROM sessions_log_visitcomplaint vc
         JOIN sessions_log_visit v ON v.id = vc.visit_id AND v.voided_at IS NULL
         WHERE vc.complaint_id = f.complaint_id),
        (SELECT min((r.rated_at AT TIME ZONE p.time_zone)::date)
         FROM intake_intakerating r WHERE r.complaint_id = f.complaint_id)
    ) AS day
    FROM intake_episode f JOIN practice_practice p ON p.id = 1
    WHERE f.number = 1 AND f.complaint_id = ANY(%s)
) found
WHERE found.id = e.id AND found.day <> e.starts_on
"""

INTAKE = """
SELECT complaint_id, id, rated_at, measure, value, parts, scale_max, activities_edition
FROM intake_intakerating
WHERE complaint_id = ANY(%s) AND measure IN ('intensity', 'days', 'function')
ORDER BY complaint_id, rated_at, id
"""

# name -> type, in the order of the table's use here; `complaint_id` first.
PROGRESS = {
    "complaint_id": "bigint",
    "visits": "integer",
    "skipped": "integer",
    "verdict": "text",
    "without": "integer",
    "leading": "text",
    "slow": "boolean",
    "level": "boolean",
    "improvement_held": "boolean",
    "worse_twice": "boolean",
    "single_baseline": "boolean",
    "late_baseline": "boolean",
    "unmeasured": "boolean",
    "weeks": "numeric",
    "median_gap_days": "numeric",
    "widely_spaced": "boolean",
    "measures": "jsonb",
    "series": "jsonb",
    "course": "jsonb",
    "stage": "text",
    "review_after": "smallint",
    "refer_after": "smallint",
    "last_visit_at": "timestamptz",
    "last_rated_on": "date",
}
NAMES = [f'"{name}"' for name in PROGRESS]  # "leading" is a word of SQL's own
FACTS = NAMES[1:]
COLUMNS = ", ".join(f'"{name}" {kind}' for name, kind in PROGRESS.items())
SAVE = f"""
INSERT INTO sessions_log_progress ({", ".join(NAMES)}, checked_at)
SELECT {", ".join(NAMES)}, now()
FROM jsonb_to_recordset(%s::jsonb) AS rows({COLUMNS})
ON CONFLICT (complaint_id) DO UPDATE
SET {", ".join(f"{name} = excluded.{name}" for name in [*FACTS, "checked_at"])}
"""
DIFFERING = f"""
SELECT rows.complaint_id
FROM jsonb_to_recordset(%s::jsonb) AS rows({COLUMNS})
LEFT JOIN sessions_log_progress p USING (complaint_id)
WHERE p.complaint_id IS NULL
   OR ({", ".join(f"rows.{name}" for name in FACTS)}) IS DISTINCT FROM ({", ".join(f"p.{name}" for name in FACTS)})
ORDER BY 1
"""

# The same as progress.stage, over stored facts; a test holds the two against each other on every combination.
STAGE = """CASE
    WHEN {aim} = 'maintain' THEN CASE
        WHEN {verdict} NOT IN ('worse', 'mixed') THEN ''
        WHEN {worse_twice} THEN 'review'
        ELSE 'watch' END
    WHEN {verdict} NOT IN ('no_improvement', 'worse', 'mixed') THEN ''
    WHEN {without} >= {refer_after} + CASE WHEN {slow} AND {verdict} = 'no_improvement' THEN 3 ELSE 0 END
        THEN 'refer'
    WHEN {without} >= {review_after} OR ({worse_twice} AND {verdict} <> 'no_improvement') THEN 'review'
    ELSE 'watch' END"""
OF_PROGRESS = {name: f"s.{name}" for name in ("verdict", "worse_twice", "without", "slow")}
RESTAGE = f"""
UPDATE sessions_log_progress s
SET review_after = new.review_after, refer_after = new.refer_after, checked_at = now(), stage = {
    STAGE.format(aim="c.aim", review_after="new.review_after", refer_after="new.refer_after", **OF_PROGRESS)
}
FROM intake_complaint c
JOIN intake_complainttype t ON t.id = c.type_id
JOIN practice_practice p ON p.id = 1
CROSS JOIN LATERAL (
    SELECT coalesce(c.review_after, t.review_after, p.review_after) AS review_after,
           coalesce(c.refer_after, t.refer_after, p.refer_after) AS refer_after
) new
WHERE s.complaint_id = c.id
  AND (s.review_after, s.refer_after) IS DISTINCT FROM (new.review_after, new.refer_after)
  AND (%(type)s::bigint IS NULL OR c.type_id = %(type)s)
  AND (%(complaint)s::bigint IS NULL OR c.id = %(complaint)s)
"""


def heads(complaints: list[int]) -> list[tuple]:
    return _rows(HEADS, [complaints])


def visits(complaints: list[int]) -> list[tuple]:
    return _rows(VISITS, {"complaints": complaints})


def follow_first_episodes(complaints: list[int]) -> None:
    """First episodes start where they should by now. For whoever holds the locks of these complaints."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_EPISODES, [complaints])


def intake_ratings(complaints: list[int]) -> list[tuple]:
    return _rows(INTAKE, [complaints])


def save_progress(rows: str) -> None:
    """Insert or replace rows of progress, given as a JSON array of objects with the names of PROGRESS."""
    with connection.cursor() as cursor:
        cursor.execute(SAVE, [rows])


def differing(rows: str) -> list[int]:
    """The complaints whose stored row is not the one given here, or is missing."""
    return [complaint for (complaint,) in _rows(DIFFERING, [rows])]


def restage(*, type_id: int | None = None, complaint_id: int | None = None) -> int:
    """Stored thresholds and stages follow today's thresholds; how many rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(RESTAGE, {"type": type_id, "complaint": complaint_id})
        return cursor.rowcount


def void_visit(visit_id: int, by_id: int, reason: str) -> None:
    """Void a final visit through the one door past its guard, which checks and logs itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sessions_log_void_visit(%s, %s, %s)", [visit_id, by_id, reason])


def _rows(sql: str, parameters: list | dict) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
