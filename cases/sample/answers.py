"""What the clients of the sample practice answered in their intakes, in the shape of intake/answers.py."""

import random
from typing import Any

from cases.sample import story
from cases.sample.plan import PlannedClient, PlannedComplaint
from cases.sample.told import ALLERGIES, CLARA, CONDITIONS, FELT, HOPES, MEDICINES, NEWCOMER, TRIED
from clients.models import Client
from intake.models import ComplaintType, HealthCondition, RedFlag

Json = dict[str, Any]


def answers_of(plan: PlannedClient, types: dict[str, str], conditions: dict[str, str], rng: random.Random) -> Json:
    """One client's. `types` and `conditions`: public ids by name."""
    first, others = next(iter(plan.complaints), None), plan.complaints[1:]
    said: Json = {
        "reason": {"reason": "both" if others else "hurts" if first else "unwind"},
        "you": _you(plan),
        "likes": {"pressure": plan.preferences.get("pressure", ""), "quiet": plan.preferences.get("quiet", "")},
        "health": _health(plan, conditions, rng),
        "medicines": _medicines(plan, rng),
    }
    if first:
        said["about"] = {
            "occupation": plan.preferences["occupation"],
            "work_movements": plan.preferences["repetitive_movements"],
        }
        said |= _main(first, types, rng)
        said["others"] = {"others": [_brief(each) for each in others]}
    if plan.fields["name"] == story.CLIENT["name"]:
        for step, told in CLARA.items():
            said[step] = said.get(step, {}) | told
    return said


def newcomer(client: Client, rng: random.Random) -> Json:
    """A headache that has changed, and blood pressure that is treated."""
    types = {each.name: each for each in ComplaintType.objects.all()}
    flags = RedFlag.objects.filter(types=types["Headache"], retired_at=None)
    ticked = HealthCondition.objects.filter(name=CONDITIONS[0]).values_list("public_id", flat=True)
    said: Json = {step: dict(told) for step, told in NEWCOMER.items()}
    said["you"] |= {"name": client.name, "phone": client.phone, "email": client.email}
    said["main"] |= {"type": str(types["Headache"].public_id)}
    said["health"] = {"conditions": [str(key) for key in ticked], "none": False, "pregnancy": "no"}
    said["medicines"] = {"medicines": "lisinopril", "thinners": ["aspirin"], "allergies": rng.choice(ALLERGIES)}
    said["flags"] = {str(flag.public_id): flag.name.startswith("New, changed") for flag in flags}
    return said


def _you(plan: PlannedClient) -> Json:
    fields = plan.fields
    return {
        "name": fields["name"],
        "birth_date": fields["birth_date"].isoformat(),
        "phone": fields["phone"],
        "email": fields["email"],
    }


def _main(first: PlannedComplaint, types: dict[str, str], rng: random.Random) -> Json:
    fields, felt = first.fields, list(FELT.get(first.type, ()))
    strength = first.intake if first.intake is not None else 5
    return {
        "main": {
            "type": types[first.type],
            "own_words": fields["own_words"],
            "doctor_named": fields.get("doctor_named", ""),
            "doctor": fields.get("doctor", ""),
        },
        "where": {"felt": felt},
        "how": {
            "since": fields["since"],
            "course": fields.get("course", rng.choice(("constant", "comes_and_goes"))),
            "intensity": strength,
            "days": rng.randint(3, 7),
            "worst": min(10, strength + rng.randint(1, 3)),
            "worse_with": fields.get("worse_with", ""),
            "better_with": fields.get("better_with", ""),
        },
        "so_far": {"tried": fields.get("tried_before", rng.choice(TRIED)), "hopes": rng.choice(HOPES)},
    }


def _brief(other: PlannedComplaint) -> Json:
    words = other.fields.get("own_words", other.name)
    return {"own_words": words, "felt": list(FELT.get(other.type, ())), "intensity": other.intake}


def _health(plan: PlannedClient, conditions: dict[str, str], rng: random.Random) -> Json:
    ticked = [rng.choice(CONDITIONS)] if rng.random() < 0.3 else []
    pregnant = any(text.startswith("Pregnant") for text in plan.precautions)
    return {
        "conditions": [conditions[name] for name in ticked if name in conditions],
        "none": not ticked,
        "pregnancy": "yes" if pregnant else "no",
        "operations": "",
        "injuries": "",
        "skin": "",
    }


def _medicines(plan: PlannedClient, rng: random.Random) -> Json:
    thinned = any(text.startswith("Blood thinners") for text in plan.precautions)
    return {
        "medicines": "apixaban" if thinned else rng.choice(MEDICINES),
        "thinners": ["apixaban" if thinned else "none"],
        "allergies": rng.choice(ALLERGIES),
    }
