"""How each kind of complaint is worked in the sample practice, and the words of its notes."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kit:
    type: str
    name: str
    areas: tuple[str, ...]
    techniques: tuple[str, ...]
    homework: tuple[tuple[str, str], ...]
    said: tuple[str, ...]
    found: tuple[str, ...]


_COMMON = ("Effleurage", "Petrissage", "Myofascial release")

KITS = (
    Kit(
        "Neck",
        "Neck",
        ("Upper trapezius", "Levator scapulae", "Scalenes", "Splenius capitis", "Suboccipitals"),
        (*_COMMON, "Trigger-point pressure", "Contract-relax (PNF, MET)", "Positional release"),
        (("Stretch", "chin tucks"), ("Screen and posture breaks", "")),
        ("Worst in the evening, after the screen.", "Turning to the left still catches.", "Slept on it wrong twice."),
        (
            "Levators tight, the right more.",
            "Rotation left 50 degrees, stops softly.",
            "Scalenes tender on both sides.",
        ),
    ),
    Kit(
        "Shoulder",
        "Right shoulder",
        ("Supraspinatus", "Infraspinatus", "Subscapularis", "Pectoralis minor", "Deltoid"),
        (*_COMMON, "Cross-fibre friction", "Passive stretching"),
        (("Strengthening", "outward turns with a band"), ("Stretch", "doorway")),
        (
            "Reaching up to the shelf is the worst.",
            "Cannot lie on it at night.",
            "A little freer after the last visit.",
        ),
        (
            "Arc of pain from 80 to 110 degrees.",
            "Pec minor short.",
            "Infraspinatus: one point that refers to the arm.",
        ),
    ),
    Kit(
        "Upper back",
        "Upper back",
        ("Rhomboids", "Middle trapezius", "Thoracic erector spinae", "Pectoralis major"),
        (*_COMMON, "Deep stripping", "Compression"),
        (("Self-massage with a ball", "between the shoulder blades"), ("Screen and posture breaks", "")),
        ("Burns between the shoulder blades by noon.", "Better at the weekend.", "Wants it firm."),
        ("Erectors like cords on the left.", "Ribs move little with the breath.", "Less guarding than last time."),
    ),
    Kit(
        "Low back",
        "Low back",
        ("Lumbar erector spinae", "Quadratus lumborum", "Gluteus medius", "Iliopsoas", "Piriformis"),
        (*_COMMON, "Deep stripping", "Heat", "Contract-relax (PNF, MET)"),
        (("Walking", "20 minutes"), ("Stretch", "knee to chest")),
        ("Stiff for the first hour.", "Long drives bring it back.", "Could garden for an hour on Sunday."),
        ("QL tight on the right.", "Hip flexors short on both sides.", "Bends to mid-shin, no pain down the leg."),
    ),
    Kit(
        "Pain down the leg",
        "Pain down the left leg",
        ("Piriformis", "Gluteus minimus", "Hamstrings", "Lumbar erector spinae"),
        (*_COMMON, "Direct pressure", "Positional release"),
        (("Stretch", "figure four"), ("Sleep position", "pillow between the knees")),
        ("Down to the knee, not below.", "Sitting over half an hour sets it off.", "No numbness, no weakness."),
        (
            "Piriformis tender on the left.",
            "Straight leg to 70 degrees.",
            "Gluteus minimus refers to the outer thigh.",
        ),
    ),
    Kit(
        "Headache",
        "Headaches",
        ("Suboccipitals", "Upper trapezius", "Temporalis", "Sternocleidomastoid", "Scalp"),
        (*_COMMON, "Trigger-point pressure", "Holding", "Acupressure"),
        (("Water through the day", ""), ("Symptom diary", "")),
        ("Three on working days, none at the weekend.", "Begins behind the right eye.", "No medicine this week."),
        ("Suboccipitals tender on both sides.", "SCM refers over the eye.", "Jaw quiet."),
    ),
    Kit(
        "Jaw",
        "Jaw",
        ("Masseter", "Temporalis", "Pterygoids", "Sternocleidomastoid"),
        ("Holding", "Trigger-point pressure", "Jaw work (intra-oral)", "Effleurage"),
        (("Diaphragmatic breathing", ""), ("Heat", "10 minutes in the evening")),
        ("Clenches at the wheel.", "Clicks on the left, no locking.", "Wears the splint again."),
        ("Opens three fingers wide.", "Masseter hard on the left.", "Pterygoids very tender."),
    ),
    Kit(
        "Hip",
        "Left hip",
        ("Gluteus medius", "Tensor fasciae latae", "Iliopsoas", "Adductors"),
        (*_COMMON, "Passive stretching", "Compression"),
        (("Strengthening", "side steps with a band"), ("Walking", "")),
        ("Stairs are the worst.", "Fine on the bicycle.", "Woke twice from lying on it."),
        ("Turns in 20 degrees on the left.", "TFL and gluteus medius tender.", "Walks evenly."),
    ),
    Kit(
        "Stress",
        "Stress",
        ("Full body", "Scalp", "Diaphragm", "Upper trapezius"),
        ("Effleurage", "Rocking", "Holding", "Breathing work", "Craniosacral"),
        (("Diaphragmatic breathing", "three minutes before bed"),),
        ("Two deadlines this week.", "Shoulders up at the ears.", "Slept through twice."),
        ("Breathes high and quick at first.", "Fell asleep towards the end.", "Hands warm by the end."),
    ),
    Kit(
        "Sleep",
        "Poor sleep",
        ("Full body", "Scalp", "Feet", "Diaphragm"),
        ("Effleurage", "Rocking", "Craniosacral", "Hot stone"),
        (("Diaphragmatic breathing", "in bed"), ("Sleep position", "")),
        ("Awake from three to five.", "Tired but better humoured.", "Phone out of the bedroom now."),
        ("Restless legs at first.", "Settles with slow strokes.", "Long exhale after ten minutes."),
    ),
)

UNWIND_AREAS = ("Full body", "Back", "Head and neck", "Feet", "Legs")
UNWIND_TECHNIQUES = ("Effleurage", "Petrissage", "Hot stone", "Rocking", "Holding")
UNWIND_NOTES = (
    "Came to unwind. Slow full body, feet at the end.",
    "A quiet hour. Back and legs after a week of walking.",
    "Asked for more time on the hands.",
    "Head and neck first, then the back. Slept.",
    "Firm on the back, light on the legs.",
)
PLANS = (
    "Same again, then see.",
    "Start with the hips next time.",
    "Keep the homework, halve the dose on bad days.",
    "If it is the same next time, try another way in.",
    "Longer on the left side.",
)
THOUGHTS = (
    "Seems to follow the working week.",
    "Posture more than load.",
    "Breath first, pressure second.",
    "Reacts better to slow than to deep.",
    "",
)


def pick(rng: random.Random, choices: tuple, least: int, most: int) -> list:
    """Some of `choices`, in their own order."""
    count = min(len(choices), rng.randint(least, most))
    return sorted(rng.sample(choices, count), key=choices.index)
