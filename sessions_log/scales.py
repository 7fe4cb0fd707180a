"""The scale of each measure in words: its ends, which way is better, how a value of it is said."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from intake.enums import Measure


@dataclass(frozen=True, slots=True)
class Scale:
    """`top` of the measure's own scale; `up` where more is better."""

    measure: str
    top: int
    up: bool
    ticks: tuple[int, ...]

    @property
    def best(self) -> int:
        return self.top if self.up else 0

    @property
    def span(self) -> str:
        """ "0 to 10", "days of the last 7"."""
        if self.measure == Measure.DAYS:
            return _("days of the last 7")
        if self.measure == Measure.PAINKILLER_DAYS:
            return _("painkiller days a month")
        if self.measure == Measure.FUNCTION:
            return _("everyday activities, 0 to 10")
        return _("0 to 10")

    @property
    def direction(self) -> str:
        return _("Higher is better") if self.up else _("Lower is better")


_SCALES = {
    Measure.INTENSITY: Scale(Measure.INTENSITY, 10, False, (0, 5, 10)),
    Measure.DAYS: Scale(Measure.DAYS, 7, False, (0, 7)),
    Measure.FUNCTION: Scale(Measure.FUNCTION, 10, True, (0, 5, 10)),
    Measure.PAINKILLER_DAYS: Scale(Measure.PAINKILLER_DAYS, 31, False, (0, 10, 20, 30)),
}


def scale_of(measure: str) -> Scale:
    return _SCALES[Measure(measure)]
