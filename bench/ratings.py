"""Makes a file of ratings like those that practices have: noisy, some getting better, most of them headaches."""

import datetime as dt
import random
from pathlib import Path

ONE = (("intensity", 10),)
TWO = (("intensity", 10), ("days", 7))
VISITS = 10  # a client
COMPLAINTS = ("Headaches", "Neck pain", "Upper back", "Low back", "Shoulder")


def write(path: Path, *, rows: int, measures: tuple[tuple[str, int], ...], seed: int = 5) -> None:
    """`rows` rows: ten visits a client, one complaint, these measures at every visit."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    with path.open("w", encoding="utf-8") as file:
        file.write("client,visit_date,complaint,measure,rating,scale_max\n")
        for client in range(rows // (VISITS * len(measures))):
            complaint = chance.choice(COMPLAINTS)
            date = dt.date(2024, 1, 1) + dt.timedelta(days=chance.randrange(365))
            level, better = chance.uniform(4, 9), chance.choice((0, 0, 0.2, 0.6))
            for _ in range(VISITS):
                for measure, top in measures:
                    rating = min(top, max(0, round(chance.gauss(level * top / 10, 1))))
                    file.write(f"B{client:06},{date},{complaint},{measure},{rating},{top}\n")
                date += dt.timedelta(days=chance.choice((7, 7, 14, 28)))
                level -= better
