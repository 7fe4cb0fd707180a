"""Every verdict and stage in words, letter by letter."""

from types import SimpleNamespace

import pytest

from sessions_log import sentences
from sessions_log.measure_lines import measure_lines


def measure(verdict, baseline, current, need="2", **more):
    known = baseline is not None and current is not None
    change = str(float(baseline) - float(current)) if known else None
    return {"verdict": verdict, "baseline": baseline, "current": current, "change": change, "need": need} | more


def facts(verdict="no_improvement", *, visits=5, weeks="4", measures=None, **more):
    fields = {
        "visits": visits,
        "skipped": 0,
        "verdict": verdict,
        "without": visits,
        "leading": "intensity",
        "slow": False,
        "improvement_held": False,
        "worse_twice": False,
        "single_baseline": False,
        "late_baseline": False,
        "unmeasured": False,
        "weeks": weeks,
        "widely_spaced": False,
        "measures": measures or {"intensity": measure("unchanged", "6.5", "6")},
        "stage": "",
    }
    return SimpleNamespace(**fields | more)


def days(verdict, baseline, current, need="2", **more):
    return {"leading": "days", "measures": {"days": measure(verdict, baseline, current, need)}} | more


WORSE = {"intensity": measure("worse", "5", "7.5")}
BETTER = {"intensity": measure("improved", "6", "3")}


@pytest.mark.parametrize(
    ("given", "name", "said"),
    [
        (
            facts(),
            "Headaches",
            "Headaches: 6.5 at the start, 6 at visit 5, four weeks on. "
            "We would call 2 points a real change, and have not seen it hold yet.",
        ),
        (
            facts(visits=6, without=3, weeks="8.2857", measures={"intensity": measure("unchanged", "8", "8", "2.4")}),
            "Neck",
            "Neck: 8 at the start, 8 at visit 6, eight weeks on. "
            "We would call 2.4 points a real change, and do not see one holding now.",
        ),
        (
            facts(slow=True, measures={"intensity": measure("some_change", "7", "5.5", "2.1")}),
            "Neck",
            "Neck: 7 at the start, 5.5 at visit 5, four weeks on. Some change; we would call 2.1 points a real one.",
        ),
        (
            facts(**days("unchanged", "6.5", "6")),
            "Headaches",
            "Headaches: 6.5 of 7 days at the start, 6 of 7 days at visit 5, four weeks on. "
            "We would call 2 days fewer a real change, and have not seen it hold yet.",
        ),
        (
            facts(leading="function", weeks="0", measures={"function": measure("unchanged", "3", "3.5")}),
            "Shoulder",
            "Shoulder, everyday activities: 3 of 10 at the start, 3.5 of 10 at visit 5. "
            "We would call 2 points more a real change, and have not seen it hold yet.",
        ),
        (
            facts("worse", visits=3, weeks="2", worse_twice=True, measures=WORSE),
            "Low back",
            "Low back: 5 at the start, 7.5 at visit 3, two weeks on: worse, twice in a row.",
        ),
        (
            facts("worse", visits=2, weeks="1", measures={"intensity": measure("worse", "5", "7")}),
            "Low back",
            "Low back: 5 at the start, 7 at visit 2, seven days on: worse, for the first time. "
            "One bad day can do that; ask, and look again next time.",
        ),
        (
            facts(
                "mixed",
                visits=4,
                leading="days",
                measures={"days": measure("improved", "6", "3"), "intensity": measure("worse", "4", "6.5")},
            ),
            "Headaches",
            "Headaches at visit 4: days better (6 at the start, 3 now), intensity worse (4, now 6.5).",
        ),
        (
            facts("improved", weeks="5", measures=BETTER),
            "Neck",
            "Neck: 6 at the start, 3 at visit 5, five weeks on: better. One more good visit, and it holds.",
        ),
        (
            facts("improved", improvement_held=True, weeks="26", measures=BETTER),
            "Neck",
            "Neck: 6 at the start, 3 at visit 5, six months on: better, and it holds.",
        ),
        (
            facts("too_mild", leading="", measures={"intensity": measure("too_mild", "2", "2")}),
            "Neck",
            "Neck: 2 at the start, too mild to measure an improvement by. We watch that it gets no worse.",
        ),
        (
            facts(
                "not_enough_data",
                visits=0,
                leading="",
                measures={"intensity": measure("not_enough_data", None, None)},
            ),
            "Poor sleep",
            "Poor sleep: not rated at a visit yet.",
        ),
        (
            facts(
                "not_enough_data", visits=1, leading="", measures={"intensity": measure("not_enough_data", "6", None)}
            ),
            "Poor sleep",
            "Poor sleep: too early to say; it takes a rating at one more visit.",
        ),
    ],
)
def test_sentence_beside_a_complaint(given, name, said):
    assert sentences.sentence(given, name) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (facts(), "Fifth visit, no improvement"),
        (facts(visits=3), "Third visit, no improvement"),
        (facts(visits=13), "Visit 13, no improvement"),
        (facts(visits=6, without=3), "No improvement in three visits"),
        (facts(visits=6, without=1), "No improvement at the last visit"),
        (facts(slow=True), "Fifth visit, some change"),
        (facts("worse"), "Worse"),
        (facts("worse", worse_twice=True), "Worse, twice in a row"),
        (facts("mixed"), "Better in one way, worse in another"),
        (facts("improved"), "Better"),
        (facts("improved", improvement_held=True), "Better, and it holds"),
        (facts("too_mild"), "Mild"),
        (facts("not_enough_data", visits=0), "Not rated yet"),
        (facts("not_enough_data", visits=1), "Too early to say"),
    ],
)
def test_pill_of_a_row(given, said):
    assert sentences.pill(given) == said


