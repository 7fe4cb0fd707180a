"""Counts, orders and spans of time in words, as a person would say them."""

from collections.abc import Sequence
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

_NUMBERS: Sequence[str | Promise] = (
    _("no"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
    _("ten"),
    _("eleven"),
    _("twelve"),
)
_ORDINALS: Sequence[str | Promise] = (
    pgettext_lazy("visit", "First"),
    pgettext_lazy("visit", "Second"),
    pgettext_lazy("visit", "Third"),
    pgettext_lazy("visit", "Fourth"),
    pgettext_lazy("visit", "Fifth"),
    pgettext_lazy("visit", "Sixth"),
    pgettext_lazy("visit", "Seventh"),
    pgettext_lazy("visit", "Eighth"),
    pgettext_lazy("visit", "Ninth"),
    pgettext_lazy("visit", "Tenth"),
    pgettext_lazy("visit", "Eleventh"),
    pgettext_lazy("visit", "Twelfth"),
)


def number_word(count: int) -> str:
    """Words up to twelve, figures beyond."""
    return str(_NUMBERS[count]) if 0 <= count < len(_NUMBERS) else str(count)


def ordinal_visit(number: int) -> str:
    """ "Fifth visit"; beyond the twelfth "Visit 13"."""
    if 1 <= number <= len(_ORDINALS):
        return gettext("%(ordinal)s visit") % {"ordinal": _ORDINALS[number - 1]}
    return gettext("Visit %(number)s") % {"number": number}


def visits(count: int) -> str:
    return ngettext("%(count)s visit", "%(count)s visits", count) % {"count": number_word(count)}


def span(days: int) -> str:
    """How long, in the largest unit that does not exaggerate: days, then weeks, months, years."""
    if days < 11:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": number_word(days)}
    if days < 12 * 7 + 4:
        weeks = _round(Fraction(days, 7))
        return ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": number_word(weeks)}
    if days < 2 * 365:
        months = _round(Fraction(days * 12, 365))
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": number_word(months)}
    years = _round(Fraction(days, 365))
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": number_word(years)}


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_sentence(name: str) -> str:
    """A complaint's name within a sentence: "Headaches" as "headaches", "TMJ" as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _round(value: Fraction) -> int:
    return (value + Fraction(1, 2)) // 1
