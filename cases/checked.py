"""What the board says of its own checks: by the minute, as ratings are saved, and by the night."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import BoardCheck

LATE = dt.timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class Nightly:
    """A sentence, and whether somebody should look into it."""

    words: str
    is_wrong: bool


def checked(at: dt.datetime | None, now: dt.datetime) -> str:
    """When the newest of these verdicts was computed: every saved rating does it at once."""
    if at is None:
        return ""
    if now - at < dt.timedelta(minutes=1):
        return _("Checked just now.")
    return _("Checked %(span)s ago.") % {"span": timesince(at, now, depth=1)}


def nightly(now: dt.datetime) -> Nightly:
    """What the last check of the whole board found, or that it did not run. One query."""
    last = BoardCheck.objects.filter(pk=1).first()
    if last is None:
        return Nightly(_("The whole board is held against its ratings once a night; it was not yet."), False)
    words = {"when": date_format(timezone.localtime(last.at), "j M, H:i")}
    if last.faults:
        said = ngettext(
            "The check of %(when)s found an entry that is wrong or missing here. Please have it looked into.",
            "The check of %(when)s found %(n)s entries that are wrong or missing here. Please have it looked into.",
            last.faults,
        )
        return Nightly(said % (words | {"n": last.faults}), True)
    if now - last.at > LATE:
        said = _("The nightly check of the whole board has not run since %(when)s. Please have it looked into.")
        return Nightly(said % words, True)
    if last.differing and not last.mended:
        said = _("The check of %(when)s found numbers that do not follow from their ratings, and changed nothing.")
        return Nightly(said % words, True)
    if last.differing:
        said = _("The check of %(when)s found numbers that did not follow from their ratings, and put them right.")
        return Nightly(said % words, False)
    return Nightly(_("Held against all ratings on %(when)s: each entry has its reason.") % words, False)
