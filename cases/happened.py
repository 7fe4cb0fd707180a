"""What happened while a complaint was treated, as marks on its picture."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from cases.team import Point
from cases.tried import TriedAt
from sessions_log.pictures import Mark
from sessions_log.wording import in_sentence


def homework_marks(visits: list[TriedAt]) -> list[Mark]:
    """Homework given for the first time, and how much was done wherever that was told and is no longer the same."""
    had: set[str] = set()
    marks: list[Mark] = []
    told: dict[dt.date, dict[str, str]] = {}
    for visit in visits:
        new = [each.name for each in visit.homework if each.name not in had]
        had.update(new)
        if new:
            words = _("Homework: %(what)s") % {"what": ", ".join(map(in_sentence, new))}
            marks.append(Mark(visit.on, "homework", words))
        for each in visit.homework:
            if each.told_on:
                told.setdefault(each.told_on, {})[each.name] = each.done
    return [*marks, *_done(told)]


def _done(told: dict[dt.date, dict[str, str]]) -> Iterable[Mark]:
    before = ""
    for day, done in sorted(told.items()):
        if len(set(done.values())) == 1:
            said = next(iter(done.values()))
        else:
            said = ", ".join(f"{in_sentence(name)} {how}" for name, how in done.items())
        if said != before:
            yield Mark(day, "homework", _("Homework done: %(how)s") % {"how": said})
        before = said


def marks_of_others(steps: list[Point]) -> list[Mark]:
    """What became of referrals, each once a day."""
    days = groupby(sorted(steps, key=lambda each: (each.on, each.who)), key=lambda each: (each.on, each.who))
    return [
        Mark(on, "decision", f"{who}: {', '.join(in_sentence(each.what) for each in several)}")
        for (on, who), several in days
    ]
