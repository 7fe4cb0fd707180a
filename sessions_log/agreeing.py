"""What the page of a visit asks of sensitive areas and techniques, where one is chosen."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from intake.queries import Term
from sessions_log.forms import AgreedForm


@dataclass(slots=True)
class Asked:
    """One that is sensitive. Its question is on the page from the start, and seen once it is chosen."""

    key: str
    pk: int
    chosen: bool
    form: AgreedForm


def asked(
    kind: str, terms: dict[int, Term], chosen: Collection[int], saved: dict[int, dict], data: Any
) -> list[Asked]:
    """`kind` is the name of the field that chooses them: "area" or "technique"."""
    return [
        Asked(f"{kind}-{pk}", pk, pk in chosen, _form(kind, term, saved.get(pk, {}), data if pk in chosen else None))
        for pk, term in terms.items()
        if term.sensitive and (pk in chosen or not term.retired)
    ]


def said(all_asked: list[Asked]) -> dict[int, dict[str, Any]]:
    """Of valid forms: what was said of those that are chosen, where anything was."""
    told = {each.pk: each.form.said() for each in all_asked if each.chosen}
    return {pk: said for pk, said in told.items() if said["agreed"] is not None or said["reason"]}


def _form(kind: str, term: Term, saved: dict, data: Any) -> AgreedForm:
    return AgreedForm(data, prefix=f"{kind[0]}{term.pk}", name=term.name, said=saved)
