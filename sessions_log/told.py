"""What a client has told between visits, as the page of a visit offers it. Nothing of it is a rating by itself."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.between_queries import CheckedIn, ToldRating
from intake.diary import ENOUGH, WORTH_SAYING, Day, Week, good_day, week_before
from intake.enums import Measure
from intake.models import CheckInRating, Complaint
from practice.current import local_date
from sessions_log.complaints import GivenRating
from sessions_log.enums import Source
from sessions_log.numbers import say


@dataclass(frozen=True, slots=True)
class Told:
    """Of one complaint. `week` is the diary's, where a number of days is asked for at all."""

    complaint: Complaint
    starts_at: dt.datetime
    check_in: CheckedIn | None = None
    week: Week | None = None
    good_day: Day | None = None

    @property
    def checked_in(self) -> list[GivenRating]:
        """The check-in's ratings, of what is still asked; other activities than today's are another measure."""
        if self.check_in is None:
            return []
        return [
            GivenRating(each.measure, each.scale_max, each.value, list(each.parts), Source.CHECK_IN)
            for each in sorted(self.check_in.ratings, key=self._order)
            if _is_asked(self.complaint, each)
        ]

    @property
    def days(self) -> GivenRating | None:
        """The diary's number of days, where enough were kept: on the scale of those that were."""
        if self.week is None or self.week.kept < ENOUGH:
            return None
        return GivenRating(Measure.DAYS, Decimal(self.week.kept), Decimal(self.week.had), source=Source.DIARY)

    @property
    def check_in_words(self) -> str:
        """ "From the client, this morning (08:12): 6 of 10" """
        ratings = self.checked_in
        if self.check_in is None or not (ratings or self.check_in.declined):
            return ""
        said = "; ".join(say_rating(self.complaint, each) for each in ratings) or _("would rather not say")
        when = moment(self.check_in.at, self.starts_at)
        return _("From the client, %(when)s: %(said)s") % {"when": when, "said": said}

    @property
    def week_words(self) -> str:
        """ "From the diary: 4 of the last 7 days"; "From the diary: 3 of 5 days kept" """
        if self.week is None or self.week.kept < WORTH_SAYING:
            return ""
        count = {"had": self.week.had, "kept": self.week.kept}
        if self.week.is_whole:
            return _("From the diary: %(had)s of the last 7 days") % count
        return _("From the diary: %(had)s of %(kept)s days kept") % count

    def _order(self, rating: ToldRating) -> bool:
        return rating.measure != self.complaint.main_measure


def told_of(
    complaint: Complaint,
    *,
    check_in: CheckedIn | None,
    days: Iterable[Day],
    starts_at: dt.datetime,
    last_visit: dt.datetime | None,
    last_signed: dt.datetime | None,
) -> Told:
    """What is news at a visit of that start: a check-in told before the visit before it is none any more."""
    days, on = list(days), local_date(starts_at)
    good = good_day(days, on)
    return Told(
        complaint,
        starts_at,
        check_in=check_in if check_in and (last_visit is None or check_in.at > last_visit) else None,
        week=week_before(days, on) if complaint.track_days else None,
        good_day=good if good and (last_signed is None or good.at > last_signed) else None,
    )


def moment(at: dt.datetime, now: dt.datetime) -> str:
    """ "this morning (08:12)", "yesterday evening (20:40)" """
    local, days = localtime(at), (local_date(now) - local_date(at)).days
    part = 0 if local.hour < 12 else 1 if local.hour < 18 else 2
    if days == 0:
        words = (_("this morning"), _("this afternoon"), _("this evening"))[part]
    elif days == 1:
        words = (_("yesterday morning"), _("yesterday afternoon"), _("yesterday evening"))[part]
    else:
        words = _("on %(day)s") % {"day": date_format(local, "l" if days < 7 else "j F")}
    return f"{words} ({date_format(local, 'TIME_FORMAT')})"


def _is_asked(complaint: Complaint, rating: ToldRating) -> bool:
    if rating.measure == Measure.PAINKILLER_DAYS:
        return complaint.track_painkiller_days
    same = rating.measure != Measure.FUNCTION or rating.edition == complaint.activities_edition
    return same and rating.measure in complaint.tracked


def say_rating(complaint: Complaint, rating: GivenRating | CheckInRating) -> str:
    """ "6 of 10", "4 of the last 7 days" """
    if rating.measure == Measure.FUNCTION:
        each = zip(complaint.activities, rating.parts, strict=False)
        return ", ".join(f"{activity} {say(value)}" for activity, value in each)
    assert rating.value is not None
    number = {"value": say(rating.value), "top": say(rating.scale_max)}
    if rating.measure == Measure.DAYS:
        return _("%(value)s of the last 7 days") % number
    if rating.measure == Measure.PAINKILLER_DAYS:
        return (
            ngettext(
                "painkillers on %(value)s day of the month",
                "painkillers on %(value)s days of the month",
                int(rating.value),
            )
            % number
        )
    return _("%(value)s of %(top)s") % number
