"""The access table: a row for every address, room by room in tests/<room>/access_rows.py (see tests/access.py)."""

from tests.bookings import access_rows as bookings
from tests.cases import access_rows as cases
from tests.clients import access_rows as clients
from tests.intake import access_rows as intake
from tests.intake import desk_rows as desk
from tests.intake import for_you_rows as for_you
from tests.practice import access_rows as practice
from tests.sessions_log import access_rows as sessions_log

TABLE = [
    row for room in (practice, clients, bookings, intake, desk, for_you, sessions_log, cases) for row in room.ROWS
]
