"""The vocabulary that the product ships, as plain data. A practice adds to it, renames and retires in its pages.

Anatomical names with the name that therapists say; techniques after the taxonomy of Sherman et al. 2006
(BMC Complement Altern Med 6:24); complaint types say what it feels like and where, never a diagnosis.
"""

from typing import NamedTuple

ONE, SIDES = False, True  # in the middle of the body; with a left and a right

WHOLE_REGION = "Without a complaint"
WHOLE_AREAS = ("Full body", "Back", "Legs", "Arms", "Head and neck", "Feet")

# region -> (name, everyday name, has a left and a right)
AREAS: dict[str, tuple[tuple[str, str, bool], ...]] = {
    "Head and jaw": (
        ("Scalp", "", ONE),
        ("Frontalis", "forehead", ONE),
        ("Temporalis", "temples", SIDES),
        ("Masseter", "jaw muscle", SIDES),
        ("Pterygoids", "inner jaw", SIDES),
        ("Suboccipitals", "base of the skull, occiput", SIDES),
    ),
    "Neck": (
        ("Sternocleidomastoid", "SCM", SIDES),
        ("Scalenes", "side of the neck", SIDES),
        ("Splenius capitis", "back of the neck", SIDES),
        ("Splenius cervicis", "back of the neck, lower", SIDES),
        ("Semispinalis capitis", "deep back of the neck", SIDES),
        ("Levator scapulae", "levators", SIDES),
        ("Longus colli", "front of the neck", SIDES),
    ),
    "Shoulder and upper back": (
        ("Upper trapezius", "upper traps", SIDES),
        ("Middle trapezius", "middle traps", SIDES),
        ("Lower trapezius", "lower traps", SIDES),
        ("Rhomboids", "between the shoulder blades", SIDES),
        ("Supraspinatus", "rotator cuff, top", SIDES),
        ("Infraspinatus", "rotator cuff, back", SIDES),
        ("Teres minor", "rotator cuff, back, lower", SIDES),
        ("Subscapularis", "rotator cuff, under the blade", SIDES),
        ("Teres major", "back of the armpit", SIDES),
        ("Deltoid", "delts", SIDES),
        ("Latissimus dorsi", "lats", SIDES),
        ("Thoracic erector spinae", "upper back erectors", SIDES),
    ),
    "Chest": (
        ("Pectoralis major", "pecs", SIDES),
        ("Pectoralis minor", "pec minor", SIDES),
        ("Serratus anterior", "side of the ribs", SIDES),
        ("Intercostals", "between the ribs", SIDES),
        ("Diaphragm", "breathing muscle", ONE),
    ),
    "Arm and hand": (
        ("Biceps brachii", "biceps", SIDES),
        ("Brachialis", "under the biceps", SIDES),
        ("Triceps brachii", "triceps", SIDES),
        ("Forearm flexors", "inner forearm", SIDES),
        ("Forearm extensors", "outer forearm", SIDES),
        ("Thenar muscles", "ball of the thumb", SIDES),
    ),
    "Low back and hip": (
        ("Lumbar erector spinae", "low back erectors", SIDES),
        ("Multifidus", "close to the spine", SIDES),
        ("Quadratus lumborum", "QL", SIDES),
        ("Gluteus maximus", "glutes", SIDES),
        ("Gluteus medius", "side of the hip", SIDES),
        ("Gluteus minimus", "side of the hip, deep", SIDES),
        ("Piriformis", "deep in the buttock", SIDES),
        ("Iliopsoas", "psoas, hip flexor", SIDES),
        ("Tensor fasciae latae", "TFL", SIDES),
        ("Iliotibial band", "IT band", SIDES),
        ("Adductors", "inner thigh", SIDES),
        ("Abdominals", "belly", ONE),
    ),
    "Leg and foot": (
        ("Quadriceps", "quads", SIDES),
        ("Hamstrings", "back of the thigh", SIDES),
        ("Gastrocnemius", "calf", SIDES),
        ("Soleus", "deep calf", SIDES),
        ("Tibialis anterior", "shin", SIDES),
        ("Fibularis", "outer calf, peroneals", SIDES),
        ("Plantar fascia", "sole of the foot", SIDES),
    ),
    WHOLE_REGION: tuple((name, "", ONE) for name in WHOLE_AREAS),
}

