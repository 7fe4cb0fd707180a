"""What a letter says before anybody edits it: written from the case, each part apart, few of them ticked."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.enums import Part
from cases.models import Referral
from cases.reading import Case
from cases.tried import AllTried
from practice.current import local_date
from sessions_log.numbers import say
from sessions_log.progress import as_decimal
from sessions_log.scales import scale_of
from sessions_log.sentences import dose
from sessions_log.trends import rating_before
from sessions_log.verdicts import Verdict
from sessions_log.wording import in_sentence, ordinal_visit

# As little as makes sense to somebody who reads it; everything else is a tick away.
USUAL = (Part.OPENING, Part.ASKED)


@dataclass(frozen=True, slots=True)
class Picture:
    """The ratings of the leading measure: [day, value], the top of the scale, what they are."""

    points: list
    top: int
    caption: str

    def kept(self) -> dict:
        return {"points": self.points, "top": self.top, "caption": self.caption}


def compose(referral: Referral, case: Case, tried: AllTried) -> dict[Part, str]:
    """The words of each part; a part about which nothing is known is empty."""
    return {
        Part.OPENING: _opening(case),
        Part.OWN_WORDS: _own_words(case),
        Part.DONE: _done(case, tried),
        Part.RATINGS: _ratings(case),
        Part.ASKED: referral.reason,
    }


def picture_of(case: Case) -> Picture | None:
    """None where there are fewer than two ratings."""
    points, scale = _points(case), scale_of(_measure(case))
    if len(points) < 2:
        return None
    caption = _("%(complaint)s, %(scale)s, before each treatment") % {
        "complaint": case.complaint.name,
        "scale": scale.span,
    }
    return Picture(points, int(scale.top), caption)


def _measure(case: Case) -> str:
    return case.facts.leading or case.complaint.main_measure


def _points(case: Case) -> list[list[str]]:
    """The rated visits of the episode; where others came before it, as when the aim was changed, theirs too."""
    if not _began_anew(case):
        return [[day, str(value)] for day, value in case.facts.series]
    rated = [(at, rating_before(at, case.complaint, _measure(case))) for at in case.said]
    return [
        [local_date(at.starts_at).isoformat(), str(as_decimal(value))] for at, value in rated if value is not None
    ]


def _began_anew(case: Case) -> bool:
    return len(case.episodes) > 1


def _opening(case: Case) -> str:
    complaint = case.complaint
    first = complaint.client.name.split(" ")[0]
    said = [
        _("With %(client)s's written permission I am sharing what I have seen as a massage therapist.")
        % {"client": complaint.client.name}
    ]
    came = {"name": first, "complaint": in_sentence(complaint.name), "since": complaint.since}
    if case.said:
        came["day"] = date_format(local_date(case.said[0].starts_at), "j F Y")
        said.append(_("%(name)s came on %(day)s with this: %(complaint)s.") % came)
    if complaint.since:
        said.append(_("By %(name)s's own account it has been so for: %(since)s.") % came)
    if how := _how_it_went(case, first):
        said.append(how)
    said.append(_("I do not diagnose, and would be grateful for your assessment."))
    return " ".join(said)


def _how_it_went(case: Case, first: str) -> str:
    numbers = case.facts.measures.get(case.facts.leading, {})
    if not numbers or numbers.get("baseline") is None or numbers.get("current") is None:
        return _first_and_last(case, first)
    line = next(each for each in case.lines if each.leads)
    words = {
        Verdict.NO_IMPROVEMENT: _("little changed"),
        Verdict.WORSE: _("worse"),
        Verdict.MIXED: _("better in one way and worse in another"),
        Verdict.IMPROVED: _("better"),
    }.get(Verdict(case.facts.verdict), _("these"))
    top = scale_of(case.facts.leading).top
    return _("At the %(visit)s %(name)s's own ratings were %(words)s (%(start)s, now %(now)s of %(top)s).") % {
        "visit": in_sentence(ordinal_visit(case.facts.visits)),
        "name": first,
        "words": words,
        "start": line.baseline,
        "now": line.current,
        "top": say(top),
    }


def _first_and_last(case: Case, first: str) -> str:
    """Where the episode is too young to say how it went."""
    points = _points(case)
    if not _began_anew(case) or len(points) < 2:
        return ""
    return _(
        "%(name)s's own ratings before treatments were %(start)s at first and %(now)s at the latest, of %(top)s."
    ) % {
        "name": first,
        "start": say(points[0][1]),
        "now": say(points[-1][1]),
        "top": say(scale_of(_measure(case)).top),
    }


def _own_words(case: Case) -> str:
    complaint = case.complaint
    said = [f"“{complaint.own_words}”"] if complaint.own_words else []
    for words, value in (
        (_("Named by a doctor: %(what)s."), complaint.doctor_named),
        (_("Worse with: %(what)s."), complaint.worse_with),
        (_("Better with: %(what)s."), complaint.better_with),
        (_("Tried before: %(what)s."), complaint.tried_before),
    ):
        if value:
            said.append(words % {"what": value.rstrip(".")})
    return " ".join(said)


def _done(case: Case, tried: AllTried) -> str:
    if not tried.visits:
        return ""
    said = [_("So far: %(dose)s.") % {"dose": _dose(case, tried)}]
    for words, list_ in (
        (_("Techniques: %(what)s."), tried.techniques),
        (_("Areas: %(what)s."), tried.areas),
        (_("At home: %(what)s."), tried.homework),
    ):
        if list_:
            said.append(words % {"what": ", ".join(in_sentence(each.name) for each in list_)})
    return " ".join(said)


def _dose(case: Case, tried: AllTried) -> str:
    if case.facts.visits and not _began_anew(case):
        return dose(case.facts)
    count = len(tried.visits)
    words = ngettext("%(count)s visit since %(day)s", "%(count)s visits since %(day)s", count)
    return words % {"count": count, "day": date_format(tried.visits[0].on, "j F Y")}


def _ratings(case: Case) -> str:
    found = picture_of(case)
    if not found:
        return ""
    days = (f"{date_format(dt.date.fromisoformat(day), 'j M')}: {say(value)}" for day, value in found.points)
    return capfirst(f"{found.caption}. {'; '.join(days)}.")
