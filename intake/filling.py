"""An intake while it is filled in: begun with the first answer, saved step by step, two devices at once seen."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Iterable

from django.db import transaction

from clients.models import Client
from intake import desk, gate, links
from intake.answers import Json
from intake.models import ClientLink, Intake, QuestionEdition


class NotKnown(Exception):
    """Meanwhile there is something behind the link that this device may not see before it gives the birth date."""


class Meanwhile(Exception):
    """Another device saved this step after the page was shown. `answers` are those kept by now."""

    def __init__(self, answers: Json):
        super().__init__("this step was saved meanwhile")
        self.answers = answers


def of_link(link: ClientLink) -> Intake | None:
    return Intake.objects.select_related("questions").filter(link=link).first()


def digest(answers: Json, held: Iterable[str]) -> str:
    """What a page showed of these steps, in short: the page sends it back with what was typed."""
    shown = {key: answers.get(key) for key in held}
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:20]


@transaction.atomic
def save(
    link: ClientLink,
    answer: dict[str, Json],
    *,
    seen: str,
    knows: bool,
    edition: QuestionEdition,
    language: str,
    now: dt.datetime,
) -> Intake:
    """Keep what was answered, by step. The first one begins the intake. Saving the same again changes nothing.

    `seen` is the digest of what the page showed; `knows` says whether the device may see what is kept: one that may
    not begins anew where nothing could be checked. Raises Meanwhile, NotKnown and links.NotUsable.
    """
    client = Client.objects.select_for_update(no_key=True).get(pk=link.client_id)
    link = ClientLink.objects.select_for_update().get(pk=link.pk)
    link.client = client
    if not links.opens(link, now):
        raise links.NotUsable
    intake = Intake.objects.select_for_update(of=("self",)).filter(link=link).first()
    if intake is None:
        intake = Intake(
            client=client,
            link=link,
            kind=link.purpose,
            questions=edition,
            language=language,
            started_at=now,
            version=0,
        )
    elif not knows:
        if gate.birth_dates(link):
            raise NotKnown
        intake.answers, intake.questions, intake.request_id = {}, edition, uuid.uuid4()
        seen = digest({}, answer)
    if all(intake.answers.get(key) == said for key, said in answer.items()) and intake.pk:
        return intake
    if digest(intake.answers, answer) != seen:
        raise Meanwhile(intake.answers)
    is_new = intake.pk is None
    intake.answers, intake.language = intake.answers | answer, language
    intake.saved_at, intake.version = now, intake.version + 1
    intake.save()
    if is_new:
        desk.push(client, now)
    return intake