# Where on the body's picture an area lies: codes of intake/body_places.py.
PLACES: dict[str, tuple[str, ...]] = {
    "Scalp": ("crown", "head_back"),
    "Frontalis": ("forehead", "eyes"),
    "Temporalis": ("temple",),
    "Masseter": ("jaw",),
    "Pterygoids": ("jaw",),
    "Suboccipitals": ("skull_base", "head_back"),
    "Sternocleidomastoid": ("neck_front",),
    "Scalenes": ("neck_front",),
    "Splenius capitis": ("neck_back", "skull_base"),
    "Splenius cervicis": ("neck_back",),
    "Semispinalis capitis": ("neck_back", "skull_base"),
    "Levator scapulae": ("neck_back", "shoulder_top", "shoulder_blade"),
    "Longus colli": ("neck_front",),
    "Upper trapezius": ("shoulder_top", "neck_back"),
    "Middle trapezius": ("between_blades", "shoulder_blade"),
    "Lower trapezius": ("mid_back", "between_blades"),
    "Rhomboids": ("between_blades",),
    "Supraspinatus": ("shoulder_top", "shoulder_blade"),
    "Infraspinatus": ("shoulder_blade", "shoulder_back"),
    "Teres minor": ("shoulder_back",),
    "Subscapularis": ("shoulder_blade",),
    "Teres major": ("shoulder_back",),
    "Deltoid": ("shoulder_front", "shoulder_back"),
    "Latissimus dorsi": ("mid_back",),
    "Thoracic erector spinae": ("mid_back", "between_blades"),
    "Pectoralis major": ("chest", "shoulder_front"),
    "Pectoralis minor": ("chest",),
    "Serratus anterior": ("ribs",),
    "Intercostals": ("ribs",),
    "Diaphragm": ("belly_upper", "ribs"),
    "Biceps brachii": ("upper_arm_front",),
    "Brachialis": ("upper_arm_front", "elbow"),
    "Triceps brachii": ("upper_arm_back", "elbow"),
    "Forearm flexors": ("forearm_front", "wrist"),
    "Forearm extensors": ("forearm_back", "elbow", "wrist"),
    "Thenar muscles": ("hand",),
    "Lumbar erector spinae": ("low_back",),
    "Multifidus": ("low_back", "sacrum"),
    "Quadratus lumborum": ("low_back",),
    "Gluteus maximus": ("buttock", "sacrum"),
    "Gluteus medius": ("buttock",),
    "Gluteus minimus": ("buttock",),
    "Piriformis": ("buttock",),
    "Iliopsoas": ("hip_front", "belly_lower"),
    "Tensor fasciae latae": ("hip_front",),
    "Iliotibial band": ("thigh_front", "knee"),
    "Adductors": ("thigh_inner",),
    "Abdominals": ("belly_upper", "belly_lower"),
    "Quadriceps": ("thigh_front", "knee"),
    "Hamstrings": ("thigh_back", "knee_back"),
    "Gastrocnemius": ("calf", "knee_back"),
    "Soleus": ("calf", "heel"),
    "Tibialis anterior": ("shin", "ankle", "foot"),
    "Fibularis": ("shin", "ankle", "foot"),
    "Plantar fascia": ("sole", "heel"),
}

TECHNIQUES = (
    "Effleurage",
    "Deep stripping",
    "Petrissage",
    "Friction",
    "Cross-fibre friction",
    "Compression",
    "Direct pressure",
    "Trigger-point pressure",
    "Holding",
    "Tapotement",
    "Vibration",
    "Rocking",
    "Skin rolling",
    "Traction",
    "Passive stretching",
    "Contract-relax (PNF, MET)",
    "Positional release",
    "Myofascial release",
    "Manual lymph drainage",
    "Craniosacral",
    "Cupping",
    "Instrument-assisted",
    "Heat",
    "Cold",
    "Hot stone",
    "Acupressure",
    "Jaw work (intra-oral)",
    "Breathing work",
)

