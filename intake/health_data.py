"""Red flags and conditions that the product ships, as plain data. They advise; a practice adds, rewords and retires.

Headache: SNNOOP10 (Do et al., Neurology 2019; 92:134-144), several signs in one question, since it is read on a
phone; painkillers on many days are asked as a number of their own. Spine: Finucane et al., JOSPT 2020; 50:350-372.
Arteries of the neck: Rushton et al., JOSPT 2023; 53:7-22. Jaw and temples: Mackie et al., Rheumatology 2020;
59:e1-e23. Conditions: what standards of the field ask of a health history (WAC 246-830-565, COMAR 10.65.06, CMTO).
"""

from typing import NamedTuple


class Flag(NamedTuple):
    """`name` is what a therapist calls it, `question` what a client answers with yes or no."""

    name: str
    question: str
    types: tuple[str, ...]
    advice: str
    urgent: bool = False


class Condition(NamedTuple):
    """`name` is what a client ticks; `care` as in intake.enums.Care."""

    name: str
    care: str
    advice: str
    urgent: bool = False


SPINE = ("Neck", "Upper back", "Low back", "Pain down the leg")
LIMBS = ("Shoulder", "Hip", "Knee", "Arm and hand", "Foot")

RED_FLAGS = (
    Flag(
        "Thunderclap headache",
        "Did the headache start suddenly, like a thunderclap, at its worst within a minute?",
        ("Headache",),
        "No massage. Bleeding has to be ruled out: emergency care, also where it has passed by now.",
        urgent=True,
    ),
    Flag(
        "Fever or stiff neck",
        "Do you have a fever with it, or is your neck so stiff that you cannot bring the chin to the chest?",
        ("Headache", "Neck"),
        "No massage. Fever with a stiff neck may be an infection of the brain's lining: emergency care.",
        urgent=True,
    ),
    Flag(
        "New weakness, numbness, speech or sight",
        "Do you have new weakness or numbness on one side, trouble speaking or walking, confusion, a fit or fainting,"
        " or double or lost sight?",
        ("Headache",),
        "No massage. New signs of the nervous system: emergency care. A known aura: ask what is new.",
        urgent=True,
    ),
    Flag(
        "Painful red eye or changed sight",
        "Is one eye painful, red or watering with it, or does your sight blur or go dark for moments?",
        ("Headache",),
        "No massage. A painful eye or a pressed optic nerve can cost sight: eye doctor or emergency care today.",
        urgent=True,
    ),
    Flag(
        "Headache after a blow to the head",
        "Did it begin, or get worse, after a blow to the head or an accident in the last three months?",
        ("Headache",),
        "No massage until a doctor has looked. Worse from day to day, drowsy or vomiting: emergency care.",
        urgent=True,
    ),
    Flag(
        "New, changed or worsening headache",
        "Is it new in the last three months, different from those you know, worse from week to week, or the first of"
        " its kind after you turned 50?",
        ("Headache",),
        "Doctor first: a new, changed or growing headache, or a first one after 50, wants a look before treatment."
        " After 50, ask about tender temples and sight.",
    ),
    Flag(
        "Headache with strain or position",
        "Is it set off by coughing, sneezing or exercise, or clearly better or worse as soon as you lie down or stand"
        " up?",
        ("Headache",),
        "Doctor first: it may come from the pressure around the brain. Ask which of these, and since when.",
    ),
    Flag(
        "Headache with cancer, weak immunity or pregnancy",
        "Have you ever had cancer, is your immune system weakened, or are you pregnant or gave birth in the last"
        " three months?",
        ("Headache",),
        "Ask which. Doctor first where the headache is new or changed since. Pregnant with swelling or sight changes:"
        " today.",
    ),
    Flag(
        "Signs of the neck's arteries",
        "Did it begin suddenly and unlike any pain before, or come with dizziness, double sight, trouble speaking or"
        " swallowing, or a drooping eyelid?",
        ("Neck",),
        "No massage, no movement of the neck. A torn artery is possible, and a stroke may follow: emergency care.",
        urgent=True,
    ),
    Flag(
        "Numb saddle, bladder or bowel",
        "Is it numb between your legs or around your bottom, or is going to the toilet new trouble: to hold it, to"
        " start, to feel it?",
        ("Low back", "Pain down the leg"),
        "No massage. The nerves at the end of the spine may be pressed; hours count: emergency care.",
        urgent=True,
    ),
    Flag(
        "Weak legs or clumsy hands",
        "Are both legs weak or unsteady, has one arm or leg become clearly weaker, or do your hands drop things?",
        (*SPINE, "Arm and hand", "Stiffness"),
        "No massage until a doctor has looked, today: strength that goes is no matter for the hands.",
        urgent=True,
    ),
    Flag(
        "Spine after an injury, or weak bones",
        "Did it begin with a fall, an accident or a heavy lift, or do you have osteoporosis or take cortisone for"
        " months?",
        SPINE,
        "A fracture has to be ruled out first. With osteoporosis or cortisone a small lift is enough.",
    ),
    Flag(
        "Fever, chills or a recent infection",
        "Do you have fever, chills or night sweats, or had a serious infection in the last weeks?",
        ("Upper back", "Low back", "Pain down the leg", "Stiffness", "Tiredness", "Other"),
        "No massage with a fever. Fever with pain in the back: doctor the same day.",
    ),
    Flag(
        "Cancer or lost weight",
        "Have you ever had cancer, or lost weight lately without wanting to?",
        (*SPINE, *LIMBS, "Tiredness", "Other"),
        "Doctor first where the pain is new, or weight went without a reason.",
    ),
    Flag(
        "Pain that never lets up",
        "Is the pain there day and night, also when you lie still, and nothing eases it?",
        (*SPINE, "Shoulder", "Hip", "Other"),
        "Doctor first: pain that no position changes may not come from muscles or joints.",
    ),
    Flag(
        "Chest pain or short of breath",
        "Is there pressure or pain in your chest, are you short of breath, or does it spread to the jaw or left arm?",
        ("Upper back", "Shoulder", "Jaw", "Stress", "Tiredness", "Other"),
        "No massage. Heart and lungs first: emergency care.",
        urgent=True,
    ),
    Flag(
        "Tender temples, tired jaw",
        "Are you over 50 with tender temples, a jaw that tires while you chew, or changes of sight?",
        ("Jaw",),
        "No massage of temples or jaw. An inflamed artery can cost sight: doctor today.",
        urgent=True,
    ),
    Flag(
        "Injured limb that cannot be used",
        "Did it begin with a fall or an accident, and since then you cannot put weight on it or move it, or it is out"
        " of shape?",
        LIMBS,
        "No massage. A break, a torn tendon or a joint out of place has to be ruled out today.",
        urgent=True,
    ),
    Flag(
        "Hot, swollen joint",
        "Is a joint hot, red and very swollen, or do you have a fever with it?",
        LIMBS,
        "No massage. An infected joint is lost within days: doctor today.",
        urgent=True,
    ),
    Flag(
        "Hot, swollen calf or leg",
        "Is one calf or leg swollen, hot, red or painful to the touch, without an injury that explains it?",
        ("Pain down the leg", "Knee", "Foot"),
        "No massage of either leg. A clot may come loose: doctor today.",
        urgent=True,
    ),
)

