"""Pictures of how a complaint goes: values in, places on the paper out. Templates draw them, so all text is escaped.

Nothing here knows a database or a clock. Coordinates leave as strings with a point, whatever the language; colours
and dashes are classes (static/css/pictures.css), so that a strict Content-Security-Policy holds and a printed or a
dark page is a matter of tokens. Every picture says in words what it shows: a title, a description, a table.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby
from math import ceil, floor

from django.utils.translation import gettext as _

from sessions_log.numbers import Number, exact, say
from sessions_log.picture_parts import Dot, Drawing, LetteredMark, Mark, Reading, Row, Sparkline, Text, Trend
from sessions_log.picture_plot import (
    NARROW,
    WIDE,
    Paper,
    Plot,
    at,
    day_name,
    drawing_of,
    edge_of,
    letter,
    lines,
    unrated,
)
from sessions_log.scales import Scale, scale_of

__all__ = ["Mark", "Reading", "Sparkline", "Trend", "sparkline", "trend"]

# The mark of a day has the shape of what weighs most on it.
WEIGHT = ("episode", "decision", "technique", "homework")

# --- the sparkline of the board -------------------------------------------------------------------------------


def sparkline(
    name: str,
    measure: str,
    points: Sequence[tuple[dt.date, Number]],
    *,
    baseline: Number | None = None,
    need: Number | None = None,
    tone: str = "",
) -> Sparkline | None:
    """The ratings at a complaint's counted visits, small; None where there is none to draw."""
    if not points:
        return None
    scale, paper = scale_of(measure), Paper("spark", 210, 70, left=14, right=24, top=9, bottom=9)
    plot = Plot(paper, scale, [day for day, _value in points])
    places = [(plot.x(day), plot.y(value)) for day, value in points]
    radius = Fraction(7, 2) if len(places) <= 12 else Fraction(9, 5)
    dots = [Dot(at(x), at(y), at(radius), css="pic-dot") for x, y in places[:-1]]
    last_x, last_y = places[-1]
    dots.append(Dot(at(last_x), at(last_y), "5", css="pic-dot pic-last"))
    ends = [Text(at(last_x + 9), at(last_y + 4), say(points[-1][1]), anchor="start", css="pic-end")]
    values = ", ".join(say(value) for _day, value in points)
    label = _("%(name)s, %(scale)s: %(values)s") % {"name": name, "scale": scale.span, "values": values}
    drawing = Drawing(
        size="spark",
        width="210",
        height="70",
        left="0",
        right="210",
        across="210",
        band=plot.band(baseline, need, label_x=Fraction(4)),
        baseline=at(plot.y(baseline)) if baseline is not None else "",
        lines=tuple(lines([(*place, False) for place in places])),
        dots=tuple(dots),
        texts=tuple(ends),
    )
    return Sparkline(label=label, tone=tone, drawing=drawing)


# --- the trend of the chart, the case and the visit page -------------------------------------------------------


def trend(
    key: str,
    name: str,
    measure: str,
    readings: Iterable[Reading],
    *,
    baseline: Number | None = None,
    need: Number | None = None,
    marks: Iterable[Mark] = (),
    tone: str = "",
) -> Trend | None:
    """Ratings over their dates, in two sizes (a page shows the one that fits); None before the first rating.

    `key` makes the ids of this picture unique on its page; `readings` are in order of time. What happened on one day
    is one mark.
    """
    readings, marks = list(readings), _by_day(marks)
    if not any(reading.before is not None for reading in readings):
        return None
    scale = scale_of(measure)
    lettered = tuple(LetteredMark(letter(n), mark) for n, mark in enumerate(marks))
    title = _("%(name)s, %(scale)s") % {"name": name, "scale": scale.span}
    return Trend(
        key=key,
        title=title,
        desc=_description(scale, readings, baseline, need),
        direction=scale.direction,
        tone=tone,
        start=_("at the start: %(value)s") % {"value": say(baseline)} if baseline is not None else "",
        aim=_would_count(scale, baseline, need),
        drawings=tuple(
            drawing_of(paper, scale, readings, lettered, baseline=baseline, need=need) for paper in (WIDE, NARROW)
        ),
        marks=lettered,
        rows=tuple(_rows(readings, marks)),
        has_after=any(reading.after is not None for reading in readings),
        has_unrated=any(unrated(reading) for reading in readings),
    )


def _by_day(marks: Iterable[Mark]) -> list[Mark]:
    """In order of time, those of one day as one, what weighs most first."""
    found = []
    for day, of_day in groupby(sorted(marks, key=_place), key=lambda mark: mark.on):
        several = list(of_day)
        found.append(Mark(day, several[0].kind, "; ".join(mark.text.rstrip(".") for mark in several)))
    return found


def _place(mark: Mark) -> tuple[dt.date, int]:
    return mark.on, WEIGHT.index(mark.kind)


def _description(scale: Scale, readings: list[Reading], baseline: Number | None, need: Number | None) -> str:
    rated = [reading for reading in readings if reading.before is not None]
    first, last = rated[0], rated[-1]
    if len(rated) == 1:
        said = [_("One rating: %(value)s on %(day)s.") % {"value": say(first.before), "day": day_name(first.on)}]
    else:
        said = [
            _("%(count)s ratings from %(first)s to %(last)s: %(a)s at first, %(b)s at the latest.")
            % {
                "count": len(rated),
                "first": day_name(first.on),
                "last": day_name(last.on),
                "a": say(first.before),
                "b": say(last.before),
            }
        ]
    said.append(scale.direction + ".")
    if aim := _would_count(scale, baseline, need):
        said.append(aim[:1].upper() + aim[1:] + ".")
    return " ".join(said)


def _would_count(scale: Scale, baseline: Number | None, need: Number | None) -> str:
    """What a rating must reach, rounded to the side where it truly would count; nothing where it cannot."""
    if baseline is None or need is None:
        return ""
    edge = edge_of(scale, exact(baseline), exact(need))
    if not 0 <= edge <= scale.top:
        return ""
    value = say(Fraction(ceil(edge * 10) if scale.up else floor(edge * 10), 10))
    if scale.up:
        return _("%(value)s or more would count as improved") % {"value": value}
    return _("%(value)s or less would count as improved") % {"value": value}


def _rows(readings: list[Reading], marks: list[Mark]) -> Iterable[Row]:
    notes: dict[dt.date, list[str]] = {}
    for mark in marks:
        notes.setdefault(mark.on, []).append(mark.text)
    for reading in readings:
        if reading.intake:
            what = _("intake")
        elif reading.number is not None:
            what = _("visit %(number)s") % {"number": reading.number}
        else:
            what = _("visit")
        said = notes.pop(reading.on, [])
        if reading.declined:
            said = [_("would rather not rate"), *said]
        if not reading.worked_on:
            said = [_("not worked on"), *said]
        before = say(reading.before) if reading.before is not None else _("not rated")
        after = say(reading.after) if reading.after is not None else ""
        yield Row(reading.on, what, before, after, "; ".join(said))
