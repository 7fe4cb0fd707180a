"""A case as a row of the board says it: words, picture, and what comes next."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.enums import Better, DecisionKind, Group, How
from cases.queries.board import RECENTLY, Case
from practice.current import local_date
from sessions_log import sentences
from sessions_log.models import Progress
from sessions_log.pictures import Sparkline, sparkline
from sessions_log.sentences import Facts
from sessions_log.verdicts import Stage, Verdict
from sessions_log.wording import in_sentence, span

# By urgency of the board: what a case asks for, or what good news there is.
GROUPS = {
    1: Group.REFER,
    2: Group.WORSE,
    3: Group.REVIEW,
    4: Group.BESIDE,
    6: Better.LEVEL,
    7: Better.HELD,
    8: Better.REACHED,
}
IN_PEACE = 3  # of the board's kinds of silence


@dataclass(frozen=True, slots=True)
class Row:
    case: Case
    group: str
    pill: str
    tone: str
    sentence: str
    level: str
    unmeasured: str
    silent: str
    reached: str
    decided: str
    again: str
    dose: str
    therapist: str
    last_visit: dt.datetime | None
    sparkline: Sparkline | None
    urgent: bool


def rows(cases: list[Case], today: dt.date) -> list[Row]:
    return [_row(case, today) for case in cases]


def tone_of(facts: Facts) -> str:
    """The colour that repeats what the words say: clay for "look here", honey for "soon", green for better."""
    if facts.stage == Stage.REFER or facts.verdict in (Verdict.WORSE, Verdict.MIXED):
        return "refer"
    if facts.stage == Stage.REVIEW:
        return "review"
    return "good" if facts.verdict == Verdict.IMPROVED else "calm"


def sparkline_of(progress: Progress, name: str, main_measure: str) -> Sparkline | None:
    measure = progress.leading or main_measure
    numbers = progress.measures.get(measure, {})
    points = [(dt.date.fromisoformat(day), Decimal(value)) for day, value in progress.series]
    return sparkline(
        name, measure, points, baseline=numbers.get("baseline"), need=numbers.get("need"), tone=tone_of(progress)
    )


def decided(decision: dict) -> str:
    """ "Change the approach, decided by Ines on 3 Nov. Until visit 7, or 15 Feb at the latest." """
    what = _("%(what)s, decided by %(who)s on %(day)s.") % {
        "what": str(DecisionKind(decision["kind"]).label).capitalize(),
        "who": decision["by"].split(" ")[0],
        "day": date_format(decision["decided_at"], "j M"),
    }
    if decision["look_again_visit"] and decision["look_again_on"]:
        until = _("Until visit %(visit)s, or %(day)s at the latest.") % {
            "visit": decision["look_again_visit"],
            "day": date_format(decision["look_again_on"], "j M"),
        }
    elif decision["look_again_on"]:
        until = _("Until %(day)s.") % {"day": date_format(decision["look_again_on"], "j M")}
    else:
        until = ""
    for_what = decision.get("massage_for")
    goes_on = _("Massage goes on for: %(what)s.") % {"what": for_what.rstrip(".")} if for_what else ""
    return " ".join(filter(None, (what, goes_on, until)))


def reached(said: dict) -> str:
    """ "A call on 5 Nov, by Ines: she will ring back. We look again on 17 Dec." """
    words = {
        "how": str(How(said["how"]).label).capitalize(),
        "day": date_format(said["on"], "j M"),
        "who": said["by"].split(" ")[0],
        "note": said["note"],
        "until": date_format(said["rests_until"], "j M Y"),
    }
    return _("%(how)s on %(day)s, by %(who)s: “%(note)s” We look again on %(until)s.") % words


def _silent(last: dt.datetime, today: dt.date) -> str:
    on = local_date(last)
    return _("Last here for this on %(day)s, %(span)s ago, and nothing is booked.") % {
        "day": date_format(on, "j M Y"),
        "span": span((today - on).days),
    }


def _row(case: Case, today: dt.date) -> Row:
    facts = case.progress or Progress()
    tone = tone_of(facts)
    shows_decision = case.decision and (case.waiting or case.again)
    return Row(
        case=case,
        group=str(GROUPS[case.urgency].label) if case.urgency in GROUPS else "",
        pill=_("Beside others' care") if case.beside and not facts.stage else sentences.pill(facts),
        tone=tone,
        sentence=_sentence(case, facts),
        level=sentences.level(case.name) if case.level else "",
        unmeasured=_unmeasured(case, today),
        silent=_silent(facts.last_visit_at, today) if case.silence and facts.last_visit_at else "",
        reached=reached(case.reached) if case.reached else "",
        decided=decided(case.decision) if shows_decision else "",
        again=_again(case) if case.again else "",
        dose=sentences.dose(facts) if facts.visits else "",
        therapist=(case.therapist_name or "").split(" ")[0],
        last_visit=facts.last_visit_at,
        sparkline=sparkline_of(facts, case.name, case.main_measure) if case.progress else None,
        urgent=tone == "refer" and not case.waiting,
    )


def _sentence(case: Case, facts: Progress) -> str:
    if case.beside and not facts.visits:
        return _("%(name)s: not rated since massage goes on beside others' care.") % {"name": case.name}
    return sentences.sentence(facts, case.name)


def _again(case: Case) -> str:
    """Why a case is here that is no longer meant to be resolved by massage."""
    if not case.decision or case.decision["look_again_on"] is None:
        return _("Massage goes on beside others' care, and no day is named to look at it again.")
    return _("Massage goes on beside others' care, and it is time to look at it again: does that still fit?")


def _unmeasured(case: Case, today: dt.date) -> str:
    """Why we cannot say how it is, where we cannot."""
    facts = case.progress
    if case.declined:
        return _("Would rather not rate. Ask in words: better, the same, worse?")
    if facts and facts.unmeasured:
        return sentences.unmeasured(case.name)
    if facts and facts.last_rated_on and (today - facts.last_rated_on).days >= RECENTLY:
        return _("Not rated since %(day)s, so we cannot say how it is with the %(name)s today.") % {
            "day": date_format(facts.last_rated_on, "j M Y"),
            "name": in_sentence(case.name),
        }
    return ""
