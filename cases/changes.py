"""What a change of approach is made of: techniques and areas to add or to leave, from the practice's own lists."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from cases.decided import said_changes
from cases.models import Decision, DecisionChange
from cases.tried import AllTried, tried
from cases.untried import Untried, ruled_out, untried
from intake.models import Complaint
from intake.queries import Term, Vocabulary, strip_of, vocabulary
from practice.models import User


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is "technique" or "area"."""

    kind: str
    term: Term
    adds: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be added and what can be left; `ideas` at review alone: what others had and this client had not."""

    to_add: dict[str, list[Term]]
    to_leave: dict[str, list[Term]]
    ideas: Untried = field(default_factory=Untried)


def offered(complaint: Complaint, by: User, *, at_review: bool) -> Offered:
    """What was tried can be left; the rest can be added, what is ruled out for this client apart. Six queries."""
    words, strip = vocabulary(), strip_of(complaint.client)
    had, out = tried(complaint, words), ruled_out(complaint.client, words, strip)
    ideas = untried(complaint, words, out, had, by) if at_review else Untried()
    return Offered(_to_add(words, out, had, ideas), _to_leave(words, had), ideas)


def _to_add(words: Vocabulary, out: Collection[uuid.UUID], had: AllTried, ideas: Untried) -> dict[str, list[Term]]:
    first = {each.term.public_id: place for place, each in enumerate((*ideas.techniques, *ideas.areas))}
    found = {}
    for kind, terms, used in (
        ("technique", words.techniques, had.techniques),
        ("area", words.areas, had.areas),
    ):
        gone = {*out} | {terms[each.pk].public_id for each in used}
        left = [term for term in terms.values() if not (term.retired or term.whole or term.public_id in gone)]
        found[kind] = sorted(left, key=lambda term: first.get(term.public_id, len(first)))
    return found


def _to_leave(words: Vocabulary, had: AllTried) -> dict[str, list[Term]]:
    return {
        "technique": [words.techniques[each.pk] for each in had.techniques],
        "area": [words.areas[each.pk] for each in had.areas],
    }


def keep_changes(decision: Decision, changes: Iterable[Change]) -> None:
    DecisionChange.objects.bulk_create(
        DecisionChange(decision=decision, adds=each.adds, **{f"{each.kind}_id": each.term.pk}) for each in changes
    )


def why_of(changes: Collection[Change]) -> str:
    """The reason of a decision that says nothing but what changes."""
    return said_changes(*([each.term.name for each in changes if each.adds is adds] for adds in (True, False)))
