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

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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
