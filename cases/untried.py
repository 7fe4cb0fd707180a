"""What was not tried yet for a complaint, of what this practice uses for its type: for the stage of review alone."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

from cases.queries.untried import refused_by, used_for_type
from cases.tried import AllTried
from clients.folding import fold
from clients.models import Client
from intake.models import Complaint
from intake.queries import Strip, Term, Vocabulary
from intake.training import trained_in
from practice.models import User

MOST = 8


@dataclass(frozen=True, slots=True)
class Idea:
    term: Term
    clients: int

    @property
    def name(self) -> str:
        return self.term.name


@dataclass(slots=True)
class Untried:
    """`left_out` names what the client refused, wants avoided, or has to be careful with.

    `not_learnt` names techniques that the therapist has not ticked under "What I work with": the one who looks, or,
    where an owner does, the client's own.
    """

    techniques: list[Idea] = field(default_factory=list)
    areas: list[Idea] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    not_learnt: list[str] = field(default_factory=list)


def untried(
    complaint: Complaint, words: Vocabulary, out: Collection[uuid.UUID], tried: AllTried, by: User
) -> Untried:
    """Most used first, a few of each; retired words and whole regions are no ideas. Two queries.

    `out` is what is ruled_out for this client.
    """
    had = {each.name for each in (*tried.techniques, *tried.areas)}
    found, learnt = Untried(), trained_in(by if by.is_therapist else complaint.client.therapist)
    for used in used_for_type(complaint):
        term = (words.techniques if used.kind == "technique" else words.areas).get(used.id)
        if term is None or term.retired or term.whole or term.name in had:
            continue
        if term.public_id in out:
            found.left_out.append(term.name)
            continue
        if used.kind == "technique" and learnt and used.id not in learnt:
            found.not_learnt.append(term.name)
            continue
        ideas = found.techniques if used.kind == "technique" else found.areas
        if len(ideas) < MOST:
            ideas.append(Idea(term, used.clients))
    return found


def ruled_out(client: Client, words: Vocabulary, strip: Strip) -> set[uuid.UUID]:
    """What this client last refused, wants avoided, or has to be careful with. One query."""
    told = " ".join(
        [strip.preferences.avoid if strip.preferences else "", *(held.text for held in strip.precautions)]
    )
    careful, terms = fold(told), {"technique": words.techniques, "area": words.areas}
    named = {
        term.public_id
        for each in terms.values()
        for term in each.values()
        if _is_named(term.name, careful) or (term.everyday and _is_named(term.everyday, careful))
    }
    return named | {terms[kind][pk].public_id for kind, pk in refused_by(client)}


def _is_named(name: str, text: str) -> bool:
    """Does the text name it, or its leading word in the singular ("no cupping", "left scalene")?"""
    return bool(text) and any(
        fold(each).rstrip("s") in text for each in (name, name.split("(", maxsplit=1)[0].strip())
    )
