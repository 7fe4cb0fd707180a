"""What this practice uses for a type of complaint, and how often: what one case has not had yet."""

from dataclasses import dataclass

from django.db import connection

from clients.models import Client
from intake.models import Complaint

# With how many other clients of this type each technique or area was worked, most of them first.
USED = """
WITH visits AS (
    SELECT DISTINCT v.id, v.client_id
    FROM intake_complaint c
    JOIN sessions_log_visitcomplaint vc ON vc.complaint_id = c.id AND vc.worked_on
    JOIN sessions_log_visit v ON v.id = vc.visit_id AND v.voided_at IS NULL
         AND (v.signed_at IS NOT NULL OR v.imported_at IS NOT NULL)
    WHERE c.type_id = %(type)s AND c.client_id <> %(client)s
), used AS (
    SELECT 'technique' AS kind, u.technique_id AS id, v.client_id
    FROM visits v JOIN sessions_log_techniqueused u ON u.visit_id = v.id
    UNION
    SELECT 'area', a.area_id, v.client_id FROM visits v JOIN sessions_log_areaworked a ON a.visit_id = v.id
)
SELECT kind, id, count(*) FROM used GROUP BY kind, id ORDER BY count(*) DESC, id
"""

# Whatever this client was ever asked about and last refused.
REFUSED = """
SELECT CASE WHEN technique_id IS NULL THEN 'area' ELSE 'technique' END, coalesce(technique_id, area_id)
FROM (
    SELECT DISTINCT ON (s.technique_id, s.area_id) s.technique_id, s.area_id, s.agreed
    FROM sessions_log_sensitiveconsent s JOIN sessions_log_visit v ON v.id = s.visit_id
    WHERE v.client_id = %(client)s AND v.voided_at IS NULL AND s.agreed IS NOT NULL
    ORDER BY s.technique_id, s.area_id, v.starts_at DESC, s.id DESC
) last
WHERE NOT agreed
"""


@dataclass(frozen=True, slots=True)
class Used:
    """`kind` is "technique" or "area"; `clients` are others with this type of complaint."""

    kind: str
    id: int
    clients: int


def used_for_type(complaint: Complaint) -> list[Used]:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(USED, {"type": complaint.type_id, "client": complaint.client_id})
        return [Used(*row) for row in cursor.fetchall()]


def refused_by(client: Client) -> list[tuple[str, int]]:
    """ "technique" or "area", and which. One query."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSED, {"client": client.pk})
        return cursor.fetchall()
