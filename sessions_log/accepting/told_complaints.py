"""Complaints as an intake tells them: which columns they become, and which ratings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from intake.answers import Answers, Described
from intake.enums import Measure, Still
from intake.guessing import guess
from intake.models import Complaint, ComplaintType
from intake.step_form import Told
from sessions_log.complaints import GivenRating
from sessions_log.content import given
from sessions_log.scales import scale_of

COLUMNS = {
    "own_words": "own_words",
    "doctor_named": "doctor_named",
    "doctor": "doctor",
    "felt": "felt",
    "hopes": "hopes",
    "since": "since",
    "course": "course",
    "worse_with": "worse_with",
    "better_with": "better_with",
    "tried": "tried_before",
    "treatments_before": "treatments_before",
}
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ToldComplaint:
    """One of an intake: `kind` is what the client chose, or what her words speak of; `same` the complaint on record
    that it is likely about."""

    number: int
    described: Described
    told: list[Told]
    kind: ComplaintType | None
    same: Complaint | None
    is_main: bool

    @property
    def is_over(self) -> bool:
        """Of a renewal: she says that she no longer comes for it."""
        return self.described.still in (Still.BETTER, Still.OTHER)

    @property
    def key(self) -> str:
        return f"complaint.{self.number}"

    @property
    def name(self) -> str:
        """What to call it where its kind does not say it: its first words."""
        if self.kind:
            return ""
        first = self.described.own_words.strip().split("\n")[0]
        return first if len(first) <= LONGEST_NAME else first[:LONGEST_NAME].rsplit(" ", 1)[0]


def complaints_of(
    answers: Answers, told: list[list[Told]], types: list[ComplaintType], on_record: list[Complaint]
) -> list[ToldComplaint]:
    """`types`: all of them; what a client chose may have been retired since. `on_record`: open complaints."""
    found: list[ToldComplaint] = []
    for number, each in enumerate(answers.complaints):
        current = [kind for kind in types if not kind.retired_at]
        chosen = next((kind for kind in types if kind.public_id == each.type), None)
        kind = chosen or guess(each.own_words, current)
        taken = [one.same for one in found]
        same = next((one for one in on_record if one.public_id == each.complaint), None) or next(
            (one for one in on_record if kind and one.type_id == kind.pk and one not in taken), None
        )
        found.append(ToldComplaint(number, each, told[number], kind, same, each is answers.main))
    return found


def columns_of(described: Described) -> dict[str, Any]:
    """What was said, by the complaint's columns; what was left open is left out."""
    said = {column: getattr(described, name) for name, column in COLUMNS.items()}
    said["felt"] = list(described.felt)
    return {column: value for column, value in said.items() if value not in ("", None, [])}


def ratings_of(described: Described, activities: list[str]) -> list[GivenRating]:
    """As the complaint asks: function counts only if its one activity is the one that was rated."""
    values: list[tuple[str, Any]] = [
        (Measure.INTENSITY, described.intensity),
        (Measure.DAYS, described.days),
        (Measure.PAINKILLER_DAYS, described.painkiller_days),
    ]
    if described.activity and activities == [described.activity] and described.activity_score is not None:
        values.append((Measure.FUNCTION, [described.activity_score]))
    return [given(measure, value) for measure, value in values if value is not None and _fits(measure, value)]


def _fits(measure: str, value: Any) -> bool:
    return all(0 <= part <= scale_of(measure).top for part in (value if isinstance(value, list) else [value]))


def tracked_by(ratings: Iterable[GivenRating]) -> dict[str, bool]:
    """A measure that was rated is one that is asked about from now on."""
    return {f"track_{rating.measure}": True for rating in ratings}
