"""The rule once more, sentence by sentence, as a second opinion: slow, and sharing nothing with progress.py.

Everything is judged from scratch at every counted visit, and each measure on its own scale.
"""

from fractions import Fraction
from statistics import median

SCALE = {"intensity": 10, "days": 7, "function": 10}


def value_of(measure, rating):
    given = rating.value if isinstance(rating.value, tuple) else (rating.value,)
    if None in given:
        return None
    scale = Fraction(SCALE[measure] if rating.scale_max is None else rating.scale_max)
    return sum(Fraction(each) / scale * SCALE[measure] for each in given) / len(given)


def rating_of(visit, measure):
    """The rating that counts for the measure, or None."""
    rating = visit.ratings.get(measure)
    return None if rating is None or rating.outdated else value_of(measure, rating)


def was_rated(visit):
    return any(value_of(measure, rating) is not None for measure, rating in visit.ratings.items())


def baseline_and_later(measure, visits, intake):
    """What B is the mean of, the later ratings, late_baseline."""
    first = next((visit for visit in visits if visit.worked_on), None)
    before, at_first, later = [], [], []
    for each in intake:
        value = None if each.rating.outdated else value_of(measure, each.rating)
        if each.measure == measure and value is not None and (first is None or each.at <= first.start):
            before.append(((each.at, 0, each.sequence), value))
    treated = False
    for visit in visits:
        value = rating_of(visit, measure)
        if visit is first:
            treated = True
            at_first = [value] if value is not None else []
        elif value is not None and treated:
            later.append(value)
        elif value is not None:
            before.append(((visit.start, 1, visit.sequence), value))
    made_of = [value for _, value in sorted(before)[-1:]] + at_first
    if made_of:
        return made_of, later, False
    if later:
        return later[:1], later[1:], True
    return [], [], False


def better_by(measure, baseline, value):
    return value - baseline if measure == "function" else baseline - value


def need_of(measure, baseline):
    return Fraction(2) if measure == "function" else max(Fraction(2), Fraction(30, 100) * baseline)


def verdict_of_measure(measure, baseline, later):
    if baseline is None or not later:
        return "not_enough_data"
    current = sum(later[-2:]) / Fraction(len(later[-2:]))
    d = better_by(measure, baseline, current)
    need = need_of(measure, baseline)
    best = 10 if measure == "function" else 0
    rows = [
        ("worse", d <= -2),
        ("improved", len(later) >= 2 and current == best and d > 0),
        ("too_mild", baseline > 8 if measure == "function" else baseline < 3),
        ("improved", d >= need),
        ("some_change", d >= need / 2),
        ("unchanged", True),
    ]
    return next(word for word, holds in rows if holds)


def judge_measure(measure, visits, intake):
    made_of, later, late = baseline_and_later(measure, visits, intake)
    baseline = sum(made_of) / Fraction(len(made_of)) if made_of else None
    verdict = verdict_of_measure(measure, baseline, later)
    previous = verdict_of_measure(measure, baseline, later[:-1])
    best = 10 if measure == "function" else 0
    alone = [(each, better_by(measure, baseline, each)) for each in later[-2:]]
    current = sum(later[-2:]) / Fraction(len(later[-2:])) if later else None
    return {
        "verdict": verdict,
        "baseline": baseline,
        "current": current,
        "change": better_by(measure, baseline, current) if later else None,
        "need": None if baseline is None else need_of(measure, baseline),
        "baseline_from": tuple(made_of),
        "current_from": tuple(later[-2:]),
        "single_baseline": len(made_of) == 1,
        "late_baseline": late,
        "held": verdict == previous == "improved"
        and all(value == best or d >= need_of(measure, baseline) for value, d in alone),
        "worse_twice": verdict == previous == "worse" and all(d <= -2 for _, d in alone),
    }


