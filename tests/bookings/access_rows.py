"""Who may do what here: rows of the access table (tests/access.py). Follow-ups, appointments, the calendar."""

import datetime as dt
from typing import Any

from bookings.enums import Figure
from tests import world
from tests.access import MEMBERS, OWNERS, THERAPISTS, Row, only, public


def _time(world) -> dict[str, Any]:
    """A free time of the therapist."""
    day = world.now + dt.timedelta(days=3)
    return {"day": f"{day:%Y-%m-%d}", "time": "10:00", "minutes": 60, "therapist": str(world.author.public_id)}


DESKS = ("owner", "desk", "solo")

ROWS = [
    # bookings: everybody who works here books
    Row("bookings:followups", get=only(MEMBERS)),
    Row(
        "bookings:book",
        {"public_id": "followup.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: _time(world) | {"request_id": world.request_id},
    ),
    Row(
        "bookings:close",
        {"public_id": "followup.public_id"},
        post=only(MEMBERS, 302),
        data={"reason": "will_call"},
    ),
    Row("bookings:reopen", {"public_id": "closed_followup.public_id"}, post=only(MEMBERS, 302)),
    Row(
        "bookings:ask",
        {"public_id": "client.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: {
            "request_id": world.request_id,
            "due_from": f"{world.now:%Y-%m-%d}",
            "due_by": f"{world.now:%Y-%m-%d}",
            "minutes": 60,
        },
    ),
    Row(
        "bookings:new",
        {"public_id": "client.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: _time(world) | {"request_id": world.request_id},
    ),
    Row(
        "bookings:called",
        {"public_id": "followup.public_id"},
        post=only(MEMBERS, 302),
        data=lambda world: {"outcome": "message", "request_id": world.request_id},
    ),
    Row("bookings:write", {"public_id": "followup.public_id"}, get=only(MEMBERS)),
    Row("bookings:see_to", {"public_id": "open_answer.public_id"}, post=only(MEMBERS, 302)),
    Row("bookings:waitlist", get=only(MEMBERS)),
    Row("bookings:stop_waiting", {"public_id": "waiting.public_id"}, post=only(MEMBERS, 302)),
    Row(
        "bookings:wait",
        {"public_id": "client.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: {
            "request_id": world.request_id,
            "first_day": f"{world.now:%Y-%m-%d}",
            "last_day": f"{world.now + dt.timedelta(days=3):%Y-%m-%d}",
            "minutes": 60,
        },
    ),
    Row("bookings:day", get=only(MEMBERS)),
    Row("bookings:week", get=only(MEMBERS)),
    Row("bookings:slot", get=only(MEMBERS), post=only(MEMBERS), data={"q": "clara"}, writes=False),
    Row("bookings:appointment", {"public_id": "appointment.public_id"}, get=only(MEMBERS)),
    Row(
        "bookings:move",
        {"public_id": "appointment.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: _time(world) | {"version": 1},
    ),
    Row(
        "bookings:cancel",
        {"public_id": "appointment.public_id"},
        post=only(MEMBERS, 302),
        data={"reason": "client", "version": 1},
    ),
    Row(
        "bookings:mark",
        {"public_id": "missed_appointment.public_id"},
        post=only(MEMBERS, 302),
        data={"status": "booked", "version": 1},
    ),
    Row(
        "bookings:fee",
        {"public_id": "late_cancelled.public_id"},
        post=only(MEMBERS, 302),
        data={"fee": "waived", "version": 1},
    ),
    # mails to clients; without a mail server an offer goes nowhere
    Row("bookings:appointment", {"public_id": "freed.public_id"}, get=only(MEMBERS)),
    Row("bookings:offer", {"public_id": "freed.public_id"}, post=only(MEMBERS, 302), writes=False),
    Row("bookings:send_again", {"public_id": "failed_mail.public_id"}, post=only(MEMBERS, 302)),
    Row(
        "bookings:reminders_of",
        {"public_id": "appointment.public_id"},
        post=only(MEMBERS, 302),
        data={"wanted": "no"},
    ),
    Row("bookings:recall", get=only(MEMBERS)),
    Row(
        "bookings:call_back",
        {"public_id": "missed_client.public_id"},
        post=only(MEMBERS, 302),
        data=lambda world: {"request_id": world.request_id},
    ),
    Row("bookings:peace", {"public_id": "client.public_id"}, post=only(THERAPISTS, 302)),
    Row("bookings:figures", get=only(DESKS)),
    *[Row(f"bookings:figure_{one.value}", get=only(DESKS)) for one in Figure],
    # behind secret addresses
    Row(
        "bookings:for_client",
        {"token": f"={world.APPOINTMENT_TOKEN}"},
        get=public(),
        post=public(302),
        data=lambda world: {"say": "confirm", "version": 1, "request_id": world.request_id},
    ),
    Row("bookings:for_client", {"token": f"={world.OFFER_TOKEN}"}, get=public(), post=public(302)),
    Row("bookings:for_client", {"token": "=no-such-token"}, get=public(404), post=public(404), writes=False),
    Row("bookings:feed", get=only(THERAPISTS), post=only(THERAPISTS)),
    Row("bookings:revoke_feed", post=only(THERAPISTS, 302), unchanged=("colleague",)),  # has none
    Row("bookings:feed_file", {"token": f"={world.FEED_TOKEN}"}, get=public(), post=public(405)),
    # what can be booked, and when: the owner's
    Row(
        "bookings:setup",
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={
            "what": "rules",
            "cancel_hours": 48,
            "recall_weeks": 6,
            "lapsed_weeks": 16,
            "version": 1,
        },
    ),
    Row(
        "bookings:setup",
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {
            "what": "kind",
            "kind-request_id": world.request_id,
            "kind-name": "First visit",
            "kind-minutes": 90,
            "kind-turnover": 15,
        },
    ),
    Row(
        "bookings:mail_rules",
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"version": 1, "reminders": ["72", "3"], "remind_from": 9, "remind_until": 18},
    ),
    Row(
        "bookings:words",
        {"kind": "=booked", "language": "=Spanish"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"seen": 0, "subject": "{day}", "body": "Hola {first_name}", "button": "Sí"},
    ),
    Row("bookings:retire_kind", {"public_id": "kind.public_id"}, post=only(OWNERS, 302)),
    Row("bookings:retire_table", {"public_id": "table.public_id"}, post=only(OWNERS, 302)),
    Row(
        "bookings:week_hours",
        {"public_id": "author.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"day_0": "9-13, 14-18:30"},
    ),
    Row(
        "bookings:exceptions",
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {
            "request_id": world.request_id,
            "first_day": f"{world.now:%Y-%m-%d}",
            "last_day": f"{world.now:%Y-%m-%d}",
        },
    ),
    Row("bookings:remove_exception", {"public_id": "day_off.public_id"}, post=only(OWNERS, 302)),
]
