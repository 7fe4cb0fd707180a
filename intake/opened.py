"""A form as the device that asks may see it."""

import datetime as dt
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from intake import filling, gate, steps
from intake.answers import Json
from intake.asking import Asking
from intake.models import ClientLink, Intake
from intake.questions import current_edition
from intake.step_form import Step, StepForm
from practice.current import local_date


class Filled(ABC):
    """A form while somebody fills it in: on her own device, or a therapist for her."""

    frame: str  # the template around its pages
    is_ours = False

    @property
    @abstractmethod
    def answers(self) -> Json: ...

    @property
    @abstractmethod
    def asking(self) -> Asking: ...

    @abstractmethod
    def address(self, step: Step | None, to_review: bool = False, wants: str = "", place: str = "") -> str:
        """Of a step; of the look over everything, where there is none."""

    @property
    @abstractmethod
    def context(self) -> dict[str, Any]:
        """What the frame needs."""

    def step(self, key: str) -> Step | None:
        """The step of that key, if it is on the way and may be opened yet."""
        found = next((each for each in steps.path(self.answers, self.asking) if each.key == key), None)
        if found is None or steps.what_comes_first(self.answers, self.asking, before=found):
            return None
        return found


@dataclass
class Opened(Filled):
    """A form as this device may see it: one that is not known sees nothing of what is kept."""

    link: ClientLink
    token: str
    intake: Intake | None
    knows: bool
    shared: bool
    now: dt.datetime

    frame = "for_you.html"

    @classmethod
    def by(cls, request, link: ClientLink, token: str, now: dt.datetime) -> "Opened":
        knows = gate.knows(request, link)
        return cls(link, token, filling.of_link(link) if knows else None, knows, gate.at_the_desk(request, link), now)

    @property
    def answers(self) -> Json:
        return self.intake.answers if self.intake else {}

    @cached_property
    def asking(self) -> Asking:
        edition = self.intake.questions if self.intake else current_edition()
        language = get_language() or "en"
        today = local_date(self.now)
        return Asking(
            edition,
            kind=self.link.purpose,
            language=language,
            today=today,
            shared=self.shared,
            client=self.link.client,
        )

    @property
    def context(self) -> dict[str, Any]:
        return {"token": self.token}

    def address(self, step: Step | None, to_review: bool = False, wants: str = "", place: str = "") -> str:
        return address(self.token, step, to_review, wants, place)

    def save(self, form: StepForm, seen: str) -> Intake:
        return self.keep(form.answer(), seen)

    def keep(self, answer: dict[str, Json], seen: str) -> Intake:
        return filling.save(
            self.link,
            answer,
            seen=seen,
            knows=self.knows,
            edition=self.asking.edition,
            language=self.asking.language,
            now=self.now,
        )


def address(token: str, step: Step | None, to_review: bool = False, wants: str = "", place: str = "") -> str:
    """Of a step, from which one may want to go back to the look over everything; of that, where there is none.

    `wants`: room for one more ("more"), or the notice of an urgent answer ("help"). `place`: where on the page.
    """
    if step is None:
        return reverse("intake:review", args=[token])
    query = {"to": "review"} if to_review else {}
    query |= {wants: "1"} if wants else {}
    return reverse("intake:step", args=[token, step.key], query=query or None, fragment=place or wants or None)