@pytest.mark.parametrize(
    ("given", "name", "said"),
    [
        (
            facts(visits=3, stage="review"),
            "Headaches",
            "Third visit without improvement for the headaches: time to change the approach.",
        ),
        (
            facts(stage="refer"),
            "TMJ",
            "Fifth visit without improvement for the TMJ: time to talk openly and to bring somebody else in.",
        ),
        (
            facts(visits=2, stage="watch"),
            "Headaches",
            "No improvement yet for the headaches; it is early, go on.",
        ),
        (
            facts(stage=""),  # beside others' care: at the fifth visit it is early no more
            "Headaches",
            sentences.sentence(facts(), "Headaches"),
        ),
        (
            facts(stage="review", slow=True),
            "Headaches",
            "Some change for the headaches, less than we would call real: do more of what helps.",
        ),
        (
            facts("worse", visits=5, stage="refer", measures=WORSE),
            "Low back",
            "Low back: 5 at the start, 7.5 at visit 5, four weeks on: worse, for the first time. One bad day can do "
            "that; ask, and look again next time. Time to talk openly and to bring somebody else in.",
        ),
        (
            facts("improved", improvement_held=True, measures=BETTER),
            "Neck",
            "Neck: 6 at the start, 3 at visit 5, four weeks on: better, and it holds.",
        ),
    ],
)
def test_sentence_on_the_visit_page(given, name, said):
    assert sentences.at_visit(given, name) == said


def test_unmeasured_names_what_nobody_asked_about():
    assert sentences.unmeasured("Headaches") == (
        "No number for the headaches at the last two visits, so neither of us can tell if this is helping."
    )


@pytest.mark.parametrize(
    ("given", "before", "said"),
    [
        (facts(), None, []),
        (
            facts(widely_spaced=True, weeks="21.7143"),
            None,
            ["Five visits in five months is a thin dose: try them closer together before concluding anything."],
        ),
        (facts(single_baseline=True), None, ["The start is a single rating, and people often come on a bad day."]),
        (
            facts(single_baseline=True, late_baseline=True, skipped=1),
            None,
            [
                "The first rating was given when the work had already begun, so the true start may be missing.",
                "One visit since the first rating went without one.",
            ],
        ),
        (
            facts(skipped=14),
            1,
            ["14 visits since the first rating went without one.", "One treatment elsewhere came before this log."],
        ),
    ],
)
def test_remarks_bear_in_mind_what_weakens_the_numbers(given, before, said):
    assert sentences.remarks(given, before) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (facts(), "5 visits in 4 weeks"),
        (facts(visits=3, weeks="9", widely_spaced=True), "3 visits in 9 weeks, widely spaced"),
        (facts(visits=1, weeks="0"), "1 visit"),
        (facts(visits=2, weeks="0.2857"), "2 visits in less than a week"),
        (facts(visits=2, weeks="1.1429"), "2 visits in 1 week"),
    ],
)
def test_dose(given, said):
    assert sentences.dose(given) == said


def test_rounded_numbers_never_claim_what_the_verdict_denies():
    """d is 2.04 of the 2.05 needed: both would round to 2."""
    near = facts(measures={"intensity": measure("some_change", "6.8333", "4.7933", "2.05")}, slow=True)
    assert sentences.sentence(near, "Neck") == (
        "Neck: 6.8 at the start, 4.8 at visit 5, four weeks on. Some change; we would call 2.1 points a real one."
    )


def test_case_without_numbers_still_says_where_it_stands():
    broken = facts()
    broken.measures = {}
    assert sentences.sentence(broken, "Neck") == "Neck: fifth visit, no improvement."


def test_numbers_behind_a_sentence_the_leading_measure_first():
    given = facts(
        leading="days",
        measures={
            "intensity": measure("not_enough_data", "6", None, None),
            "days": measure("unchanged", "6.5", "6", "2", baseline_from=["7", "6"], current_from=["6", "6"]),
        },
    )
    lines = [
        (
            line.measure,
            line.leads,
            line.words,
            line.baseline,
            line.baseline_from,
            line.current,
            line.change,
            line.need,
        )
        for line in measure_lines(given)
    ]
    assert lines == [
        ("days", True, "about the same", "6.5", "mean of 7 and 6", "6", "0.5", "2"),
        ("intensity", False, "too early to say", "6", "", "–", "–", "–"),
    ]
