"""With what an intake is asked: the words of its edition, the language, the day, and the practice's lists."""

import datetime as dt
import uuid
from collections.abc import Iterable
from functools import cached_property

from clients.models import ADULT_AGE, Client, age_on
from intake import questions
from intake.answers import Answers
from intake.enums import How, Purpose
from intake.guessing import guess
from intake.models import ComplaintType, ConsentText, HealthCondition, QuestionEdition, RedFlag
from intake.on_record import OnRecord
from intake.standing import texts_in_use


class Asking:
    """Lists are read when they are first needed, and once."""

    def __init__(
        self,
        edition: QuestionEdition,
        *,
        kind: str,
        language: str,
        today: dt.date,
        shared: bool = False,
        client: Client | None = None,
        how: str = How.SCREEN,
    ):
        """`shared`: on a device that others use as well. `client`: whose record a renewal goes by. `how` it comes."""
        self.edition, self.kind, self.language, self.today = edition, Purpose(kind), language, today
        self.shared = shared
        self.is_entered = how != How.SCREEN
        self.record = OnRecord(client, lambda: self.conditions) if client else None
        self.wording = questions.wording(edition)

    def is_minor(self, born: dt.date | None) -> bool:
        return born is not None and age_on(born, self.today) < ADULT_AGE

    @cached_property
    def types(self) -> dict[uuid.UUID, ComplaintType]:
        """All of them: one that was retired stays where it was chosen."""
        return {kind.public_id: kind for kind in ComplaintType.objects.all()}

    @cached_property
    def conditions(self) -> dict[str, HealthCondition]:
        return {str(one.public_id): one for one in HealthCondition.objects.current()}

    @cached_property
    def texts(self) -> list[ConsentText]:
        return texts_in_use(self.language)

    def flags_for(self, answers: Answers) -> list[RedFlag]:
        """What is asked with the types of these complaints; those told in words alone are guessed."""
        kinds = self._kinds(answers)
        return [flag for flag, asked_with in self._flags if asked_with & kinds]

    @cached_property
    def _flags(self) -> list[tuple[RedFlag, set[int]]]:
        return [
            (flag, {kind.pk for kind in flag.types.all()})
            for flag in RedFlag.objects.current().prefetch_related("types")
        ]

    def _kinds(self, answers: Answers) -> set[int]:
        current: Iterable[ComplaintType] = [kind for kind in self.types.values() if not kind.retired_at]
        said = [
            self.types.get(told.type) if told.type else guess(told.own_words, current) for told in answers.complaints
        ]
        return {kind.pk for kind in said if kind}
