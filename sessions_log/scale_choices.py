"""A rating as a choice on the scale of a form, and back: "6", "6.5", or "3/5" for one on a scale of its own."""

from decimal import Decimal

from django.utils.translation import gettext as _

from intake.enums import Measure
from sessions_log.complaints import GivenRating
from sessions_log.numbers import say
from sessions_log.scales import scale_of


def keys(rating: GivenRating) -> list[str]:
    """One for its value, or one for each activity."""
    values = rating.parts if rating.value is None else [rating.value]
    same = rating.scale_max == top_of(rating.measure)
    return [_plain(value) if same else f"{_plain(value)}/{_plain(rating.scale_max)}" for value in values]


def label(key: str) -> str:
    value, _slash, top = key.partition("/")
    if top:
        return _("%(value)s of %(top)s days kept") % {"value": say(value), "top": say(top)}
    return say(value)


def is_odd(key: str) -> bool:
    """Not one of the whole numbers that a scale offers."""
    return not key.isdecimal()


def rating_of(measure: str, chosen: list[str]) -> GivenRating:
    """What these choices say. Activities are rated on one scale."""
    values, tops = zip(*(key.partition("/")[::2] for key in chosen), strict=True)
    top = Decimal(tops[0]) if tops[0] else top_of(measure)
    numbers = [Decimal(value) for value in values]
    if measure == Measure.FUNCTION:
        return GivenRating(measure, top, parts=numbers)
    return GivenRating(measure, top, value=numbers[0])


def top_of(measure: str) -> Decimal:
    """Of the measure's own scale."""
    return Decimal(scale_of(measure).top)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
