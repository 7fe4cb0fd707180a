"""Which consents a client has given, and whether they hold on a day."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Max

from clients.models import Client
from intake.enums import REQUIRED, ConsentKind
from intake.models import Consent, ConsentText


def texts_in_use(language: str = "en") -> list[ConsentText]:
    """The latest version of each kind, in the order in which they are signed; English where there is no other."""
    latest = ConsentText.objects.values("kind", "language").annotate(last=Max("version"))
    versions = {(row["kind"], row["language"]): row["last"] for row in latest}
    found = {
        (text.kind, text.language): text
        for text in ConsentText.objects.filter(version__in=versions.values())
        if versions[text.kind, text.language] == text.version
    }
    chosen = [found.get((kind, language)) or found.get((kind, "en")) for kind in ConsentKind]
    return [text for text in chosen if text]


def last_words(client: Client) -> dict[str, Consent]:
    """By kind, what was said last, whether it holds or not: a refusal ends what stood before."""
    said = (
        Consent.objects.filter(client=client)
        .select_related("text", "withdrawal")
        .order_by("signed_on", "signed_at", "pk")
    )
    return {consent.text.kind: consent for consent in said}


def holds(consent: Consent, on: dt.date) -> bool:
    return consent.agreed and consent.until >= on and not hasattr(consent, "withdrawal")


def standing(client: Client, on: dt.date) -> dict[str, Consent]:
    """By kind, the consents that hold on that day."""
    return {kind: consent for kind, consent in last_words(client).items() if holds(consent, on)}


def missing(client: Client, on: dt.date) -> list[ConsentKind]:
    """Required ones that do not hold on that day."""
    held = standing(client, on)
    return [kind for kind in REQUIRED if kind not in held]


def until(client: Client, on: dt.date) -> dt.date | None:
    """The last day on which all required ones still hold; nothing where one is missing."""
    held = standing(client, on)
    days = [held[kind].until for kind in REQUIRED if kind in held]
    return min(days) if len(days) == len(REQUIRED) else None


def who_refuse_contact(clients: Collection[Client]) -> set[int]:
    """Primary keys of those whose last word on being contacted is no. Nothing said is no refusal."""
    last = (
        Consent.objects.filter(client__in=clients, text__kind=ConsentKind.CONTACT)
        .order_by("client", "-signed_on", "-signed_at", "-pk")
        .distinct("client")
        .values_list("client", "agreed", "withdrawal")
    )
    return {client for client, agreed, withdrawal in last if not agreed or withdrawal}