def judge_complaint(k, counted, visits, *, main, tracked, intake):
    """Verdict, leading measure, held, worse twice and who takes part at counted visit k (from 1)."""
    now = counted[k - 1]
    up_to_now = visits[: visits.index(now) + 1]
    own = {measure: judge_measure(measure, up_to_now, intake) for measure in tracked}
    part = [
        measure
        for measure in ["intensity", "days", "function"]
        if measure in tracked and any(rating_of(visit, measure) is not None for visit in counted[max(0, k - 2) : k])
    ]
    silent = ("not_enough_data", "too_mild")
    leading = None
    for measure in [main, "intensity", "days", "function"]:
        if leading is None and measure in part and own[measure]["verdict"] not in silent:
            leading = measure
    better = (leading and own[leading]["verdict"] == "improved") or any(own[each]["held"] for each in part)
    bad = any(own[each]["verdict"] == "worse" for each in part)
    if better and bad:
        verdict = "mixed"
    elif bad:
        verdict = "worse"
    elif better:
        verdict = "improved"
    elif leading is None:
        mild = part and all(own[each]["verdict"] == "too_mild" for each in part)
        verdict = "too_mild" if mild else "not_enough_data"
    else:
        verdict = "no_improvement"
    held = verdict == "improved" and any(own[each]["held"] for each in part if rating_of(now, each) is not None)
    return verdict, leading, held, any(own[each]["worse_twice"] for each in part), part


def is_level(counted, visits, steps, *, tracked, intake):
    """Improved at each of the last five counted visits, and no measure gained half its need among them."""
    if len(steps) < 5 or any(step[0] != "improved" for step in steps[-5:]):
        return False
    first, last = (
        {
            measure: judge_measure(measure, visits[: visits.index(counted[k]) + 1], intake)
            for measure in tracked
            if measure in steps[k][4]
        }
        for k in (len(steps) - 5, len(steps) - 1)
    )
    gains = [
        (last[each]["change"] - first[each]["change"]) / last[each]["need"]
        for each in first.keys() & last.keys()
        if first[each]["change"] is not None and last[each]["change"] is not None
    ]
    return gains != [] and max(gains) < Fraction(1, 2)


def judge_by_the_page(visits, main, tracked, since, intake):
    visits = [visit for visit in visits if not visit.voided and visit.local_date >= since]
    visits.sort(key=lambda visit: (visit.start, visit.sequence))
    intake = [each for each in intake if each.local_date >= since]
    counted = [visit for visit in visits if was_rated(visit)]
    steps = [
        judge_complaint(k, counted, visits, main=main, tracked=tracked, intake=intake)
        for k in range(1, len(counted) + 1)
    ]
    without = []
    for k in range(1, len(steps) + 1):
        held_at = [j for j in range(k) if steps[j][2]]
        since_then = range(held_at[-1] + 1 if held_at else 0, k)
        without.append(sum(counted[j].worked_on and steps[j][0] != "too_mild" for j in since_then))
    verdict, leading, held, worse_twice, part = steps[-1] if steps else ("not_enough_data", None, False, False, [])
    own = {measure: judge_measure(measure, visits, intake) for measure in tracked}
    final = [visit for visit in visits if visit.worked_on and not visit.draft]
    first_counted = visits.index(counted[0]) if counted else len(visits)
    gaps = [Fraction((counted[n + 1].local_date - counted[n].local_date).days) for n in range(len(counted) - 1)]
    return {
        "visits": len(counted),
        "skipped": sum(visit not in counted for visit in final if visits.index(visit) > first_counted),
        "verdict": verdict,
        "leading": leading,
        "without": without[-1] if without else 0,
        "improvement_held": held,
        "worse_twice": worse_twice,
        "slow": leading is not None and own[leading]["verdict"] == "some_change",
        "level": is_level(counted, visits, steps, tracked=tracked, intake=intake),
        "single_baseline": leading is not None and own[leading]["single_baseline"],
        "late_baseline": leading is not None and own[leading]["late_baseline"],
        "unmeasured": len(final) >= 2 and not any(was_rated(visit) or visit.declined for visit in final[-2:]),
        "weeks": Fraction((counted[-1].local_date - counted[0].local_date).days, 7) if counted else 0,
        "median_gap_days": median(gaps) if gaps else None,
        "widely_spaced": bool(gaps) and median(gaps) > 21,
        "measures": {measure: own[measure] | {"takes_part": measure in part} for measure in tracked},
        "history": [
            (visit.sequence, step[0], step[1], step[2], step[3], count)
            for visit, step, count in zip(counted, steps, without, strict=True)
        ],
    }
