"""What pictures are made of: readings and marks go in, drawings and their words come out (pictures.py)."""

import datetime as dt
from dataclasses import dataclass

from sessions_log.numbers import Number

# --- what goes in ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One visit (or an intake, without a number) as the picture needs it; values on the measure's own scale."""

    on: dt.date
    before: Number | None = None
    after: Number | None = None
    number: int | None = None  # of the counted visit
    intake: bool = False
    declined: bool = False
    worked_on: bool = True
    earlier: bool = False  # of an earlier episode: drawn lightly, judges nothing


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened and may explain what follows: other techniques, homework, a decision, a new start."""

    on: dt.date
    kind: str  # "technique", "homework", "decision" or "episode"
    text: str


# --- what comes out -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    r: str
    label: str = ""
    label_y: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    points: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    x: str
    y: str
    text: str
    anchor: str = "middle"
    css: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Where a rating would count as improved."""

    y: str
    height: str
    edge: str
    label: Text | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark on the picture: a letter at the top and a dotted line down; a list says what it means."""

    x: str
    foot_x: str
    foot: str
    kind: str
    letter: str
    shape: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that one <svg> draws, in one size."""

    size: str
    width: str
    height: str
    left: str
    right: str
    across: str
    band: Band | None = None
    baseline: str = ""
    grid: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    texts: tuple[Text, ...] = ()
    flags: tuple[Flag, ...] = ()
    unrated: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Sparkline:
    label: str
    tone: str
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that says the same as the picture."""

    on: dt.date
    what: str
    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True)
class LetteredMark:
    letter: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Trend:
    key: str
    title: str
    desc: str
    direction: str
    tone: str
    drawings: tuple[Drawing, ...]
    marks: tuple[LetteredMark, ...]
    rows: tuple[Row, ...]
    start: str  # the baseline in words, or nothing
    aim: str  # what would count as improved, or nothing
    has_after: bool
    has_unrated: bool
