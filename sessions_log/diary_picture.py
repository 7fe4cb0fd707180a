"""The last four weeks of a symptom diary as dots, a week a line, with words and a table that say the same."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.diary import SHOWN, WEEK, Day
from sessions_log.picture_parts import Dot, Text

STEP, TOP = 34, 26  # between two dots, and above the first line
RADIUS = {"with": "12", "without": "12", "open": "3"}


@dataclass(frozen=True, slots=True)
class Line:
    """A kept day in words."""

    day: dt.date
    had: str
    strength: str


@dataclass(frozen=True, slots=True)
class DiaryPicture:
    key: str
    title: str
    desc: str
    width: str
    height: str
    heads: tuple[Text, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]


def diary_picture(key: str, name: str, days: Iterable[Day], on: dt.date) -> DiaryPicture | None:
    """Up to `on`; None where no day was kept. `key` makes the ids of this picture unique on its page."""
    kept = {each.day: each for each in days}
    if not kept:
        return None
    first = on - dt.timedelta(days=SHOWN - 1)
    dates = [first + dt.timedelta(days=n) for n in range(SHOWN)]
    had = sum(each.had for each in kept.values())
    return DiaryPicture(
        key=key,
        title=_("%(name)s, day by day") % {"name": name},
        desc=_(
            "Of the last %(all)s days %(kept)s were kept: on %(had)s of them it was there, on %(free)s it was not."
        )
        % {"all": SHOWN, "kept": len(kept), "had": had, "free": len(kept) - had},
        width=str(STEP * WEEK),
        height=str(TOP + STEP * (SHOWN // WEEK)),
        heads=tuple(
            Text(str(STEP * n + STEP // 2), "14", date_format(day, "D"), css="pic-quiet")
            for n, day in enumerate(dates[:WEEK])
        ),
        dots=tuple(_dot(n, kept.get(day)) for n, day in enumerate(dates)),
        lines=tuple(_line(kept[day]) for day in reversed(dates) if day in kept),
    )


def _dot(place: int, day: Day | None) -> Dot:
    line, column = divmod(place, WEEK)
    state = "open" if day is None else "with" if day.had else "without"
    y = TOP + STEP * line + STEP // 2
    label = str(day.value) if day and day.value else ""
    return Dot(
        str(STEP * column + STEP // 2), str(y), RADIUS[state], label, label_y=str(y + 4), css=f"pic-day pic-{state}"
    )


def _line(day: Day) -> Line:
    return Line(day.day, _("yes") if day.had else _("no"), str(day.value or ""))
