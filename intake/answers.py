"""An intake's answers as values. Kept as JSON, {step: {question: answer}}; what is missing reads as empty."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """A complaint as the client told it; a brief one has words, places and one number."""

    own_words: str = ""
    felt: tuple[str, ...] = ()
    intensity: int | None = None
    type: uuid.UUID | None = None
    doctor_named: str = ""
    doctor: str = ""
    since: str = ""
    course: str = ""
    days: int | None = None
    worst: int | None = None
    worse_with: str = ""
    better_with: str = ""
    tried: str = ""
    treatments_before: int | None = None
    painkiller_days: int | None = None
    activity: str = ""
    activity_score: int | None = None
    hopes: str = ""
    # Of a renewal: the complaint on record that this is about, and whether she still comes for it (enums.Still).
    complaint: uuid.UUID | None = None
    still: str = ""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who treats the client."""

    kind: str = ""
    name: str = ""
    practice: str = ""
    may_write: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """All steps. `you`, `about`, `likes`, `health` and `medicines` hold the columns that they may become."""

    reason: str = ""
    you: Json = field(default_factory=dict)
    about: Json = field(default_factory=dict)
    main: Described | None = None
    others: tuple[Described, ...] = ()
    likes: Json = field(default_factory=dict)
    health: Json = field(default_factory=dict)
    medicines: Json = field(default_factory=dict)
    # Public ids of red flags that were asked, and whether the answer was yes.
    flags: dict[uuid.UUID, bool] = field(default_factory=dict)
    team: tuple[Colleague, ...] = ()
    wish: str = ""
    consents: Json = field(default_factory=dict)
    # The practice's own questions: key -> answer.
    own: dict[str, Any] = field(default_factory=dict)
    # Of a renewal: steps whose answers are those on record, read again and confirmed as they are.
    confirmed: frozenset[str] = frozenset()

    @property
    def birth_date(self) -> dt.date | None:
        said = self.you.get("birth_date")
        return dt.date.fromisoformat(said) if said else None

    @property
    def complaints(self) -> list[Described]:
        return [*([self.main] if self.main else []), *self.others]


WITH_A_COMPLAINT = ("hurts", "both")
CONFIRMED = "confirmed"  # beside the answers of a step of a renewal


def read(answers: Json) -> Answers:
    """What the JSON says. A complaint that was told before the client chose to unwind only is not one.

    A renewal asks for no reason; the complaints that it asks about come before those that it adds.
    """
    confirmed = frozenset(step for step, said in answers.items() if said.get(CONFIRMED))
    answers = {step: {key: each for key, each in said.items() if key != CONFIRMED} for step, said in answers.items()}
    reason = answers.get("reason", {}).get("reason", "")
    tells = not reason or reason in WITH_A_COMPLAINT
    told = [answers.get(step, {}) for step in ("main", "where", "how", "so_far")]
    main = _described({name: value for step in told for name, value in step.items()}) if tells and any(told) else None
    others = [each for step in ("complaints", "others") for each in answers.get(step, {}).get(step, [])]
    return Answers(
        reason=reason,
        you=answers.get("you", {}),
        about=answers.get("about", {}),
        main=main,
        others=tuple(_described(each) for each in others if tells),
        likes=answers.get("likes", {}),
        health=answers.get("health", {}),
        medicines=answers.get("medicines", {}),
        flags={uuid.UUID(key): bool(said) for key, said in answers.get("flags", {}).items()},
        team=tuple(Colleague(**each) for each in answers.get("team", {}).get("team", [])),
        wish=answers.get("wish", {}).get("wish", ""),
        consents=answers.get("consents", {}),
        own={key: said for step in answers.values() for key, said in step.items() if key.startswith("own-")},
        confirmed=confirmed,
    )


_COLUMNS = frozenset(Described.__dataclass_fields__)


def _described(said: Json) -> Described:
    columns = {name: value for name, value in said.items() if name in _COLUMNS and value is not None}
    columns["felt"] = tuple(columns.get("felt", ()))
    for name in ("type", "complaint"):
        if columns.get(name):
            columns[name] = uuid.UUID(columns[name])
        else:
            columns.pop(name, None)
    return Described(**columns)