# name -> steps as the client reads them, alone and at home: a line a step, and each says when to stop
HOMEWORK = {
    "Stretch": (
        "Ease into the stretch you were shown until you feel a gentle pull, never pain.\n"
        "Hold it for 30 seconds and breathe out slowly. Do not bounce.\n"
        "Let go slowly, rest a moment, then do the other side if you were shown both.\n"
        "If it hurts, tingles or makes you dizzy, stop, and tell us next time."
    ),
    "Self-massage with a ball": (
        "Put a tennis ball between you and a wall, on the muscle you were shown; not on the spine, nor on the front"
        " of the neck.\n"
        "Lean in until it is firm but still comfortable.\n"
        "Stay, or roll slowly, for about a minute. Keep breathing.\n"
        "If it hurts sharply, tingles or goes numb, stop. A little soreness the next day is normal; bruises are not."
    ),
    "Heat": (
        "Use a warm pack or a hot water bottle with a cloth around it.\n"
        "Leave it on for 15 to 20 minutes. It should feel pleasant, never hot.\n"
        "Look at the skin after a few minutes: a little pink is fine, red blotches mean it is too warm.\n"
        "Not on numb, broken or swollen skin, and not while you sleep."
    ),
    "Cold": (
        "Wrap a cold pack in a cloth: no ice on bare skin.\n"
        "Leave it on for up to 10 minutes, then take it off for at least an hour.\n"
        "If the skin goes numb or white, or it hurts, take it off at once.\n"
        "Not on numb skin, nor where your circulation is poor."
    ),
    "Water through the day": (
        "Keep a glass or a bottle where you work.\n"
        "Drink a little every hour instead of a lot at once.\n"
        "If a doctor has told you how much to drink, keep to that."
    ),
    "Diaphragmatic breathing": (
        "Sit or lie comfortably, one hand on your belly.\n"
        "Breathe in through the nose and let the belly rise under your hand.\n"
        "Breathe out slowly, longer than in. Do not force it.\n"
        "Go on for three minutes. If you feel dizzy, breathe as you usually do, and rest."
    ),
    "Screen and posture breaks": (
        "Every 30 to 40 minutes, stop and look into the distance.\n"
        "Stand up, roll your shoulders, and turn your head gently to each side.\n"
        "A minute is enough. A timer helps, and no posture is right for the whole day: changing is what counts."
    ),
    "Strengthening": (
        "Do the exercise you were shown, slowly, 8 to 12 times. Breathe out on the effort.\n"
        "Rest for a minute, and do a second round if it felt easy.\n"
        "Leave a day between, unless you were told otherwise.\n"
        "Tired muscles are fine. If it hurts sharply, stop, and tell us next time."
    ),
    "Walking": (
        "Walk for 20 minutes at a pace at which you can still talk.\n"
        "Let your arms swing and your shoulders hang.\n"
        "Two walks of 10 minutes do as well, and less is better than none.\n"
        "If your chest hurts, you are short of breath or you feel faint, stop, and get help."
    ),
    "Sleep position": (
        "On your side: a pillow that fills the space between ear and shoulder, another between the knees.\n"
        "On your back: a flat pillow under the head, one under the knees.\n"
        "On your belly the neck stays turned: try one of the others for a few nights.\n"
        "If you wake up stiffer than before, go back to how you slept, and tell us."
    ),
    "Symptom diary": (
        "Every evening, note whether you had it today, and how strong it was from 0 to 10.\n"
        "Add what you were doing when it began, and anything you took for it.\n"
        "A day that you leave out is just left out. Bring it to your next visit."
    ),
}


class Type(NamedTuple):
    """A complaint type. `low` and `high` are the words for 0 and 10; lower is always better."""

    name: str
    keywords: str
    question: str = "On average over the last 7 days?"
    low: str = "none"
    high: str = "the worst you can imagine"
    main_measure: str = "intensity"
    asks_painkiller_days: bool = False


COMPLAINT_TYPES = (
    Type("Headache", "headache, head, migraine", main_measure="days", asks_painkiller_days=True),
    Type("Neck", "neck, cervical, whiplash"),
    Type("Jaw", "jaw, TMJ, TMD, clenching, grinding, bruxism"),
    Type("Shoulder", "shoulder, rotator cuff, frozen shoulder"),
    Type("Upper back", "upper back, mid back, middle back, thoracic, between the shoulder blades, shoulder blade"),
    Type("Low back", "low back, lower back, lumbar, back, backache, lumbago, sacrum"),
    Type("Pain down the leg", "pain down the leg, leg pain, sciatica, sciatic, leg, thigh, calf"),
    Type("Hip", "hip, groin, buttock, piriformis, glute"),
    Type("Knee", "knee, kneecap"),
    Type("Arm and hand", "arm, hand, elbow, tennis elbow, wrist, forearm, finger, thumb"),
    Type("Foot", "foot, feet, heel, ankle, plantar, toe"),
    Type(
        "Stiffness",
        "stiffness, stiff, tightness, tight, tension",
        "How stiff, on average over the last 7 days?",
        "moves freely",
        "can hardly move",
    ),
    Type(
        "Stress",
        "stress, stressed, anxiety, anxious, worry, overwhelmed, burnout",
        "How stressed, on average over the last 7 days?",
        "at ease",
        "as stressed as you can imagine",
    ),
    Type(
        "Sleep",
        "sleep, poor sleep, insomnia, sleepless",
        "How badly did you sleep, on average over the last 7 nights?",
        "slept well",
        "hardly slept at all",
    ),
    Type(
        "Tiredness",
        "tiredness, tired, fatigue, exhaustion, exhausted",
        "How tired, on average over the last 7 days?",
        "wide awake",
        "too tired to do anything",
    ),
    Type(
        "Other",
        "",
        "How much did it bother you, on average over the last 7 days?",
        "not at all",
        "as much as you can imagine",
    ),
)
