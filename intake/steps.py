"""The way through a form: which steps there are, in which order, for what was answered so far."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from intake.answers import WITH_A_COMPLAINT, Answers, Json
from intake.answers import read as read_answers
from intake.asking import Asking
from intake.complaint_step import ComplaintsForm
from intake.consent_step import ConsentsForm
from intake.enums import Purpose
from intake.list_step import ListForm
from intake.step_form import Missing, Step, StepForm
from intake.step_forms import (
    FlagsForm,
    HealthForm,
    ReasonForm,
    ShortForm,
    SignsForm,
    SoFarForm,
    WhereForm,
    YouForm,
)


def only_unwinds(answers: Answers) -> bool:
    return bool(answers.reason) and answers.reason not in WITH_A_COMPLAINT


def tells(answers: Answers, asking: Asking) -> bool:
    return not only_unwinds(answers)


def _has_flags(answers: Answers, asking: Asking) -> bool:
    """Before anything is told there may be some."""
    return tells(answers, asking) and (not answers.complaints or bool(asking.flags_for(answers)))


def _has_complaints(answers: Answers, asking: Asking) -> bool:
    return asking.record is not None and bool(asking.record.complaints)


def _has_signs(answers: Answers, asking: Asking) -> bool:
    return bool(asking.flags_for(answers)) or (not answers.complaints and _has_complaints(answers, asking))


REASON = Step("reason", ReasonForm, first=True)
YOU = Step("you", YouForm, first=True)
ABOUT = Step("about", applies=tells)
MAIN = Step("main", applies=tells)
WHERE = Step("where", WhereForm, applies=tells)
HOW = Step("how", applies=tells)
SO_FAR = Step("so_far", SoFarForm, applies=tells)
OTHERS = Step("others", ListForm, applies=tells)
LIKES = Step("likes")
HEALTH = Step("health", HealthForm)
MEDICINES = Step("medicines")
FLAGS = Step("flags", FlagsForm, applies=_has_flags)
TEAM = Step("team", ListForm, applies=tells)
CONSENTS = Step("consents", ConsentsForm)
SHORT = Step("short", ShortForm, holds=("you", "health", "medicines", "wish"), first=True, named=_("You, today"))
# Addresses name no complaint, so the step has another name than what it keeps.
COMPLAINTS = Step(
    "again", ComplaintsForm, applies=_has_complaints, holds=("complaints",), named=_("What you come for")
)
SIGNS = Step("flags", SignsForm, applies=_has_signs)

# Who only wants to unwind is soon done, and says last how she likes it.
WHOLE = (REASON, YOU, ABOUT, MAIN, WHERE, HOW, SO_FAR, OTHERS, LIKES, HEALTH, MEDICINES, FLAGS, TEAM, CONSENTS)
UNWINDING = (REASON, YOU, HEALTH, MEDICINES, LIKES, CONSENTS)
# A year later: what is on record is confirmed or changed (intake/renewing.py), what may have changed is asked anew.
RENEWAL = (YOU, COMPLAINTS, OTHERS, SIGNS, HEALTH, MEDICINES, ABOUT, LIKES, TEAM, CONSENTS)
WAYS: dict[str, tuple[Step, ...]] = {
    Purpose.INTAKE: WHOLE,
    Purpose.WALK_IN: (SHORT, CONSENTS),
    Purpose.RENEWAL: RENEWAL,
}

# Forms so short that nobody needs to look over them: the last page sends them.
SENT_AT_ONCE = (Purpose.WALK_IN,)


def path(answers: Json, asking: Asking) -> list[Step]:
    """The steps that these answers lead through, in order."""
    read = read_answers(answers)
    way = UNWINDING if asking.kind == Purpose.INTAKE and only_unwinds(read) else WAYS[asking.kind]
    return [step for step in way if step.applies(read, asking) and _asks(step, asking) and _is_for(step, asking)]


def _is_for(step: Step, asking: Asking) -> bool:
    """What is entered here is signed elsewhere: on its sheet, or later."""
    return not (step is CONSENTS and asking.is_entered)


def is_sent_at_once(asking: Asking) -> bool:
    """Without a look over everything; what somebody enters for a client is always looked over."""
    return asking.kind in SENT_AT_ONCE and not asking.is_entered


def _asks(step: Step, asking: Asking) -> bool:
    """A practice may hide all the questions of a step."""
    return bool(step.holds) or bool(asking.wording.of(step.key))


def forms_of(answers: Json, asking: Asking) -> Iterator[StepForm]:
    """Each step with what is kept of it."""
    for step in path(answers, asking):
        yield step.fill(answers, asking)


def missing(answers: Json, asking: Asking) -> list[Missing]:
    """What has to be answered before the form can be submitted."""
    return [lack for form in forms_of(answers, asking) for lack in form.missing()]


def where_left_off(answers: Json, asking: Asking) -> Step | None:
    """The first step that is not answered, or not whole; None where only the look over everything is left."""
    for form in forms_of(answers, asking):
        if not form.step.is_answered(answers) or form.missing():
            return form.step
    return None


def what_comes_first(answers: Json, asking: Asking, before: Step | None = None) -> Step | None:
    """A step that has to be answered before `before`, or before all that is not such a step, can be opened."""
    for step in path(answers, asking):
        if step is before:
            return None
        if _still_first(step, answers, asking):
            return step
    return None


def _still_first(step: Step, answers: Json, asking: Asking) -> bool:
    return step.first and (not step.is_answered(answers) or bool(step.fill(answers, asking).missing()))
