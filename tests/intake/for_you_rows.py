"""Rows of the access table for what a client sees behind her link, logged in or not (tests/access.py)."""

from django.utils import timezone

from intake.enums import Purpose
from intake.filling import digest
from tests import world
from tests.access import Row, public
from tests.intake.filled import ANSWERED, BORN, known


def hers(status: int = 200):
    """Everybody but the front desk, which opens no form while it is logged in (a device with a cookie is not)."""
    return public(status, desk=status if status == 405 else 403)


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


def _between(name: str, token: str, **given) -> list[Row]:
    """Of what comes again: on a device that is new, and on hers."""
    known_device = known(world.DIARIST, Purpose.DIARY)
    args = {"token": f"={token}"}
    return [
        Row(name, args, get=hers(302), post=hers(302), data=given["data"], writes=False),
        Row(name, args, get=public(), query="?hers", headers=known_device, **given),
    ]


RENA = {"name": "Rena Renewing", "birth_date": BORN.isoformat()}


def _renewal(name: str, data: dict, step: str = "you", **given) -> Row:
    """On the device that gave the birth date."""
    return Row(
        name,
        {"token": f"={world.RENEWAL_TOKEN}", "step": f"={step}"},
        post=public(302),
        data=data | {"seen": digest({}, [step])},
        query=f"?{step}",
        headers=known(world.RENEWAL_LINK, Purpose.RENEWAL),
        **given,
    )


HER_NECK = world.HER_COMPLAINT.hex

ROWS = [
    *_between("intake:check_in", world.CHECK_IN_TOKEN, post=public(), data={f"q-{HER_NECK}-intensity_0": "5"}),
    *_between(
        "intake:diary",
        world.DIARY_TOKEN,
        post=public(302),
        data=lambda world: {f"d-{timezone.localdate():%Y%m%d}-{HER_NECK}-had": "no"},
    ),
    Row("intake:open", {"token": f"={world.FRESH_TOKEN}"}, get=hers(302), post=hers(405)),
    Row("intake:open", {"token": "=no-such-token"}, get=hers(404), post=hers(405), query="?"),
    Row(
        "intake:birth_date",
        {"token": f"={world.BEGUN_TOKEN}"},
        get=hers(),
        post=hers(302),
        data=DAY,  # a wrong one was tried before, and is forgotten now
    ),
    Row(
        "intake:step",
        {"token": f"={world.FRESH_TOKEN}", "step": "=reason"},
        get=hers(),
        post=hers(302),
        data={"reason": "both", "seen": digest({}, ["reason"])},
    ),
    _step("you", {"name": "Berta Begun", **DAY}),
    _step("health", {"conditions": "none", "skin": "dry"}),
    _renewal("intake:step", {"name": "Rena Renewed", **DAY}, get=public()),
    _renewal("intake:still", {"shown": digest({"you": RENA}, ["you"])}, get=public(405)),
    Row(
        "intake:review",
        {"token": f"={world.BEGUN_TOKEN}"},
        get=public(),
        post=public(302),
        headers=known(world.BEGUN_LINK),
    ),
]
