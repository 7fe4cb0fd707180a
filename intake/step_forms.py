"""The steps whose forms are more than a list of questions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from intake.answer_fields import BirthDate, BirthDateInput
from intake.answers import Answers, Json
from intake.choice_fields import CANNOT_SAY, Several, YesNo
from intake.models import RedFlag
from intake.questions import Asked
from intake.step_form import Missing, StepForm, Told

GUARDIAN = ("guardian_name", "guardian_relationship", "guardian_phone")


class ReasonForm(StepForm):
    page = "intake/_step_reason.html"


class YouForm(StepForm):
    """Who it is. By the birth date a guardian is asked for, too."""

    def with_typed(self, data: Any) -> Json:
        born = self._typed_birth_date(data) if data is not None else None
        if not born:
            return self.kept
        return self.kept | {"you": self.kept.get("you", {}) | {"birth_date": born.isoformat()}}

    def _typed_birth_date(self, data: Any) -> dt.date | None:
        typed = BirthDateInput().value_from_datadict(data, MultiValueDict(), "birth_date")
        try:
            return BirthDate(today=self.asking.today, required=False).clean(typed)
        except ValidationError:
            return None

    def build(self, answers: Answers) -> None:
        super().build(answers)
        if self.asks_more:  # the page that was sent did not ask yet
            for name in GUARDIAN:
                self.fields[name].required = False

    @property
    def asks_more(self) -> str:
        is_new = self.is_bound and GUARDIAN[0] in self.fields and GUARDIAN[0] not in self.data
        return f"div_id_{GUARDIAN[0]}" if is_new else ""


class WhereForm(StepForm):
    css = ("body",)
    js = ("body",)


class SoFarForm(StepForm):
    def clean(self) -> Json:
        cleaned = super().clean() or self.cleaned_data
        score = cleaned.get("activity_score", "")
        if score not in ("", CANNOT_SAY) and not cleaned.get("activity") and "activity" not in self.errors:
            self.add_error("activity", _("Please say what the number is about."))
        return cleaned


class HealthForm(StepForm):
    def is_urgent(self) -> bool:
        ticked = self.kept.get("health", {}).get("conditions", [])
        return any(self.asking.conditions[key].urgent for key in ticked if key in self.asking.conditions)


# One page before a first short visit, instead of ten.
SHORT = (
    *("name", "birth_date"),
    *GUARDIAN,
    *("conditions", "conditions_more", "pregnancy", "thinners", "thinners_more", "allergies", "wish"),
)


class ShortForm(YouForm, HealthForm):
    page = "intake/_step_short.html"

    def questions(self) -> Sequence[Asked]:
        asked = [self.asking.wording[key] for key in SHORT]
        return [one for one in asked if one.is_asked]


class FlagsForm(StepForm):
    """A yes or no for each red flag that goes with what was told."""

    page = "intake/_step_flags.html"

    def build(self, answers: Answers) -> None:
        self.flags: dict[str, tuple[RedFlag, YesNo]] = {}
        self.said: dict[str, bool] = self.kept.get("flags", {})
        for flag in self.asking.flags_for(answers):
            name, field = f"flag-{flag.public_id}", YesNo(label=flag.question, urgent=flag.urgent)
            self.fields[name], self.flags[name] = field, (flag, field)
            if str(flag.public_id) in self.said:
                self.initial[name] = field.again(self.said[str(flag.public_id)])

    def answer(self) -> dict[str, Json]:
        typed = {name: self.cleaned_data[name] for name in self.flags}
        return {
            "flags": {
                str(flag.public_id): typed[name] == "yes"
                for name, (flag, _field) in self.flags.items()
                if typed[name]
            }
        }

    def missing(self) -> list[Missing]:
        return [
            self.lacks(name, flag.question)
            for name, (flag, _field) in self.flags.items()
            if str(flag.public_id) not in self.said
        ]

    def told(self) -> list[Told]:
        return [
            Told(flag.question, field.said(self.said[str(flag.public_id)]))
            for flag, field in self.flags.values()
            if str(flag.public_id) in self.said
        ]

    def is_urgent(self) -> bool:
        return any(self.said.get(str(flag.public_id)) for flag, _field in self.flags.values() if flag.urgent)


class SignsForm(FlagsForm):
    """The same, ticked where the answer is yes: for who has answered them one by one before. Asked anew each time."""

    def build(self, answers: Answers) -> None:
        super().build(answers)
        self.fields.clear()
        self.initial.clear()
        signs = [flag for flag, _field in self.flags.values()]
        self.signs = Several(
            label=_("Does any of this apply to you now?"),
            choices=[(str(flag.public_id), flag.question) for flag in signs],
            urgent=[str(flag.public_id) for flag in signs if flag.urgent],
        )
        self.fields["signs"] = self.signs
        if yes := [key for key in self._keys if self.said.get(key)]:
            self.initial["signs"] = yes
        elif self.flags and not super().missing():
            self.initial["signs"] = self.signs.again([])

    @property
    def _keys(self) -> list[str]:
        return [str(flag.public_id) for flag, _field in self.flags.values()]

    def answer(self) -> dict[str, Json]:
        ticked = self.cleaned_data["signs"]
        return {"flags": {key: key in ticked for key in self._keys} if ticked else {}}

    def missing(self) -> list[Missing]:
        return [self.lacks("signs", str(self.signs.label))] if super().missing() else []

    def told(self) -> list[Told]:
        if not self.said:
            return []
        yes = [key for key in self._keys if self.said.get(key)]
        return [Told(str(self.signs.label), self.signs.said(yes))]