CONDITIONS = (
    Condition(
        "Chest pain or trouble breathing today",
        "stop",
        "No massage. Heart and lungs first: emergency care.",
        urgent=True,
    ),
    Condition(
        "A calf or leg that is hot, red or swollen today",
        "stop",
        "No massage of either leg; a clot may come loose. Doctor today.",
        urgent=True,
    ),
    Condition(
        "Fever, or an infection that others could catch",
        "stop",
        "Another day: not before a day without fever, and no longer contagious.",
    ),
    Condition(
        "A blood clot in a leg or lung in the last 6 months",
        "stop",
        "Refer first; not the legs, and only with the doctor's word. Usually on blood thinners: light pressure.",
    ),
    Condition(
        "High blood pressure that is not well controlled",
        "stop",
        "Doctor first. No long work lying face down; help with sitting up slowly.",
    ),
    Condition(
        "High blood pressure, treated",
        "know",
        "Ask for the last reading. Let the client sit up slowly: some tablets make dizzy.",
    ),
    Condition(
        "Heart disease or a pacemaker",
        "care",
        "Shorter and gentler, half sitting if lying flat is hard. No vibrating or electric device near a pacemaker.",
    ),
    Condition(
        "A stroke or mini-stroke",
        "care",
        "In the first months only with the doctor's word. No deep work at the front and side of the neck; feeling may"
        " be reduced.",
    ),
    Condition(
        "Cancer, in treatment now",
        "stop",
        "With the word of the oncology team. Light pressure; not over the tumour, ports, skin in radiation or limbs"
        " that swell.",
    ),
    Condition(
        "Cancer in the past",
        "care",
        "Ask where, and whether lymph nodes were taken: no deep work, heat or cupping on that limb.",
    ),
    Condition(
        "A broken bone or an operation in the last 3 months",
        "stop",
        "Not over it until the doctor says that it is healed. After an operation, watch for clots in the legs.",
    ),
    Condition(
        "Osteoporosis (thin bones)",
        "care",
        "No deep pressure on ribs and spine, no thrust, no strong stretch. Severe: light work only.",
    ),
    Condition(
        "A rash, open wound or burn",
        "care",
        "Not over it. A rash without a name: cover it, wear gloves or wait, until it is known not to spread.",
    ),
    Condition(
        "Low platelets or bleeding easily",
        "stop",
        "Ask for the doctor's word. Light pressure only; no friction, cupping or instruments.",
    ),
    Condition(
        "Varicose veins",
        "care",
        "Light and towards the heart beside them, never deep over them.",
    ),
    Condition(
        "Diabetes",
        "care",
        "Feet and hands may feel little: lighter there, look at the skin. Not over injections or a pump.",
    ),
    Condition(
        "Numbness or nerve damage",
        "care",
        "Pressure and heat cannot be judged there: light, no hot stones. New or growing: doctor first.",
    ),
    Condition(
        "Epilepsy or seizures",
        "care",
        "Ask for triggers, the last one and what to do. No flicker, strong scents or loud beat.",
    ),
    Condition(
        "Kidney or liver disease",
        "care",
        "Light and short; ask about swelling, bruises and an access for dialysis (never on that arm).",
    ),
    Condition(
        "A weakened immune system",
        "care",
        "Clean hands and linen, nobody with a cold in the room; light where tired or bruising.",
    ),
    Condition(
        "Rheumatoid arthritis or another autoimmune disease",
        "care",
        "Not on joints in a flare. With a rheumatic neck no traction and no end of range.",
    ),
    Condition(
        "Asthma or another lung disease",
        "know",
        "Half sitting if that is easier; ask about scents; the inhaler within reach.",
    ),
)

# Worked only with a yes on that day, asked in person: chest, buttocks, inner thigh, belly, inside the mouth.
SENSITIVE_AREAS = (
    *("Pterygoids", "Pectoralis major", "Pectoralis minor", "Diaphragm", "Abdominals", "Iliopsoas", "Adductors"),
    *("Gluteus maximus", "Gluteus medius", "Gluteus minimus", "Piriformis"),
)
SENSITIVE_TECHNIQUES = ("Jaw work (intra-oral)",)
