"""Who may do what here: rows of the access table (tests/access.py). Preferences, precautions, the vocabulary."""

from tests.access import CLINICAL, OWNERS, Row, only

ROWS = [
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
    Row("intake:words", {"kind": "=red-flags"}, get=only(OWNERS), query="?q=head"),
    Row("intake:words", {"kind": "=conditions"}, get=only(OWNERS), query="?q=blood"),
    Row(
        "intake:add_word",
        {"kind": "=red-flags"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {
            "name": "Something new",
            "question": "Is it new?",
            "types": [world.type_word.pk],
            "request_id": world.request_id,
        },
        query="?new",
    ),
    Row(
        "intake:word",
        {"kind": "=red-flags", "public_id": "red_flag_word.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"name": "Another", "question": "Is it?", "types": [world.type_word.pk]},
        query="?flag",
    ),
    Row(
        "intake:add_word",
        {"kind": "=conditions"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"name": "Something new", "care": "care", "request_id": world.request_id},
        query="?condition",
    ),
    Row(
        "intake:word",
        {"kind": "=conditions", "public_id": "condition_word.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"name": "Another", "care": "stop", "urgent": "on"},
        query="?condition",
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
