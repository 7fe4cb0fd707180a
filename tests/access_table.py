"""Who may do what: a row for every address. An address without a row fails tests/test_access.py.

The practice that the rows speak of is tests/world.py: the roles below look at objects of the *therapist*, so
`colleague` is the one for whom they are another's; `solo` is a practice of one person, who wrote everything.

    Row("clients:detail", {"public_id": "client.public_id"}, get=only(MEMBERS), post=NO_POST)

`get` and `post` give the status that each role meets. Statuses that a role does not name:
anonymous 302 (to the login), everybody else 403. `data` (or a function of the world) is what a POST sends: it
must be right, so that those who may do it change something; whoever may not must change nothing, and that is
checked row by row. A POST that writes nothing by its nature says `writes=False`. `query` is added to the URL.
`args` are dotted paths into the world, or values that start with "=". Several rows may speak of one address.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from cases.decisions import facts_seen
from tests.world import INVITATION_TOKEN

ROLES = ("anonymous", "owner", "therapist", "colleague", "desk", "solo")
MEMBERS = ("owner", "therapist", "colleague", "desk", "solo")
CLINICAL = ("owner", "therapist", "colleague", "solo")
THERAPISTS = ("therapist", "colleague", "solo")
OWNERS = ("owner", "solo")
AUTHOR = ("therapist", "solo")

Statuses = dict[str, int]

PASSWORD = "correct horse battery staple"  # everybody's
NEW_PASSWORD = "staple battery horse correct"


def only(roles: tuple[str, ...], status: int = 200, *, others: int = 403, **named: int) -> Statuses:
    """`roles` meet `status`, the other people of the practice `others`, the logged-out the login page."""
    return {
        "anonymous": 302,
        **{role: status if role in roles else others for role in MEMBERS},
        **named,
    }


def public(status: int = 200, **named: int) -> Statuses:
    """Everybody, logged in or not, meets `status`."""
    return dict.fromkeys(ROLES, status) | named


# No such method here. Who may not see the page either may be told 403 first.
NO_POST = only(MEMBERS, 405)
NO_GET = only(MEMBERS, 405)


@dataclass(frozen=True)
class Row:
    name: str
    args: dict[str, str] = field(default_factory=dict)
    get: Statuses = field(default_factory=lambda: NO_GET)
    post: Statuses = field(default_factory=lambda: NO_POST)
    data: dict[str, Any] | Callable[[Any], dict[str, Any]] = field(default_factory=dict)
    query: str = ""
    writes: bool = True
    unchanged: tuple[str, ...] = ()  # roles for whom the POST rightly changes nothing, for a reason said there
    headers: dict[str, str] = field(default_factory=dict)


def _time(world) -> dict[str, Any]:
    """A free time of the therapist."""
    day = world.now + dt.timedelta(days=3)
    return {"day": f"{day:%Y-%m-%d}", "time": "10:00", "minutes": 60, "therapist": str(world.author.public_id)}


def _visit(world) -> dict[str, str]:
    """What the page of a visit sends at least."""
    start = timezone.localtime(world.now)
    return {"starts_at_0": f"{start:%Y-%m-%d}", "starts_at_1": f"{start:%H:%M}", "minutes": "60"}


TABLE = [
    Row("health", get=public(), post=public(405)),
    Row("practice:style", get=only(OWNERS)),
    # django-allauth
    Row(
        "account_login",
        get=only((), others=302, anonymous=200),
        post=only((), others=302, anonymous=302),
        data=lambda world: {"login": world.author.email, "password": PASSWORD},
        writes=False,  # but who logged in last
    ),
    Row("account_logout", get=only(MEMBERS), post=only(MEMBERS, 302), writes=False),
    Row(
        "account_signup",
        get=only((), others=302, anonymous=200),
        post=only((), others=302, anonymous=200),
        data={"email": "new@practice.example", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        writes=False,  # it is closed
    ),
    Row("account_inactive", get=public(), post=public(405)),
    Row(
        "account_reauthenticate",
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data={"password": PASSWORD},
        writes=False,
    ),
    Row(
        "account_change_password",
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data={"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    ),
    Row("account_reset_password", get=public(), post=public(), writes=False),
    Row("account_reset_password_done", get=public(), post=public(405)),
    Row(
        "account_reset_password_from_key",
        {"uidb36": "=1", "key": "=no-such-key"},
        get=public(),
        post=public(),
        writes=False,
    ),
    Row("account_reset_password_from_key_done", get=public(), post=public(405)),
    # clients: everybody who works here sees how to reach them, and nothing clinical
    Row("clients:list", get=only(MEMBERS), post=only(MEMBERS), data={"q": "clara"}, writes=False),
    Row(
        "clients:add",
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: {
            "request_id": world.request_id,
            "name": "Nina New",
            "phone": "+1 555 0999",
            "language": "English",
        },
    ),
    Row("clients:detail", {"public_id": "client.public_id"}, get=only(MEMBERS)),
    Row(
        "clients:edit",
        {"public_id": "client.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data={"name": "Clara", "language": "Welsh", "version": 1},
    ),
    Row("clients:archive", {"public_id": "free.public_id"}, post=only(MEMBERS, 302)),
    Row("clients:bring_back", {"public_id": "archived.public_id"}, post=only(MEMBERS, 302)),
    Row("clients:history", {"public_id": "client.public_id"}, get=only(OWNERS)),
    # intake: how a client likes the work, what to take care of
    Row(
        "intake:preferences",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data={"version": "0", "oil": "almond"},
    ),
    Row(
        "intake:precaution_add",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "text": "fever"},
    ),
    Row(
        "intake:precaution_end",
        {"precaution": "precaution.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data={"note": "stopped"},
    ),
    # visits: all therapists and owners read; only its therapist writes
    Row(
        "sessions_log:start",
        {"client": "client.public_id"},
        get=only(THERAPISTS),
        post=only(THERAPISTS, 302),
        data=lambda world: _visit(world) | {"request_id": world.request_id, "version": "0"},
    ),
    Row(
        "sessions_log:visit",
        {"visit": "draft.public_id"},
        get=only(CLINICAL),
        post=only(AUTHOR, 302),
        data=lambda world: _visit(world) | {"version": "1", "plan": "something else"},
    ),
    Row(
        "sessions_log:visit",
        {"visit": "signed.public_id"},
        get=only(CLINICAL),
        post=only(AUTHOR, 409),
        data=lambda world: _visit(world) | {"version": "1", "plan": "something else"},
        writes=False,  # it is final: what was typed is shown, to be added
    ),
    Row(
        "sessions_log:answer",
        {"client": "client.public_id", "complaint": "complaint.public_id"},
        post=only(AUTHOR),
        data=lambda world: (
            _visit(world)
            | {"request_id": str(world.draft.request_id), "version": "1"}
            | {f"c{world.complaint.pk}-shown": "1", f"c{world.complaint.pk}-intensity": "4"}
        ),
    ),
    Row("sessions_log:sign", {"visit": "draft.public_id"}, post=only(AUTHOR, 302), data={"version": "1"}),
    Row(
        "sessions_log:discard",
        {"visit": "draft.public_id"},
        get=only(AUTHOR),
        post=only(AUTHOR, 302),
        data={"version": "1", "reason": "nobody came"},
    ),
    Row("sessions_log:bring_back", {"visit": "discarded.public_id"}, post=only(AUTHOR, 302), data={"version": "1"}),
    Row(
        "sessions_log:void",
        {"visit": "signed.public_id"},
        get=only(CLINICAL, colleague=403),
        post=only(CLINICAL, 302, colleague=403),
        data={"reason": "the wrong chart"},
    ),
    Row(
        "sessions_log:add",
        {"visit": "signed.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "reason": "forgotten", "text": "one more thing"},
    ),
    # complaints
    Row(
        "sessions_log:complaint_add",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "type": world.type_word.public_id, "aim": "resolve"},
    ),
    Row("sessions_log:complaint", {"complaint": "complaint.public_id"}, get=only(CLINICAL)),
    Row("sessions_log:complaint", {"complaint": "closed_complaint.public_id"}, get=only(CLINICAL)),
    Row(
        "sessions_log:complaint_edit",
        {"complaint": "complaint.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"version": "1", "type": world.type_word.public_id, "aim": "maintain"},
    ),
    Row(
        "sessions_log:complaint_close",
        {"complaint": "complaint.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"version": "1", "reason": "resolved", "on": world.now.date().isoformat()},
    ),
    Row(
        "sessions_log:complaint_reopen",
        {"complaint": "closed_complaint.public_id"},
        post=only(CLINICAL, 302),
        data={"version": "1"},
    ),
    Row(
        "sessions_log:complaint_undo_close",
        {"complaint": "closed_complaint.public_id"},
        post=only(CLINICAL, 302),
        data={"version": "1"},
    ),
    # practice: people and settings
    Row(
        "practice:settings",
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={
            "version": 1,
            "name": "Another name",
            "time_zone": "Europe/Berlin",
            "emergency_number": "112",
            "review_after": 3,
            "refer_after": 5,
            "retention_years": 10,
        },
    ),
    Row("practice:people", get=only(OWNERS)),
    Row(
        "practice:invite",
        get=only(OWNERS),
        post=only(OWNERS),
        data=lambda world: {
            "name": "Some New",
            "email": "some@practice.example",
            "roles": ["owner"],
            "request_id": world.request_id,
        },
    ),
    Row("practice:renew_invitation", {"public_id": "invitation.public_id"}, post=only(OWNERS)),
    Row("practice:revoke_invitation", {"public_id": "invitation.public_id"}, post=only(OWNERS, 302)),
    Row(
        "practice:person",
        {"public_id": "author.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"name": "Another Name", "roles": ["owner", "front_desk"]},
    ),
    Row(
        "practice:leave",
        {"public_id": "author.public_id"},
        get=only(OWNERS),
        post=only(("owner",), 302, solo=200),  # nobody to hand over to in a practice of one
        data=lambda world: {"to": world.colleague.public_id, "what": ["clients", "appointments", "followups"]},
        unchanged=("solo",),
    ),
    Row(
        "practice:switch_off",
        {"public_id": "author.public_id"},
        post=only(OWNERS, 302),
        unchanged=("solo",),  # the last owner stays
    ),
    Row("practice:switch_on", {"public_id": "away.public_id"}, post=only(OWNERS, 302)),
    Row("practice:password_link", {"public_id": "author.public_id"}, post=only(OWNERS), writes=False),
    Row(
        "practice:invitation",
        {"token": f"={INVITATION_TOKEN}"},
        get=public(),
        post=public(302),
        data={"name": "Nora New", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    ),
    Row("practice:setup", {"token": "=no-such-token"}, get=public(410), post=public(410), writes=False),
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
    Row("bookings:day", get=only(MEMBERS)),
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
    # intake: the vocabulary
    Row("intake:vocabulary", get=only(OWNERS)),
    Row("intake:words", {"kind": "=areas"}, get=only(OWNERS), query="?q=a"),
    Row(
        "intake:add_word",
        {"kind": "=techniques"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"name": "Something new", "request_id": world.request_id},
    ),
    Row(
        "intake:word",
        {"kind": "=techniques", "public_id": "technique_word.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"name": "Another name"},
    ),
    Row(
        "intake:move_word",
        {"kind": "=techniques", "public_id": "second_technique_word.public_id"},
        post=only(OWNERS, 302),
        data={"up": ""},
    ),
    Row(
        "intake:retire_word",
        {"kind": "=techniques", "public_id": "technique_word.public_id"},
        post=only(OWNERS, 302),
    ),
    Row(
        "intake:bring_back_word",
        {"kind": "=techniques", "public_id": "retired_technique_word.public_id"},
        post=only(OWNERS, 302),
    ),
]
