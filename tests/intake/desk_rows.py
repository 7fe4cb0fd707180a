"""Who may do what here: rows of the access table (tests/access.py). Forms as the front desk sends and sees them."""

from tests.access import MEMBERS, Row, only

ROWS = [
    # intake: sending forms, for everybody who works here
    Row("intake:forms", {"client": "client.public_id"}, get=only(MEMBERS)),
    Row(
        "intake:send",
        {"client": "client.public_id"},
        post=only(MEMBERS),
        data=lambda world: {"request_id": world.request_id, "purpose": "intake", "how": "shown"},
    ),
    Row(
        "intake:send",  # this device is handed over: whoever was logged in is not any more
        {"client": "free.public_id"},
        post=only(MEMBERS, 302),
        data=lambda world: {"request_id": world.request_id, "purpose": "walk_in", "how": "tablet"},
    ),
    Row("intake:outstanding", get=only(MEMBERS)),
    Row("intake:outstanding", get=only(MEMBERS), query="?days=30"),
    Row("intake:renewals", get=only(MEMBERS)),
    Row(
        "intake:mail_renewals",
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: {"request_id": world.request_id, "clients": [str(world.client.public_id)]},
        unchanged=MEMBERS,  # no mail server is set up here; tests/intake/test_outstanding.py has one
    ),
    Row(
        "intake:pass_on",
        {"client": "client.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: {"request_id": world.request_id, "text": "a caller's words"},
    ),
    Row("intake:revoke_link", {"link": "form_link.public_id"}, post=only(MEMBERS, 302)),
]
