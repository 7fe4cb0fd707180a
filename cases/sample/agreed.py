"""What clients of the sample practice agreed to in person, and why the work was there."""

import datetime as dt
from collections.abc import Iterable

from sessions_log.models import AreaWorked, SensitiveConsent, TechniqueUsed

REASONS = {
    "Pterygoids": "the jaw is held tight at night",
    "Pectoralis major": "the chest pulls the shoulders forward",
    "Pectoralis minor": "short, it narrows the front of the shoulder",
    "Diaphragm": "the breath stays high in the chest",
    "Abdominals": "guards the low back since it hurts",
    "Iliopsoas": "shortened by sitting, pulls on the low back",
    "Adductors": "tight beside the hip that hurts",
    "Gluteus maximus": "guards the low back",
    "Gluteus medius": "tender where the hip hurts",
    "Gluteus minimus": "refers down the leg",
    "Piriformis": "presses where the pain begins",
    "Jaw work (intra-oral)": "the pterygoids are reached from inside only",
}
OTHERWISE = "part of what hurts"
ASKED = dt.timedelta(minutes=5)  # into the visit


def agreed(worked: Iterable[AreaWorked], used: Iterable[TechniqueUsed]) -> list[SensitiveConsent]:
    """One for each that is sensitive."""
    areas = [{"visit": each.visit, "area": each.area} for each in worked if each.area.sensitive]
    techniques = [{"visit": each.visit, "technique": each.technique} for each in used if each.technique.sensitive]
    return [
        SensitiveConsent(
            **about,
            agreed=True,
            reason=REASONS.get((about.get("area") or about["technique"]).name, OTHERWISE),
            said_at=about["visit"].starts_at + ASKED,
        )
        for about in (*areas, *techniques)
    ]
