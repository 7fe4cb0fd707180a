"""What the facts of a verdict say to a person: one sentence beside every flag, and the words around it.

From stored facts (Progress) and the complaint's name to text. No raw verdict or stage leaves this module, and no
number that contradicts one. The rating at visit 5 judges four treatments: it is "at visit 5", never "after 5".
"""

from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions_log.numbers import Shown, exact, say, shown
from sessions_log.scales import scale_of
from sessions_log.verdicts import Measure, Stage, Verdict
from sessions_log.wording import in_sentence, number_word, ordinal_visit, sentence_case, span, visits


class Facts(Protocol):
    """The part of a stored Progress that sentences are made of."""

    visits: int
    skipped: int
    verdict: str
    without: int
    leading: str
    slow: bool
    improvement_held: bool
    worse_twice: bool
    single_baseline: bool
    late_baseline: bool
    unmeasured: bool
    weeks: Decimal | None
    median_gap_days: Decimal | None
    widely_spaced: bool
    measures: dict[str, dict[str, Any]]
    stage: str


def pill(facts: Facts) -> str:
    """The few words of a row's label: "Fifth visit, no improvement"."""
    match facts.verdict:
        case Verdict.NO_IMPROVEMENT:
            return _stalled_pill(facts)
        case Verdict.WORSE:
            words = _("Worse, twice in a row") if facts.worse_twice else _("Worse")
        case Verdict.MIXED:
            words = _("Better in one way, worse in another")
        case Verdict.IMPROVED:
            words = _("Better, and it holds") if facts.improvement_held else _("Better")
        case Verdict.TOO_MILD:
            words = _("Mild")
        case _:
            words = _("Too early to say") if facts.visits else _("Not rated yet")
    return words


def _stalled_pill(facts: Facts) -> str:
    if facts.slow:
        return _("%(visit)s, some change") % {"visit": ordinal_visit(facts.visits)}
    if facts.without == facts.visits:
        return _("%(visit)s, no improvement") % {"visit": ordinal_visit(facts.visits)}
    return ngettext("No improvement at the last visit", "No improvement in %(count)s visits", facts.without) % {
        "count": number_word(facts.without)
    }


def sentence(facts: Facts, name: str) -> str:
    """The one sentence (or two) that explains where a complaint stands, with the numbers behind it."""
    if not facts.measures and facts.visits:
        return f"{name}: {in_sentence(pill(facts))}."
    say_it = {
        Verdict.NO_IMPROVEMENT: _no_improvement,
        Verdict.WORSE: _worse,
        Verdict.MIXED: _mixed,
        Verdict.IMPROVED: _improved,
        Verdict.TOO_MILD: _too_mild,
        Verdict.NOT_ENOUGH_DATA: _too_early,
    }[Verdict(facts.verdict)]
    return say_it(facts, name)


def at_visit(facts: Facts, name: str) -> str:
    """What the visit page says as soon as the rating before the treatment is saved."""
    what = in_sentence(name)
    # Without a stage massage goes on beside others' care: it is not early, and nothing asks for a change.
    if facts.verdict == Verdict.NO_IMPROVEMENT and facts.stage:
        if facts.stage == Stage.WATCH:
            return _("No improvement yet for the %(name)s; it is early, go on.") % {"name": what}
        if facts.slow and facts.stage == Stage.REVIEW:
            return _("Some change for the %(name)s, less than we would call real: do more of what helps.") % {
                "name": what
            }
        if facts.stage == Stage.REVIEW:
            return _without(facts, what) + " " + _("time to change the approach.")
        return _without(facts, what) + " " + _("time to talk openly and to bring somebody else in.")
    if facts.verdict == Verdict.WORSE and facts.stage == Stage.REFER:
        return sentence(facts, name) + " " + _("Time to talk openly and to bring somebody else in.")
    return sentence(facts, name)


def unmeasured(name: str) -> str:
    """Beside the flags: not measuring must not hide a stall."""
    return _("No number for the %(name)s at the last two visits, so neither of us can tell if this is helping.") % {
        "name": in_sentence(name)
    }


def level(name: str) -> str:
    """Good news, and a question: it has not moved for five visits."""
    return _(
        "Better at each of the last five visits, and no further gain among them. Time to ask what the %(name)s still "
        "needs: space the visits out, keep them as they are, or finish?"
    ) % {"name": in_sentence(name)}


