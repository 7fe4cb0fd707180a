"""The questions of the intake as the product ships them: steps, keys, and the words in which they are asked.

Plain data in plain words, read on a phone. A practice rewords them; intake/questions.py says how an edition asks.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form. `is_list`: its answers repeat (another complaint, another professional)."""

    key: str
    title: str | Promise
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`key` names it in the wording of an edition. Answers keep it under `answer_key` in their step."""

    key: str
    step: str
    label: str
    help: str = ""
    required_shipped: bool = False
    may_hide: bool = True
    # Not where nothing is an answer too, or where the question hangs on another's answer.
    may_require: bool = True
    # Asked only beside another question, and hidden with it.
    follows: str = ""

    @property
    def answer_key(self) -> str:
        """Entries of a list have keys of their own: `others_felt` is `felt` of each entry of `others`."""
        return self.key.removeprefix(f"{self.step}_") if STEP_BY_KEY[self.step].is_list else self.key

    @property
    def is_fixed(self) -> bool:
        """Safety or the record needs the answer: always asked, always to be answered."""
        return self.required_shipped and not self.may_hide


STEPS = (
    Step("reason", _("What brings you")),
    Step("you", _("You")),
    Step("about", _("Your days")),
    Step("main", _("What bothers you most")),
    Step("where", _("Where it is")),
    Step("how", _("How it is")),
    Step("so_far", _("So far")),
    Step("others", _("Anything else"), is_list=True),
    Step("likes", _("How you like it")),
    Step("health", _("Your health")),
    Step("medicines", _("Medicines and allergies")),
    Step("flags", _("For your safety")),
    Step("team", _("Who else treats you"), is_list=True),
    Step("wish", _("Today")),
    Step("consents", _("What you agree to")),
)
STEP_BY_KEY = {step.key: step for step in STEPS}


def _q(step: str, key: str, label: str, help: str = "", **more: Any) -> Question:
    return Question(key, step, label, help, **more)


NEEDED: dict[str, Any] = {"required_shipped": True, "may_hide": False}
ALWAYS: dict[str, Any] = {"may_hide": False}  # asked always, and may be left open

QUESTIONS = (
    _q("reason", "reason", "What brings you?", **NEEDED),
    _q("you", "name", "Your name", **NEEDED),
    _q("you", "birth_date", "Your date of birth", **NEEDED),
    _q("you", "phone", "Your phone number"),
    _q("you", "email", "Your e-mail"),
    _q("you", "emergency_name", "Whom should we call in an emergency?"),
    _q("you", "emergency_phone", "Their phone number", follows="emergency_name"),
    _q("you", "guardian_name", "Your parent or guardian", "You are under 18, so one of them agrees too.", **NEEDED),
    _q("you", "guardian_relationship", "Who are they to you?", "Mother, father, guardian.", **NEEDED),
    _q("you", "guardian_phone", "Their phone number", **ALWAYS),
    _q("about", "occupation", "What do you do all day?", "Your work, your studies, whom you care for."),
    _q(
        *("about", "work_movements", "What does your body do most there?"),
        "Sitting at a screen, standing, lifting, driving, one movement again and again.",
    ),
    _q(
        "about",
        "home_movements",
        "And at home, or in sports?",
        "Carrying a child, gardening, an instrument, running.",
    ),
    _q("main", "type", "What is it about?", "Choose what comes closest.", **NEEDED),
    _q("main", "own_words", "What bothers you most?", "In your own words.", **NEEDED),
    _q("main", "doctor_named", "Has a doctor given it a name? Which?", "Leave this empty if not."),
    _q("main", "doctor", "Which doctor was that?", may_require=False, follows="doctor_named"),
    _q("where", "felt", "Where do you feel it?", "Mark the places, on the front and on the back.", **ALWAYS),
    _q("how", "since", "Since when?", "About: since March, for four years."),
    _q("how", "course", "Is it always there, or does it come and go?"),
    _q("how", "intensity", "How strong is it?", "You may leave this open.", **ALWAYS),
    _q("how", "days", "On how many of the last 7 days did you have it?", **ALWAYS),
    _q("how", "worst", "And at its worst, in the last 7 days?"),
    _q("how", "worse_with", "What makes it worse?"),
    _q("how", "better_with", "What makes it better?"),
    _q("so_far", "tried", "What have you tried so far?", "Rest, heat, exercises, tablets, other treatments."),
    _q("so_far", "treatments_before", "How many massages have you had for it before?", "About how many is fine."),
    _q(
        *("so_far", "painkiller_days", "On how many days a month do you take something for the pain?"),
        "Migraine tablets count too.",
    ),
    _q(
        *("so_far", "activity", "What does it keep you from?"),
        "One thing that matters to you: sleeping through, carrying the shopping, playing the violin.",
    ),
    _q(
        *("so_far", "activity_score", "How well can you do that now?"),
        "0 not at all, 10 as before.",
        may_require=False,
        follows="activity",
    ),
    _q("so_far", "hopes", "What do you hope massage will do for you?"),
    _q("others", "others", "Is there anything else that bothers you?", may_require=False),
    _q("others", "others_own_words", "What is it?", "In your own words.", **NEEDED, follows="others"),
    _q("others", "others_felt", "Where do you feel it?", **ALWAYS, follows="others"),
    _q("others", "others_intensity", "How strong, on average over the last 7 days?", **ALWAYS, follows="others"),
    _q("likes", "pressure", "How firm do you like it?"),
    _q("likes", "focus", "Where should we stay longer?"),
    _q("likes", "avoid", "Is there anywhere that we should leave out?"),
    _q("likes", "oil", "Oils and scents", "What you like, or would rather not have."),
    _q("likes", "quiet", "Quiet, or a chat?"),
    _q(
        *("health", "conditions", "Does any of this apply to you?", "It may change how we work, or when."),
        **NEEDED,
    ),
    _q("health", "conditions_more", "Is there anything else about your health that we should know?"),
    _q("health", "operations", "Have you had operations?", "Which, and about when."),
    _q("health", "injuries", "Accidents or injuries?", "Which, and about when."),
    _q("health", "skin", "Is your skin sensitive, sore or broken anywhere?"),
    _q("health", "pregnancy", "Are you pregnant, or have you just had a baby?", **ALWAYS),
    _q(
        "medicines",
        "medicines",
        "Which medicines do you take?",
        "Tablets, injections, patches; the names are enough.",
    ),
    _q(
        *("medicines", "thinners", "Do you take a blood thinner?"),
        "The name stands on the box. With one of these you bruise more easily, so we work lighter.",
        **NEEDED,
    ),
    _q("medicines", "thinners_more", "Which other one?", **ALWAYS, may_require=False, follows="thinners"),
    _q("medicines", "allergies", "Are you allergic to anything?", "Oils, nuts, latex, plasters, scents.", **NEEDED),
    _q(
        *("flags", "flags", "A few questions to answer with yes or no"),
        "So that we do not treat what a doctor should see first. Most people answer no to all.",
        **NEEDED,
    ),
    _q(
        *("team", "team", "Does anybody else treat you?", "Your doctor, a physical therapist, a chiropractor."),
        may_require=False,
    ),
    _q("team", "team_kind", "What are they?", **NEEDED, follows="team"),
    _q("team", "team_name", "Their name", follows="team"),
    _q("team", "team_practice", "Where do they work?", follows="team"),
    _q(
        "team",
        "team_may_write",
        "May we write to them?",
        "We ask you again before any letter.",
        may_require=False,
        follows="team",
    ),
    _q("wish", "wish", "What would you like today?", "More of one place, less pressure, just rest.", **ALWAYS),
    _q(
        *("consents", "consents", "Please read this, and sign with your name"),
        "Ask us whatever you would like to know before you sign.",
        **NEEDED,
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}

# Where a practice may ask what it likes.
OWN_STEPS = ("about", "how", "so_far", "likes", "health")
