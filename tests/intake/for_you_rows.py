"""Rows of the access table for what a client sees behind her link, logged in or not (tests/access.py)."""

from intake.filling import digest
from tests import world
from tests.access import Row, public
from tests.intake.filled import ANSWERED, BORN, known

DAY = {"birth_date_day": BORN.day, "birth_date_month": BORN.month, "birth_date_year": BORN.year}


def _step(step: str, data: dict) -> Row:
    """Of a form that was begun, on the device that began it."""
    return Row(
        "intake:step",
        {"token": f"={world.BEGUN_TOKEN}", "step": f"={step}"},
        get=public(),
        post=public(302),
        data=data | {"seen": digest(ANSWERED, [step])},
        query=f"?{step}",
        headers=known(world.BEGUN_LINK),
    )


ROWS = [
    Row("intake:open", {"token": f"={world.FRESH_TOKEN}"}, get=public(302), post=public(405)),
    Row("intake:open", {"token": "=no-such-token"}, get=public(404), post=public(405), query="?"),
    Row(
        "intake:birth_date",
        {"token": f"={world.BEGUN_TOKEN}"},
        get=public(),
        post=public(302),
        data=DAY,  # a wrong one was tried before, and is forgotten now
    ),
    Row(
        "intake:step",
        {"token": f"={world.FRESH_TOKEN}", "step": "=reason"},
        get=public(),
        post=public(302),
        data={"reason": "both", "seen": digest({}, ["reason"])},
    ),
    _step("you", {"name": "Berta Begun", **DAY}),
    _step("health", {"conditions": "none", "skin": "dry"}),
    Row(
        "intake:review",
        {"token": f"={world.BEGUN_TOKEN}"},
        get=public(),
        post=public(302),
        headers=known(world.BEGUN_LINK),
    ),
]