def remarks(facts: Facts, treatments_before: int | None = None) -> list[str]:
    """What to bear in mind before anyone concludes anything."""
    said = []
    if facts.widely_spaced:
        said.append(
            _("%(visits)s in %(span)s is a thin dose: try them closer together before concluding anything.")
            % {"visits": sentence_case(visits(facts.visits)), "span": span(_days(facts))}
        )
    if facts.late_baseline:
        said.append(
            _("The first rating was given when the work had already begun, so the true start may be missing.")
        )
    elif facts.single_baseline:
        said.append(_("The start is a single rating, and people often come on a bad day."))
    if facts.skipped:
        said.append(
            ngettext(
                "%(count)s visit since the first rating went without one.",
                "%(count)s visits since the first rating went without one.",
                facts.skipped,
            )
            % {"count": sentence_case(number_word(facts.skipped))}
        )
    if treatments_before:
        said.append(
            ngettext(
                "%(count)s treatment elsewhere came before this log.",
                "%(count)s treatments elsewhere came before this log.",
                treatments_before,
            )
            % {"count": sentence_case(number_word(treatments_before))}
        )
    return said


def dose(facts: Facts) -> str:
    """ "5 visits in 4 weeks", with a word where they are far apart."""
    count = ngettext("%(count)s visit", "%(count)s visits", facts.visits) % {"count": facts.visits}
    if facts.visits < 2:
        return count
    weeks = (Fraction(_days(facts), 7) + Fraction(1, 2)) // 1
    if not weeks:
        return _("%(visits)s in less than a week") % {"visits": count}
    text = ngettext("%(visits)s in %(count)s week", "%(visits)s in %(count)s weeks", weeks) % {
        "visits": count,
        "count": weeks,
    }
    return _("%(dose)s, widely spaced") % {"dose": text} if facts.widely_spaced else text


def gap(facts: Facts) -> str:
    """ "about 7 days apart"; nothing before the second visit."""
    days = round(facts.median_gap_days or 0)
    if not days:
        return ""
    return ngettext("about %(count)s day apart", "about %(count)s days apart", days) % {"count": days}


def length(minutes: Collection[int]) -> str:
    """ "60 minutes each", "45 to 60 minutes each"; nothing where there was no visit."""
    if not minutes:
        return ""
    least, most = min(minutes), max(minutes)
    if least == most:
        return _("%(n)s minutes each") % {"n": most}
    return _("%(least)s to %(most)s minutes each") % {"least": least, "most": most}


def advice() -> str:
    """Said once on every page that flags."""
    return _("The rule only compares numbers and advises; what to do, a person decides.")


# --- the verdicts ---------------------------------------------------------------------------------------------


def _no_improvement(facts: Facts, name: str) -> str:
    measure, said = facts.leading, shown_of(facts, facts.leading)
    need = _points(measure, said.need)
    if facts.slow:
        then = _("Some change; we would call %(need)s a real one.") % {"need": need}
    elif facts.without == facts.visits:
        then = _("We would call %(need)s a real change, and have not seen it hold yet.") % {"need": need}
    else:
        then = _("We would call %(need)s a real change, and do not see one holding now.") % {"need": need}
    return f"{_from_to(facts, name, measure, said)}. {then}"


def _worse(facts: Facts, name: str) -> str:
    measure = _first_with(facts, Verdict.WORSE)
    moved = _from_to(facts, name, measure, shown_of(facts, measure))
    if facts.worse_twice:
        return _("%(moved)s: worse, twice in a row.") % {"moved": moved}
    return _("%(moved)s: worse, for the first time. One bad day can do that; ask, and look again next time.") % {
        "moved": moved
    }


def _mixed(facts: Facts, name: str) -> str:
    better, worse = _first_with(facts, Verdict.IMPROVED), _first_with(facts, Verdict.WORSE)
    good, bad = shown_of(facts, better), shown_of(facts, worse)
    return _(
        "%(name)s at visit %(visit)s: %(good)s better (%(a)s at the start, %(b)s now), "
        "%(bad)s worse (%(c)s, now %(d)s)."
    ) % {
        "name": name,
        "visit": facts.visits,
        "good": _short(better),
        "a": say(good.baseline),
        "b": say(good.current),
        "bad": _short(worse),
        "c": say(bad.baseline),
        "d": say(bad.current),
    }


