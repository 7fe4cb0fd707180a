"""What a page shows or writes, as SQL by hand: one statement for each list on it."""

BOARD = (
    """
SELECT count(*) FILTER (WHERE p.stage IN ('refer', 'review') OR p.verdict IN ('worse', 'mixed')),
       count(*) FILTER (WHERE p.unmeasured), count(*) FILTER (WHERE p.stage = 'watch'), count(*)
FROM intake_complaint c
JOIN clients_client cl ON cl.id = c.client_id AND cl.archived_at IS NULL
JOIN sessions_log_progress p ON p.complaint_id = c.id
WHERE c.closed_on IS NULL
""",
    """
SELECT c.public_id, c.name, t.name, cl.public_id, cl.name, p.*
FROM sessions_log_progress p
JOIN intake_complaint c ON c.id = p.complaint_id AND c.closed_on IS NULL
JOIN intake_complainttype t ON t.id = c.type_id
JOIN clients_client cl ON cl.id = c.client_id AND cl.archived_at IS NULL
WHERE p.stage = 'refer'
ORDER BY p.without DESC, p.last_visit_at DESC, c.id LIMIT 25
""",
)

CHART = (
    "SELECT * FROM clients_client WHERE id = %(client)s",
    """
SELECT c.*, t.name, p.* FROM intake_complaint c JOIN intake_complainttype t ON t.id = c.type_id
LEFT JOIN sessions_log_progress p ON p.complaint_id = c.id WHERE c.client_id = %(client)s
""",
    """
SELECT v.starts_at, r.complaint_id, r.measure, r.timing, r.value, r.scale_max
FROM sessions_log_visit v JOIN sessions_log_rating r ON r.visit_id = v.id
WHERE v.client_id = %(client)s AND v.voided_at IS NULL ORDER BY v.starts_at
""",
    "SELECT * FROM sessions_log_visit WHERE client_id = %(client)s ORDER BY starts_at DESC, id DESC LIMIT 12",
    """
SELECT a.visit_id, a.side, k.name FROM sessions_log_areaworked a JOIN intake_area k ON k.id = a.area_id
JOIN sessions_log_visit v ON v.id = a.visit_id WHERE v.client_id = %(client)s
""",
    """
SELECT u.visit_id, k.name FROM sessions_log_techniqueused u JOIN intake_technique k ON k.id = u.technique_id
JOIN sessions_log_visit v ON v.id = u.visit_id WHERE v.client_id = %(client)s
""",
)

SEARCH = """
SELECT * FROM clients_client WHERE archived_at IS NULL AND search LIKE %(one)s AND search LIKE %(two)s
ORDER BY search, id LIMIT 30
"""

VISIT = (
    "SELECT * FROM sessions_log_visit WHERE id = %(visit)s",
    """
SELECT c.*, t.*, p.* FROM intake_complaint c JOIN intake_complainttype t ON t.id = c.type_id
LEFT JOIN sessions_log_progress p ON p.complaint_id = c.id WHERE c.client_id = %(client)s AND c.closed_on IS NULL
""",
    "SELECT * FROM sessions_log_rating WHERE visit_id = %(visit)s",
    "SELECT * FROM sessions_log_areaworked WHERE visit_id = %(visit)s",
    "SELECT * FROM sessions_log_techniqueused WHERE visit_id = %(visit)s",
    "SELECT id, name, region, everyday, has_side FROM intake_area WHERE retired_at IS NULL ORDER BY position, name",
    "SELECT id, name FROM intake_technique WHERE retired_at IS NULL ORDER BY position, name",
    "SELECT id, name FROM intake_homeworkkind WHERE retired_at IS NULL ORDER BY position, name",
)

SIGN = (
    """
UPDATE sessions_log_visit SET signed_at = now(), signed_by_id = %(by)s, updated_at = now(), version = version + 1
WHERE id = %(visit)s
""",
    """
UPDATE sessions_log_progress SET checked_at = now()
WHERE complaint_id IN (SELECT complaint_id FROM sessions_log_visitcomplaint WHERE visit_id = %(visit)s)
""",
)

DAY = (
    """
SELECT a.*, c.name, u.name, k.name, t.room, t.name FROM bookings_appointment a
JOIN clients_client c ON c.id = a.client_id JOIN practice_user u ON u.id = a.therapist_id
LEFT JOIN bookings_appointmentkind k ON k.id = a.kind_id LEFT JOIN bookings_table t ON t.id = a.table_id
WHERE a.during && tstzrange(%(start)s, %(end)s) ORDER BY a.during
""",
    "SELECT * FROM bookings_workinghours ORDER BY starts",
)

FOLLOW_UPS = (
    """
SELECT f.*, c.*, u.name FROM bookings_followup f JOIN clients_client c ON c.id = f.client_id
LEFT JOIN practice_user u ON u.id = f.therapist_id WHERE f.status = 'open' ORDER BY f.due_by, f.id LIMIT 30
""",
    """
SELECT therapist_id, client_id, table_id, during, turnover FROM bookings_appointment
WHERE during && tstzrange(%(start)s, %(end)s + interval '14 days') AND status NOT IN ('cancelled', 'missed')
""",
    "SELECT * FROM bookings_workinghours ORDER BY starts",
)

FIGURES = (
    """
SELECT count(*) FILTER (WHERE status = 'missed'), count(*) FILTER (WHERE cancelled_late),
       count(*) FILTER (WHERE status = 'done')
FROM bookings_appointment WHERE lower(during) >= %(start)s - interval '28 days' AND lower(during) < %(start)s
""",
    """
SELECT count(*) FROM (
    SELECT status, during, min(created_at) OVER (
        PARTITION BY client_id ORDER BY lower(during) ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS soonest
    FROM bookings_appointment WHERE lower(during) >= %(start)s - interval '28 days'
) a
WHERE status = 'done' AND lower(during) < %(start)s
  AND (soonest IS NULL OR soonest > upper(during) + interval '1 hour')
""",
    """
SELECT therapist_id, sum(upper(during) - lower(during)) FROM bookings_appointment
WHERE lower(during) >= %(start)s - interval '28 days' AND lower(during) < %(start)s
AND status NOT IN ('cancelled', 'missed') GROUP BY 1
""",
)
