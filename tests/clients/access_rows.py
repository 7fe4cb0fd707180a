"""Who may do what here: rows of the access table (tests/access.py). Clients: who they are and how to reach them."""

from tests.access import MEMBERS, OWNERS, Row, only

ROWS = [
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
]
