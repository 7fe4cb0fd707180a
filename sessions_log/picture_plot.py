"""From dates and values to places on paper, for pictures.py. Fractions inside, strings with a point outside."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sessions_log.numbers import Number, exact, say
from sessions_log.picture_parts import Band, Dot, Drawing, Flag, LetteredMark, Line, Reading, Text
from sessions_log.scales import Scale

OCTAGON = ((-4, -9), (4, -9), (9, -4), (9, 4), (4, 9), (-4, 9), (-9, 4), (-9, -4))
LONG_GAP_DAYS = 42  # a line across a longer silence is dashed: nobody knows what was between


@dataclass(frozen=True, slots=True)
class Paper:
    size: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    date_room: int = 56  # between two dates on the axis


WIDE = Paper("wide", 720, 280, left=36, right=24, top=48, bottom=44)
NARROW = Paper("narrow", 340, 248, left=26, right=18, top=48, bottom=44, date_room=54)


@dataclass(slots=True)
class Plot:
    """Dates and values to places on a paper."""

    paper: Paper
    scale: Scale
    days: Sequence[dt.date]
    first: dt.date = field(init=False)
    span: int = field(init=False)

    def __post_init__(self):
        self.first = min(self.days)
        self.span = (max(self.days) - self.first).days

    @property
    def right(self) -> int:
        return self.paper.width - self.paper.right

    @property
    def floor(self) -> int:
        return self.paper.height - self.paper.bottom

    def x(self, day: dt.date) -> Fraction:
        room = self.right - self.paper.left
        if not self.span:
            return Fraction(self.paper.left) + Fraction(room, 2)
        days = min(max((day - self.first).days, 0), self.span)
        return self.paper.left + Fraction(room * days, self.span)

    def y(self, value: Number) -> Fraction:
        part = min(max(exact(value) / self.scale.top, Fraction(0)), Fraction(1))
        return self.floor - part * (self.floor - self.paper.top)

    def band(self, baseline: Number | None, need: Number | None, label_x: Fraction) -> Band | None:
        """From the least that would count to the best value, a little beyond the scale so that the best is in it."""
        if baseline is None or need is None:
            return None
        edge = self.y(edge_of(self.scale, exact(baseline), exact(need)))
        beyond = 6 if self.paper.size != "spark" else self.paper.bottom
        start, end = (self.y(self.scale.top) - beyond, edge) if self.scale.up else (edge, self.y(0) + beyond)
        height = end - start
        if height <= beyond:
            return None  # too mild: there is no room to improve by that much
        words = _("would count") if self.paper.size == "spark" else _("would count as improved")
        text_y = start + 15 if self.scale.up else end - 6 if self.paper.size == "spark" else self.y(0) - 5
        label = Text(at(label_x), at(text_y), words, anchor="start", css="pic-quiet") if height >= 18 else None
        return Band(y=at(start), height=at(height), edge=at(edge), label=label)


def drawing_of(
    paper: Paper,
    scale: Scale,
    readings: list[Reading],
    marks: tuple[LetteredMark, ...],
    *,
    baseline: Number | None,
    need: Number | None,
) -> Drawing:
    plot = Plot(paper, scale, [r.on for r in readings])
    texts = [
        Text(at(paper.left - 8), at(plot.y(value) + 4), say(value), anchor="end", css="pic-axis")
        for value in scale.ticks
    ]
    texts += _axis(plot, readings)
    return Drawing(
        size=paper.size,
        width=str(paper.width),
        height=str(paper.height),
        left=str(paper.left),
        right=str(paper.width),
        across=str(paper.width - paper.left),
        band=plot.band(baseline, need, label_x=Fraction(paper.left + 6)),
        baseline=at(plot.y(baseline)) if baseline is not None else "",
        grid=tuple(at(plot.y(value)) for value in scale.ticks),
        lines=(*_reliefs(plot, readings), *lines(_path(plot, readings))),
        dots=tuple(_dots(plot, readings)),
        texts=tuple(texts),
        flags=tuple(_flags(plot, marks)),
        unrated=tuple(
            Text(at(plot.x(r.on)), at(Fraction(plot.floor + 4)), "×", css="pic-unrated")
            for r in readings
            if unrated(r)
        ),
    )


def _path(plot: Plot, readings: list[Reading]) -> list[tuple[Fraction, Fraction, bool]]:
    """Rated places in order; True where the way to this one leads across silence or from an earlier episode."""
    places, silent, last = [], False, None
    for reading in readings:
        if reading.before is None:
            silent = True
            continue
        if last is not None:
            silent = silent or (reading.on - last.on).days > LONG_GAP_DAYS or last.earlier != reading.earlier
        places.append((plot.x(reading.on), plot.y(reading.before), silent))
        silent, last = False, reading
    return places


def lines(places: list[tuple[Fraction, Fraction, bool]]) -> Iterable[Line]:
    run: list[str] = []
    for n, (x, y, silent) in enumerate(places):
        here = f"{at(x)},{at(y)}"
        if silent and n:
            if len(run) > 1:
                yield Line(" ".join(run), "pic-main")
            yield Line(f"{run[-1]} {here}", "pic-main pic-silent")
            run = []
        run.append(here)
    if len(run) > 1:
        yield Line(" ".join(run), "pic-main")


def _reliefs(plot: Plot, readings: list[Reading]) -> Iterable[Line]:
    """From the rating before a treatment to the one after it: relief on the table, drawn lightly."""
    for reading in readings:
        if reading.before is not None and reading.after is not None:
            x = at(plot.x(reading.on))
            yield Line(f"{x},{at(plot.y(reading.before))} {x},{at(plot.y(reading.after))}", "pic-relief")


def _dots(plot: Plot, readings: list[Reading]) -> Iterable[Dot]:
    rated = [(reading, plot.x(reading.on)) for reading in readings if reading.before is not None]
    radius = "4" if len(rated) <= 24 else "2.6"
    # Numbers over every dot help while one can read them; over many only the ends do.
    numbered = [reading for reading, _x in _spread(rated, 15)] if len(rated) <= 20 else [rated[0][0], rated[-1][0]]
    for reading in readings:
        if reading.after is not None:
            yield Dot(at(plot.x(reading.on)), at(plot.y(reading.after)), "3", css="pic-dot pic-after")
    for reading, x in rated:
        y, last = plot.y(reading.before), reading is rated[-1][0]
        css = " ".join(name for name, on in _classes(reading, last) if on)
        label = say(reading.before) if any(reading is each for each in numbered) else ""
        yield Dot(at(x), at(y), "6" if last else radius, label, at(y - 11), css)


def _classes(reading: Reading, last: bool) -> tuple[tuple[str, bool], ...]:
    return ("pic-dot", True), ("pic-last", last), ("pic-intake", reading.intake), ("pic-earlier", reading.earlier)


def _axis(plot: Plot, readings: list[Reading]) -> Iterable[Text]:
    """Dates under the ratings, the first and the last always, others where there is room; numbers of visits under."""
    days = sorted({reading.on for reading in readings})
    long = (days[-1] - days[0]).days > 300
    rated = {reading.on for reading in readings if reading.before is not None} | {days[0], days[-1]}
    ticks = [(day, plot.x(day)) for day in sorted(rated)]
    for day, x in _spread(ticks, plot.paper.date_room + (22 if long else 0)):
        anchor = "middle"
        if len(days) > 1 and plot.paper.size == "narrow":
            anchor = {days[0]: "start", days[-1]: "end"}.get(day, "middle")
        yield Text(
            at(_keep(x, anchor)), at(Fraction(plot.floor + 22)), day_name(day, short=long), anchor, css="pic-axis"
        )
    counted = [(reading.number, plot.x(reading.on)) for reading in readings if reading.number is not None]
    for number, x in _spread(counted, 12 if len(counted) < 10 else 24):
        yield Text(at(x), at(Fraction(plot.floor + 38)), str(number), css="pic-axis pic-count")


def _spread(ticks: list[tuple], room: int) -> list[tuple]:
    """The first, the last, and those between that keep `room` on both sides."""
    kept = ticks[:1]
    for tick in ticks[1:-1]:
        if tick[1] - kept[-1][1] >= room and ticks[-1][1] - tick[1] >= room:
            kept.append(tick)
    if len(ticks) > 1 and (len(kept) > 1 or ticks[-1][1] - kept[-1][1] >= Fraction(room, 2)):
        kept.append(ticks[-1])
    return kept


def _keep(x: Fraction, anchor: str) -> Fraction:
    """A date at either end leans into the picture instead of being cut off."""
    return x - 10 if anchor == "start" else x + 10 if anchor == "end" else x


def _flags(plot: Plot, marks: tuple[LetteredMark, ...]) -> Iterable[Flag]:
    """Letters of neighbouring days stand side by side, their lines lean to the day; none leaves the paper."""
    feet = [plot.x(lettered.mark.on) for lettered in marks]
    for lettered, foot, x in zip(marks, feet, _apart(feet, 10, plot.paper.width - 10), strict=True):
        yield Flag(
            x=at(x),
            foot_x=at(foot),
            foot=at(Fraction(plot.floor)),
            kind=lettered.mark.kind,
            letter=lettered.letter,
            shape=_shape(lettered.mark.kind, x),
        )


def _apart(places: list[Fraction], left: int, right: int) -> list[Fraction]:
    """In order, each as near to its place as the room that letters need allows; closer where there are too many."""
    room = min(Fraction(19), Fraction(right - left, max(1, len(places) - 1)))
    found: list[Fraction] = []
    for place in places:
        found.append(max(place, found[-1] + room) if found else max(place, Fraction(left)))
    edge = Fraction(right)
    for n in reversed(range(len(found))):
        found[n] = min(found[n], edge)
        edge = found[n] - room
    return found


def _shape(kind: str, x: Fraction) -> str:
    """A diamond for other techniques, a square for a decision, a circle's like for homework, a house for a new
    start: told apart without colour."""
    if kind == "technique":
        return f"{at(x)},3 {at(x + 10)},14 {at(x)},25 {at(x - 10)},14"
    if kind == "decision":
        return f"{at(x - 8)},6 {at(x + 8)},6 {at(x + 8)},22 {at(x - 8)},22"
    if kind == "homework":
        return " ".join(f"{at(x + dx)},{14 + dy}" for dx, dy in OCTAGON)
    return f"{at(x - 8)},22 {at(x - 8)},10 {at(x)},4 {at(x + 8)},10 {at(x + 8)},22"


def unrated(reading: Reading) -> bool:
    return reading.before is None and not reading.intake and reading.worked_on


def edge_of(scale: Scale, baseline: Fraction, need: Fraction) -> Fraction:
    return baseline + need if scale.up else baseline - need


def letter(n: int) -> str:
    return chr(ord("a") + n) if n < 26 else str(n + 1)


def day_name(day: dt.date, *, short: bool = False) -> str:
    return date_format(day, "M Y" if short else "j M")


def at(place: Fraction | int) -> str:
    """A coordinate with at most one decimal and a point."""
    text = f"{Decimal(round(place * 10)) / 10:f}"
    return text.removesuffix(".0")
