"""Clara Whitfield, a teacher: four years of headaches, five visits, no relief. Her back and stress get better."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

DAYS_AGO = (33, 26, 19, 12, 5)

CLIENT = {
    "name": "Clara Whitfield",
    "pronouns": "she/her",
    "birth_date": dt.date(1984, 3, 9),
    "phone": "+1 555 010 4417",
    "email": "clara.whitfield@demo.example",
    "preferred_times": ["afternoons"],
    "desk_note": "After school is out: from 15:30.",
}
PREFERENCES = {
    "occupation": "Teacher",
    "repetitive_movements": "Hours over a desk, correcting papers; writing on the board with the right arm up.",
    "pressure": "medium",
    "oil": "unscented",
    "quiet": "quiet",
}
HEADACHES = {
    "name": "Headaches",
    "own_words": "A headache that never stops. Some days it is a migraine and I lie in the dark.",
    "doctor_named": "Migraine with tension headache",
    "doctor": "Dr Adams, primary care",
    "since": "four years",
    "course": "constant",
    "worse_with": "correcting papers, loud days, too little sleep",
    "better_with": "a dark room, a warm shower",
    "tried_before": "The usual home remedies: water, magnesium, peppermint oil, a new pillow, cold packs.",
}
UPPER_BACK = {"name": "Upper back", "own_words": "Like a board between the shoulder blades.", "since": "two years"}
STRESS = {"name": "Stress", "own_words": "I cannot switch off after school.", "since": "this school year"}

# Before the treatment at each visit; the intake first.
RATINGS: dict[str, dict[str, Any]] = {
    "Headaches": {"intake": 6, "before": (7, 6, 7, 6, 6), "after": (5, 5, 6, 5, 5), "days": (7, 7, 7, 7, 7)},
    "Upper back": {"intake": 6, "before": (6, 5, 4, 3, 3), "after": (3, 3, 2, 2, 1), "days": None},
    "Stress": {"intake": 7, "before": (7, 6, 5, 4, 4), "after": (4, 3, 2, 2, 2), "days": None},
}


@dataclass(frozen=True, slots=True)
class StoryVisit:
    subjective: str
    objective: str
    assessment: str
    plan: str
    areas: tuple[tuple[str, str, str], ...]  # area, side, what was found
    techniques: tuple[str, ...]
    homework: tuple[tuple[str, str, int], ...]
    done: str = ""  # of what was given the time before


_NECK = (
    ("Suboccipitals", "both", "trigger_point"),
    ("Upper trapezius", "both", "trigger_point"),
    ("Levator scapulae", "both", "tension"),
    ("Sternocleidomastoid", "left", "trigger_point"),
    ("Scalenes", "right", "tender"),
)

VISITS = (
    StoryVisit(
        "A headache every day for four years, migraines on some days. Asks for neck, shoulders and the back of the "
        "head. Hours over a desk, correcting papers. Saw her doctor last spring; nothing new since then.",
        "Pecs short, head forward. Trigger points in upper traps, levators, SCM; the left SCM refers over the eye. "
        "Occiput tender along the whole line. Jaw a little tight.",
        "Could well be fed by neck and shoulders. We agreed to look at it again after three or four treatments, and "
        "then, if it helps, to come every four to six weeks.",
        "Weekly to begin with. Same areas, see which points let go.",
        (*_NECK, ("Pectoralis major", "both", "tension"), ("Scalp", "", ""), ("Masseter", "both", "tension")),
        ("Effleurage", "Trigger-point pressure", "Petrissage", "Passive stretching"),
        (("Stretch", "doorway stretch for the chest", 2), ("Screen and posture breaks", "between two stacks", 4)),
    ),
    StoryVisit(
        "Loose and sleepy for an evening, then the headache as before. One migraine on Tuesday. Upper back easier at "
        "school.",
        "Traps softer than last week. The same points in SCM and under the occiput. Erectors less guarded.",
        "The upper back answers. The head does not, yet: it is early.",
        "Same areas once more, longer under the occiput, scalp and jaw at the end.",
        (*_NECK, ("Thoracic erector spinae", "both", "tension"), ("Scalp", "", ""), ("Masseter", "both", "")),
        ("Effleurage", "Trigger-point pressure", "Petrissage", "Passive stretching"),
        (("Stretch", "doorway stretch for the chest", 2), ("Self-massage with a ball", "shoulder blade", 1)),
        "most",
    ),
    StoryVisit(
        "No relief at all for the head. Did all the stretches. Drinks little during lessons, breathes high when it "
        "is loud. Sleeps better after the massage.",
        "Neck turns freely now, and still the ache is the same. Breath stays in the upper chest.",
        "Third visit, nothing for the headaches. Time for other techniques and other stretches, no more of the same.",
        "Contract-relax for the neck, positional release instead of pressure, breathing low into the belly. Talked "
        "about water through the day and shallow breathing.",
        (*_NECK, ("Diaphragm", "", "tension"), ("Longus colli", "both", "tender")),
        ("Contract-relax (PNF, MET)", "Positional release", "Breathing work", "Myofascial release"),
        (("Water through the day", "a bottle on the desk", 0), ("Diaphragmatic breathing", "", 3)),
        "all",
    ),
    StoryVisit(
        "The bottle stands on her desk. Breathes before each lesson. Head as always, two migraine days. Back and "
        "stress are much better: 'I notice my shoulders now.'",
        "Less guarding on the right. Belly moves with the breath. Points under the occiput unchanged.",
        "What massage can do for back and stress, it does. For the head I see no change that lasts a day.",
        "One more visit with gentle work only, then talk openly. Ask what her doctor has looked at.",
        (("Suboccipitals", "both", "trigger_point"), ("Temporalis", "both", "tender"), ("Diaphragm", "", ""),
         ("Rhomboids", "both", ""), ("Sternocleidomastoid", "left", "trigger_point")),
        ("Craniosacral", "Holding", "Positional release", "Breathing work"),
        (("Diaphragmatic breathing", "", 3), ("Symptom diary", "every evening", 1)),
        "most",
    ),
    StoryVisit(
        "Fifth visit. Headache as four years ago; the diary says seven days of seven. Upper back 'like a different "
        "person's'. Sleeps through.",
        "Neck and shoulders soft. Occiput as tender as at the start.",
        "We have given this a fair try and the headaches are about the same. I said so, and that I cannot tell her "
        "the cause. She was not disappointed; she thanked me for saying it.",
        "Her doctor first; a chiropractor or an acupuncturist besides, if she likes. She remains welcome for what "
        "massage does for her: back and stress, once a month. I go on looking for what else could help.",
        (("Suboccipitals", "both", "tender"), ("Upper trapezius", "both", ""), ("Rhomboids", "both", ""),
         ("Scalp", "", ""), ("Full body", "", "")),
        ("Effleurage", "Holding", "Craniosacral", "Breathing work"),
        (("Diaphragmatic breathing", "", 3), ("Symptom diary", "every evening", 1)),
        "all",
    ),
)  # fmt: skip

# What was decided at the third visit, by her therapist.
DECISION = {
    "kind": "change",
    "why": "No relief at the third visit. Contract-relax, positional release and breathing instead of trigger-point "
    "pressure; water and low breathing at home. If the fifth visit is the same, I say so openly.",
    "visits": 3,
    "look_again_visit": 5,
}
