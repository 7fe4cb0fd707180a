"""The texts that clients sign, in versions: a change is the next version, and none is ever changed."""

import uuid
from collections.abc import Mapping

from django.db import transaction

from clients.merging import merge
from intake.models import ConsentText
from practice.models import Practice, User

LANGUAGE = "en"  # of the texts that these pages write
FIELDS = ("title", "body")


class Clash(Exception):
    """Somebody saved another version meanwhile, and changed the same.

    `values` are mine, with theirs where I left a field alone; `current` is the version to save them over.
    """

    def __init__(self, current: ConsentText, values: dict[str, str], fields: list[str]):
        super().__init__(f"version {current.version} differs in {', '.join(fields)}")
        self.current, self.values, self.fields = current, values, fields


def versions(kind: str):
    """All versions of a text, the one in use first."""
    return ConsentText.objects.filter(kind=kind, language=LANGUAGE).select_related("created_by").order_by("-version")


@transaction.atomic
def publish(
    kind: str, said: Mapping[str, str], *, seen: int, by: User, request_id: uuid.UUID
) -> tuple[ConsentText, bool]:
    """The text in use from now on, and whether it is new. The same `request_id` makes it once. Raises Clash."""
    Practice.objects.select_for_update(no_key=True).get(pk=1)  # versions follow one another
    if made := ConsentText.objects.filter(request_id=request_id).first():
        return made, False
    current = versions(kind)[0]
    base = versions(kind).filter(version=seen).first()
    merged = merge(FIELDS, base=_of(base) if base else None, mine=said, theirs=_of(current))
    if merged.clashes:
        raise Clash(current, merged.values, merged.clashes)
    if merged.values == _of(current):
        return current, False
    made = ConsentText.objects.create(
        kind=kind,
        language=LANGUAGE,
        version=current.version + 1,
        created_by=by,
        request_id=request_id,
        **merged.values,
    )
    return made, True


def _of(text: ConsentText) -> dict[str, str]:
    return {name: getattr(text, name) for name in FIELDS}
