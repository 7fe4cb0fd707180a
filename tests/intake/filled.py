"""Answers as they are kept, and links whose forms they stand in."""

import datetime as dt
import uuid

from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from clients.models import Client
from intake import gate
from intake.enums import Purpose
from intake.models import ClientLink, Intake
from intake.questions import current_edition
from intake.standing import texts_in_use
from tests import factories

BORN = dt.date(1980, 4, 1)
SIGNED = {"typed_name": "Clara Whitfield"}


def agreed(*, contact: bool = True, **how) -> dict:
    """The consents step, signed."""
    texts = {
        text.kind: {"text": str(text.public_id), "agreed": contact or text.kind != "contact"}
        for text in texts_in_use()
    }
    return {"texts": texts, **SIGNED, **how}


# What has to be answered by somebody who only wants to unwind, before she signs.
ANSWERED = {
    "reason": {"reason": "unwind"},
    "you": {"name": "Clara Whitfield", "birth_date": BORN.isoformat()},
    "health": {"conditions": []},
    "medicines": {"thinners": ["none"], "allergies": ""},
    "likes": {},
}


def unwinding() -> dict:
    """All of it, signed."""
    return ANSWERED | {"consents": agreed()}


def link_of(client, token: str, purpose: str = Purpose.INTAKE, **fields) -> ClientLink:
    return ClientLink.objects.create(
        client=client,
        purpose=purpose,
        token_hash=factories.sha256(token),
        expires_at=timezone.now() + dt.timedelta(days=14),
        **fields,
    )


def begun(link: ClientLink, answers: dict) -> Intake:
    now = timezone.now()
    return Intake.objects.create(
        client=link.client,
        link=link,
        kind=link.purpose,
        questions=current_edition(),
        answers=answers,
        started_at=now,
        saved_at=now,
    )


def known(public_id: uuid.UUID, purpose: str = Purpose.INTAKE) -> dict[str, str]:
    """The cookie of a device that knows the link with this id, or the client with it, as a header."""
    link = ClientLink(public_id=public_id, purpose=purpose, client=Client(public_id=public_id))
    response = gate.remember(RequestFactory().get("/"), HttpResponse(), link)
    name, morsel = next(iter(response.cookies.items()))
    return {"cookie": f"{name}={morsel.value}"}
