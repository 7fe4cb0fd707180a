"""A form that a therapist fills in for a client."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from intake import entering
from intake.answers import Json
from intake.asking import Asking
from intake.models import Intake
from intake.opened import Filled
from intake.step_form import Step, StepForm
from intake.submitting import asked_with
from practice.models import User


@dataclass
class Entered(Filled):
    intake: Intake
    by: User
    now: dt.datetime

    frame = "intake/entry.html"
    is_ours = True

    @property
    def answers(self) -> Json:
        return self.intake.answers

    @cached_property
    def asking(self) -> Asking:
        return asked_with(self.intake, self.now)

    def save(self, form: StepForm, seen: str) -> Intake:
        return entering.save(self.intake, form.answer(), seen=seen, by=self.by, now=self.now)

    def address(self, step: Step | None, to_review: bool = False, wants: str = "", place: str = "") -> str:
        if step is None:
            return reverse("intake:entry", args=[self.intake.public_id])
        query = ({"to": "review"} if to_review else {}) | ({wants: "1"} if wants else {})
        args = [self.intake.public_id, step.key]
        return reverse("intake:entry_step", args=args, query=query or None, fragment=place or wants or None)

    @property
    def context(self) -> dict[str, Any]:
        return {"intake": self.intake, "client": self.intake.client}
