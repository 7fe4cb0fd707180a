"""Who may do what here: rows of the access table (tests/access.py). Homes, the board, decisions, the chart."""

from cases.decisions import facts_seen
from tests.access import CLINICAL, MEMBERS, THERAPISTS, Row, only

ROWS = [
    # cases: homes, the board, What next?, the chart
    Row("home", get=only(MEMBERS, 302)),
    Row("cases:today", get=only(THERAPISTS)),
    Row("cases:board", get=only(CLINICAL)),
    Row("cases:case", {"public_id": "complaint.public_id"}, get=only(CLINICAL)),
    Row("cases:chart", {"public_id": "client.public_id"}, get=only(CLINICAL)),
    Row(
        "cases:decide",
        {"public_id": "complaint.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {
            "kind": "change",
            "why": "Another way in.",
            "look_again_visit": "9",
            "request_id": world.request_id,
            "seen": facts_seen(world.complaint),
        },
    ),
]
