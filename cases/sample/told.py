"""Phrases that the sample practice's intakes are made of, and who is new there."""

import datetime as dt

TRIED = (
    "Heat, and a better chair. Helped for a day.",
    "Stretches from the internet. Not really.",
    "Six times physical therapy last year, helped for a while.",
    "Painkillers now and then. They take the edge off.",
    "Rest. Then it was stiffer.",
)
HOPES = (
    "To sleep through again.",
    "To get through a working day without thinking of it.",
    "To carry my grandchild.",
    "That somebody has a proper look at it.",
    "To run in spring.",
)
CONDITIONS = (
    "High blood pressure, treated",
    "Asthma or another lung disease",
    "Varicose veins",
    "Diabetes",
    "Osteoporosis (thin bones)",
)
MEDICINES = ("", "", "vitamin D", "lisinopril", "levothyroxine", "ibuprofen now and then")
ALLERGIES = ("none", "none", "none", "none", "nut oils", "lavender", "latex")

# Drawn in a hurry, as people do.
SIGNATURE = "M60 120L95 70L110 130L150 84L168 128L205 96L240 124L300 92L330 118L420 104L520 112"

# Where it is felt, by type of complaint: codes of the body picture (intake/body.py).
FELT = {
    "Headache": ("forehead", "temple_left", "temple_right", "skull_base_left", "skull_base_right"),
    "Neck": ("neck_back_left", "neck_back_right"),
    "Jaw": ("jaw_left",),
    "Shoulder": ("shoulder_front_right",),
    "Upper back": ("between_blades",),
    "Low back": ("low_back_left", "low_back_right"),
    "Pain down the leg": ("buttock_left", "thigh_back_left"),
    "Hip": ("hip_front_left",),
    "Knee": ("knee_right",),
    "Arm and hand": ("forearm_back_right", "wrist_right"),
    "Foot": ("heel_left", "sole_left"),
}

# Clara's own answers, where they are not told by her story already.
CLARA = {
    "how": {"days": 7, "worst": 9},
    "so_far": {
        "tried": "Water, magnesium, peppermint oil, a new pillow, cold packs. Nothing for long.",
        "painkiller_days": 8,
        "activity": "reading to my class",
        "activity_score": 4,
        "hopes": "One day without a headache.",
    },
    "health": {"conditions": [], "none": True, "pregnancy": "no"},
    "medicines": {"medicines": "sumatriptan when it is a migraine", "thinners": ["none"], "allergies": "none"},
    "team": {"team": [{"kind": "primary", "name": "Dr Adams", "practice": "Maple Street Clinic", "may_write": True}]},
}

CALLED = "Called this morning: a fall on the stairs on Sunday, the left wrist hurts. Would like to tell you first."

NEWCOMERS: tuple[dict, ...] = (
    {"name": "Maren Holloway", "phone": "+1 555 014 2201", "email": "maren.holloway@demo.example"},
    {"name": "Theo Vance", "phone": "+1 555 014 2202", "email": "theo.vance@demo.example"},
    {"name": "Ines Ferrand", "phone": "+1 555 014 2203", "birth_date": dt.date(1991, 6, 2)},
    {"name": "Bo Lindgren", "phone": "+1 555 014 2204", "email": "bo.lindgren@demo.example"},
)
# The first of them, in her own words.
NEWCOMER: dict[str, dict] = {
    "reason": {"reason": "both"},
    "you": {"birth_date": "1969-02-11", "emergency_name": "Jo Holloway", "emergency_phone": "+1 555 014 2299"},
    "about": {
        "occupation": "Translator",
        "work_movements": "Typing, two screens, the head always to the left.",
        "home_movements": "I play the cello.",
    },
    "main": {
        "own_words": "A band around my head. It has become more often since the summer.",
        "doctor_named": "",
        "doctor": "",
    },
    "where": {"felt": list(FELT["Headache"])},
    "how": {
        "since": "about two years",
        "course": "comes_and_goes",
        "intensity": 6,
        "days": 4,
        "worst": 8,
        "worse_with": "deadlines, red wine",
        "better_with": "walking, a dark room",
    },
    "so_far": {
        "tried": "A new desk chair, ibuprofen. It helps for an hour or two.",
        "painkiller_days": 11,
        "activity": "playing the cello",
        "activity_score": 5,
        "hopes": "To play a whole evening again.",
    },
    "others": {"others": [{"own_words": "Stiff neck in the morning", "felt": ["neck_back_left"], "intensity": 4}]},
    "likes": {"pressure": "firm", "quiet": "quiet", "avoid": "my feet"},
    "team": {"team": [{"kind": "primary", "name": "Dr Okafor", "practice": "", "may_write": False}]},
}