def _improved(facts: Facts, name: str) -> str:
    measure = _first_with(facts, Verdict.IMPROVED)
    moved = _from_to(facts, name, measure, shown_of(facts, measure))
    if facts.improvement_held:
        return _("%(moved)s: better, and it holds.") % {"moved": moved}
    return _("%(moved)s: better. One more good visit, and it holds.") % {"moved": moved}


def _too_mild(facts: Facts, name: str) -> str:
    measure = _first_with(facts, Verdict.TOO_MILD)
    start = exact(facts.measures[measure]["baseline"])
    return _(
        "%(name)s: %(start)s at the start, too mild to measure an improvement by. We watch that it gets no worse."
    ) % {
        "name": name,
        "start": _value(measure, start),
    }


def _too_early(facts: Facts, name: str) -> str:
    if not facts.visits:
        return _("%(name)s: not rated at a visit yet.") % {"name": name}
    return _("%(name)s: too early to say; it takes a rating at one more visit.") % {"name": name}


# --- their parts ----------------------------------------------------------------------------------------------


def _from_to(facts: Facts, name: str, measure: str, said: Shown) -> str:
    """ "Headaches: 6.5 at the start, 6 at visit 5, four weeks on" """
    days = _days(facts)
    if measure == Measure.FUNCTION:
        name = _("%(name)s, everyday activities") % {"name": name}
    values = {
        "name": name,
        "start": _value(measure, said.baseline),
        "now": _value(measure, said.current),
        "visit": facts.visits,
        "span": span(days),
    }
    if days:
        return _("%(name)s: %(start)s at the start, %(now)s at visit %(visit)s, %(span)s on") % values
    return _("%(name)s: %(start)s at the start, %(now)s at visit %(visit)s") % values


def _without(facts: Facts, what: str) -> str:
    return _("%(visit)s without improvement for the %(name)s:") % {
        "visit": ordinal_visit(facts.without),
        "name": what,
    }


def _value(measure: str, value: Fraction) -> str:
    if measure == Measure.DAYS:
        return _("%(value)s of 7 days") % {"value": say(value)}
    if measure == Measure.FUNCTION:
        return _("%(value)s of 10") % {"value": say(value)}
    return say(value)


def _points(measure: str, need: Fraction) -> str:
    """What would be a real change, with the direction where it is not the usual one."""
    plural = 1 if need == 1 else 2
    if measure == Measure.DAYS:
        return ngettext("%(need)s day fewer", "%(need)s days fewer", plural) % {"need": say(need)}
    if measure == Measure.FUNCTION:
        return ngettext("%(need)s point more", "%(need)s points more", plural) % {"need": say(need)}
    return ngettext("%(need)s point", "%(need)s points", plural) % {"need": say(need)}


def _short(measure: str) -> str:
    return {
        Measure.INTENSITY: _("intensity"),
        Measure.DAYS: _("days"),
        Measure.FUNCTION: _("everyday activities"),
    }[Measure(measure)]


def _first_with(facts: Facts, verdict: str) -> str:
    """The measure that a verdict is about: the leading one where it says so itself, else the first that does."""
    of_leading = facts.measures.get(facts.leading, {})
    if of_leading.get("verdict") == verdict:
        return facts.leading
    return next(
        (measure for measure, numbers in facts.measures.items() if numbers["verdict"] == verdict),
        facts.leading or next(iter(facts.measures)),
    )


def shown_of(facts: Facts, measure: str) -> Shown:
    """The numbers of one measure in tenths that agree with its verdict."""
    numbers = facts.measures[measure]
    verdict, best = numbers["verdict"], scale_of(measure).best
    current = exact(numbers["current"])
    gone = verdict == Verdict.IMPROVED and current == best
    return shown(
        exact(numbers["baseline"]),
        current,
        exact(numbers["need"]),
        best=best,
        reached=None if gone else verdict == Verdict.IMPROVED,
        worsened=verdict == Verdict.WORSE,
    )


def _days(facts: Facts) -> int:
    return round(Fraction(facts.weeks or 0) * 7)
