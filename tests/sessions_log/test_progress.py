"""The improvement rule, case by case. Its general properties are in test_progress_properties.py."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest

from intake import enums as choices
from sessions_log.progress import Rating, as_decimal, judge, stage

from .episodes import FIRST_DAY, intake, judged, stage_of, visit, weekly

# --- the worked cases ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "series", "expected"),
    [
        # verdict of the complaint and of the measure, B, C, without, stage
        (7, [7, 7, 7, 6, 7], ("no_improvement", "unchanged", 7, "6.5", 5, "refer")),
        (None, [6, 6, 6], ("no_improvement", "unchanged", 6, "6", 3, "review")),
        (6, [6, 5, 4, 3, 3], ("improved", "improved", 6, "3", 0, None)),
        (8, [8, 5, 5, 8, 8, 8], ("no_improvement", "unchanged", 8, "8", 3, "review")),
        (6, [6, 6, 6, 2, 6], ("improved", "improved", 6, "4", 5, None)),
        (6, [6, 6, 6, 10, 6], ("worse", "worse", 6, "8", 5, "refer")),
        (7, [7, 6, 6, 6, 5], ("no_improvement", "some_change", 7, "5.5", 5, "review")),
        (7, [7, 6, 6, 6, 5, 6, 5, 6], ("no_improvement", "some_change", 7, "5.5", 8, "refer")),
        (5, [5, 7], ("worse", "worse", 5, "7", 2, "watch")),
        (5, [5, 7, 8], ("worse", "worse", 5, "7.5", 3, "review")),
        (2, [2, 2, 2, 2, 2], ("too_mild", "too_mild", 2, "2", 1, None)),
        (2, [2, 1, 0, 0], ("improved", "improved", 2, "0", 2, None)),
        (6, [6], ("not_enough_data", "not_enough_data", 6, None, 1, None)),
    ],
    ids=str,
)
def test_worked_cases_of_intensity(before, series, expected):
    verdict, own, baseline, current, without, stage_then = expected
    progress = judged(weekly(*series), [] if before is None else [intake(before)])

    measure = progress.measures["intensity"]
    assert (progress.verdict, measure.verdict, progress.without) == (verdict, own, without)
    assert (measure.baseline, measure.current) == (baseline, None if current is None else Fraction(current))
    assert (progress.visits, stage_of(progress)) == (len(series), stage_then)


def test_worked_case_of_days():
    progress = judged(weekly(7, 7, 5, 4, measure="days"), main="days")

    days = progress.measures["days"]
    assert (progress.verdict, progress.without, stage_of(progress)) == ("improved", 4, None)
    assert (days.baseline, days.current) == (7, Fraction("4.5"))
    assert (days.need, days.change) == (Fraction("2.1"), Fraction("2.5"))
    assert not days.held


def test_worked_case_of_function():
    progress = judged(weekly(9, 10, 10, measure="function"), [intake(9, "function")], main="function")

    function = progress.measures["function"]
    assert (progress.verdict, progress.without, stage_of(progress)) == ("improved", 2, None)
    assert (function.baseline, function.current, function.change) == (9, 10, 1)


def test_without_intake_the_baseline_is_single_but_not_late():
    progress = judged(weekly(6, 6, 6))

    assert (progress.single_baseline, progress.late_baseline) == (True, False)


def test_improved_at_visit_4_and_held_at_5():
    progress = judged(weekly(6, 5, 4, 3, 3), [intake(6)])

    assert [each.verdict for each in progress.history] == [
        "not_enough_data",
        "no_improvement",
        "no_improvement",
        "improved",
        "improved",
    ]
    assert [each.improvement_held for each in progress.history] == [False, False, False, False, True]


def test_held_and_lost_in_detail():
    at_visit = [judged(weekly(*[8, 5, 5, 8, 8, 8][:k]), [intake(8)]) for k in range(1, 7)]
    measure = [progress.measures["intensity"] for progress in at_visit]

    assert [each.verdict for each in measure[1:]] == [
        "improved",
        "improved",
        "some_change",
        "unchanged",
        "unchanged",
    ]
    assert (measure[1].current, measure[1].change, measure[1].held) == (5, 3, False)
    assert (measure[2].current, measure[2].held) == (5, True)
    assert (measure[3].current, measure[3].change, measure[3].need) == (
        Fraction("6.5"),
        Fraction("1.5"),
        Fraction("2.4"),
    )
    assert [each.without for each in at_visit[-1].history] == [1, 2, 0, 1, 2, 3]


def test_a_rating_before_the_first_treatment_is_baseline_only():
    progress = judged([visit(0, intensity=4, worked_on=False), visit(7, intensity=8), visit(14, intensity=8)])

    measure = progress.measures["intensity"]
    assert (measure.baseline, measure.current) == (6, 8)
    assert (progress.verdict, progress.worse_twice) == ("worse", False)
    assert (progress.visits, progress.without, stage_of(progress)) == (3, 2, "watch")


def test_one_bad_day_is_not_worse_twice():
    progress = judged(weekly(6, 6, 6, 10, 6), [intake(6)])

    assert [each.verdict for each in progress.history][3:] == ["worse", "worse"]
    assert not progress.worse_twice


def test_two_bad_days_are_worse_twice():
    assert judged(weekly(5, 7, 8), [intake(5)]).worse_twice


def test_a_complaint_without_visits_is_not_enough_data():
    progress = judged([], [intake(6)])

    assert (progress.visits, progress.verdict, progress.without, progress.weeks) == (
        0,
        "not_enough_data",
        0,
        0,
    )
    assert (progress.leading, progress.median_gap_days, progress.history) == (None, None, ())
    assert progress.measures["intensity"].baseline == 6
    assert stage_of(progress) is None


# --- the verdict of one measure, on both sides of every line ------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "baseline", "current", "verdict"),
    [
        # points: at a baseline up to 20/3 two points are the higher need
        ("intensity", 6, "4", "improved"),
        ("intensity", 6, "4.01", "some_change"),
        ("days", 6, "4", "improved"),
        ("days", 6, "4.01", "some_change"),
        ("function", 5, "7", "improved"),
        ("function", 5, "6.99", "some_change"),
        # the fraction: above it 30 %, and for function never
        ("intensity", 10, "7", "improved"),
        ("intensity", 10, "7.01", "some_change"),
        ("days", 7, "4.9", "improved"),
        ("days", 7, "4.91", "some_change"),
        ("function", 8, "10", "improved"),
        ("function", 0, "2", "improved"),
        # half of the need
        ("intensity", 6, "5", "some_change"),
        ("intensity", 6, "5.01", "unchanged"),
        ("intensity", 10, "8.5", "some_change"),
        ("intensity", 10, "8.51", "unchanged"),
        ("days", 7, "5.95", "some_change"),
        ("days", 7, "5.96", "unchanged"),
        ("function", 5, "6", "some_change"),
        ("function", 5, "5.99", "unchanged"),
        # worse
        ("intensity", 6, "8", "worse"),
        ("intensity", 6, "7.99", "unchanged"),
        ("days", 5, "7", "worse"),
        ("days", 5, "6.99", "unchanged"),
        ("function", 5, "3", "worse"),
        ("function", 5, "3.01", "unchanged"),
        # too mild, unless it is worse
        ("intensity", 3, "3", "unchanged"),
        ("intensity", "2.99", "2.99", "too_mild"),
        ("intensity", "2.99", "4.99", "worse"),
        ("days", 3, "3", "unchanged"),
        ("days", "2.99", "2.99", "too_mild"),
        ("function", 8, "8", "unchanged"),
        ("function", "8.01", "8.01", "too_mild"),
        ("function", "8.01", "6.01", "worse"),
        # gone is gone, and nothing to begin with is nothing gained
        ("intensity", "0.5", "0", "improved"),
        ("intensity", "0.5", "0.01", "too_mild"),
        ("intensity", 0, "0", "too_mild"),
        ("days", 1, "0", "improved"),
        ("function", "9.5", "10", "improved"),
        ("function", "9.5", "9.99", "too_mild"),
        ("function", 10, "10", "too_mild"),
    ],
)
def test_verdict_of_a_measure(measure, baseline, current, verdict):
    series = [Fraction(baseline), Fraction(current), Fraction(current)]

    progress = judged(weekly(*series, measure=measure), main=measure)

    assert progress.measures[measure].verdict == verdict


def test_gone_needs_two_ratings():
    assert judged(weekly(2, 0)).verdict == "too_mild"
    assert judged(weekly(2, 0, 0)).verdict == "improved"


def test_current_is_the_mean_of_the_last_two_never_the_best():
    assert judged(weekly(8, 1, 6, 7)).measures["intensity"].current == Fraction("6.5")


@pytest.mark.parametrize(
    ("series", "held"),
    [
        ([6, 4, 4], True),
        ([6, "4.01", "3.99"], False),  # not improved at the rating before
        ([6, "3.5", "4.01"], False),  # improved both times, but the last rating alone is not
        ([6, "3", "4.01", "3.5"], False),  # nor the one before it
        ([10, 7, 7], True),
        ([10, "6.9", "7.01"], False),
        ([6, 4, 4, 4, 6], False),  # lost
        (["2.5", 0, 0], False),  # gone, but a single 0 was still too mild
        (["2.5", 0, 0, 0], True),  # the best value, though the need is more than there was
        (["1.5", 0, 0, 0], True),
    ],
)
def test_held(series, held):
    progress = judged(weekly(*map(Fraction, series)))

    assert progress.measures["intensity"].held is held
    assert progress.improvement_held is held


@pytest.mark.parametrize(
    ("series", "level"),
    [
        ([7, 5, 3, 3, 3, 3, 3], True),  # improved from visit 3 on, five times; 4 and then 3, and the need is 2.1
        ([7, 5, 3, 3, 3, 3], False),  # at the last four only
        ([9, 6, 6, 5, 5, 4, 4, 4], False),  # 5.5 and then 4: a gain of 1.5, and the need is 2.7
        ([9, 6, 6, 5, 5, 5, 4, 5], True),  # a gain of 1, less than half a step
        ([7, 3, 3, 3, 7, 3, 3], False),  # lost in between
        ([7, 4, 3, 2, 3, 4, 5], True),  # less of it is no further gain either, as long as it is an improvement
        ([6, 2, 0, 0, 0, 0, 0, 0], True),  # gone, and five visits since
    ],
)
def test_level_is_better_at_the_last_five_counted_visits_without_half_a_step_more(series, level):
    assert judged(weekly(*series)).level is level


@pytest.mark.parametrize(
    ("series", "twice"),
    [
        ([5, 7, 7], True),
        ([5, "6.99", "7.5"], False),  # not worse at the rating before
        ([5, "7.5", "6.99"], False),  # worse by the mean both times, the last rating alone is not
        ([5, 10, "6.99", "7.5"], False),  # nor the one before it
        ([5, 7, 7, 5], False),
    ],
)
def test_worse_twice(series, twice):
    progress = judged(weekly(*map(Fraction, series)))

    assert progress.measures["intensity"].worse_twice is twice
    assert progress.worse_twice is twice


# --- baseline -----------------------------------------------------------------------------------------------


def test_baseline_is_the_mean_of_the_latest_earlier_rating_and_the_first_treatment():
    earlier = [intake(2, day=0), intake(9, day=3)]

    progress = judged([visit(7, intensity=6), visit(14, intensity=6)], earlier)

    assert progress.measures["intensity"].baseline == Fraction("7.5")
    assert not progress.single_baseline


def test_a_visit_without_treatment_after_the_intake_is_the_later_of_the_two():
    visits = [visit(0, intensity=4, worked_on=False), visit(7, intensity=8), visit(14, intensity=8)]

    assert judged(visits, [intake(10)]).measures["intensity"].baseline == 6
    assert judged(visits, [intake(10, hour=10)]).measures["intensity"].baseline == 6
    assert judged(visits, [intake(10, day=3)]).measures["intensity"].baseline == 9


def test_an_intake_after_the_first_treatment_never_counts():
    visits = weekly(6, 6, 6)

    assert judged(visits, [intake(10, day=1)]) == judged(visits)
    assert judged(visits, [intake(6), intake(10, day=15)]) == judged(visits, [intake(6)])


def test_an_intake_at_the_very_start_of_the_first_treatment_is_before_it():
    assert judged(weekly(6, 6), [intake(8, hour=10)]).measures["intensity"].baseline == 7


def test_intake_alone_is_a_single_baseline_where_the_first_treatment_was_not_rated():
    progress = judged(weekly(None, 4), [intake(6)])

    assert (progress.verdict, progress.single_baseline, progress.late_baseline) == ("improved", True, False)
    assert (progress.visits, progress.without) == (1, 1)


def test_a_late_baseline_uses_up_the_first_rating_there_is():
    progress = judged(weekly(None, 6, 4))

    measure = progress.measures["intensity"]
    assert (measure.baseline, measure.current) == (6, 4)
    assert (progress.single_baseline, progress.late_baseline) == (True, True)
    assert [each.verdict for each in progress.history] == ["not_enough_data", "improved"]


def test_a_first_treatment_that_is_only_a_draft_is_the_first_treatment():
    progress = judged([visit(0, draft=True), visit(7, intensity=6), visit(14, intensity=4)])

    assert progress.late_baseline


def test_without_any_treatment_every_rating_is_baseline():
    visits = [visit(0, intensity=4, worked_on=False), visit(7, intensity=8, worked_on=False)]

    progress = judged(visits)

    assert progress.measures["intensity"].baseline == 8
    assert (progress.visits, progress.verdict, progress.without) == (2, "not_enough_data", 0)


def test_later_ratings_count_at_visits_spent_on_something_else():
    progress = judged([visit(0, intensity=6), visit(7, intensity=4, worked_on=False)])

    assert (progress.verdict, progress.without) == ("improved", 1)


# --- what belongs to the episode, and in which order --------------------------------------------------------


def test_nothing_before_the_first_date_counts():
    old_visits, old_intake = [visit(-1, intensity=10), visit(-2)], [intake(10, day=-1)]

    assert judged(weekly(6, 6) + old_visits, [intake(6), *old_intake]) == judged(weekly(6, 6), [intake(6)])


def test_the_first_date_itself_belongs():
    assert judged([visit(0, intensity=6)], since=FIRST_DAY).visits == 1


def test_visits_of_equal_start_follow_in_order_of_being_created():
    first, second = visit(0, sequence=1, intensity=8), visit(0, sequence=2, intensity=3)

    assert judged([second, first]).measures["intensity"].baseline == 8
    assert [each.sequence for each in judged([second, first]).history] == [1, 2]


def test_start_counts_before_being_created():
    entered_later = visit(0, sequence=9, intensity=8)

    assert judged([visit(7, sequence=1, intensity=3), entered_later]).measures["intensity"].baseline == 8


def test_two_visits_with_one_place_in_order_are_refused():
    with pytest.raises(ValueError, match="same time and sequence"):
        judged([visit(0, intensity=8), visit(0, intensity=3)])


def test_intake_ratings_of_one_moment_follow_in_order_of_being_created():
    twice = [intake(9, sequence=2), intake(3, sequence=1)]

    assert judged(weekly(None, 5), twice).measures["intensity"].baseline == 9
    with pytest.raises(ValueError, match="same time and sequence"):
        judged([], [intake(9), intake(3)])


def test_a_voided_visit_counts_nowhere():
    voided = [
        visit(-1, intensity=10, voided=True),
        visit(3, intensity=10, voided=True),
        visit(20, voided=True),
        visit(0, intensity=1, voided=True),  # also where it stood in the same place
    ]

    assert judged(weekly(6, 6, None) + voided) == judged(weekly(6, 6, None))


def test_a_draft_counts_as_soon_as_it_is_rated():
    assert judged([visit(0, intensity=6), visit(7, intensity=4, draft=True)]).verdict == "improved"


# --- which measures take part, and which one leads ----------------------------------------------------------


def test_a_measure_takes_part_if_it_was_rated_now_or_at_the_counted_visit_before():
    both = [visit(0, intensity=6, days=6), visit(7, intensity=6, days=3)]

    one_later = judged([*both, visit(14, intensity=6)], tracked=["intensity", "days"], main="days")
    two_later = judged(
        [*both, visit(14, intensity=6), visit(21, intensity=6)], tracked=["intensity", "days"], main="days"
    )

    assert (one_later.leading, one_later.verdict) == ("days", "improved")
    assert (two_later.leading, two_later.verdict) == ("intensity", "no_improvement")
    assert (one_later.measures["days"].takes_part, two_later.measures["days"].takes_part) == (True, False)


def test_a_measure_that_was_never_rated_takes_no_part():
    unrated = judged([visit(0)], [intake(6)])
    beside = judged([visit(0, intensity=2), visit(7, intensity=2)], tracked=["intensity", "days"])

    assert not unrated.measures["intensity"].takes_part
    assert (beside.verdict, beside.measures["days"].takes_part) == ("too_mild", False)


def test_visits_without_any_rating_do_not_end_taking_part():
    visits = [visit(0, intensity=6, days=6), visit(7, days=3), visit(14), visit(21), visit(28, intensity=6)]

    assert judged(visits, tracked=["intensity", "days"], main="days").leading == "days"


def test_a_main_measure_that_is_too_mild_lets_the_next_one_lead():
    visits = [visit(0, intensity=2, days=6, function=5), visit(7, intensity=2, days=6, function=8)]

    progress = judged(visits, tracked=["intensity", "days", "function"])

    assert (progress.leading, progress.verdict) == ("days", "no_improvement")


def test_a_main_measure_without_enough_data_lets_the_next_one_lead():
    visits = [visit(0, function=5), visit(7, function=7, days=4)]

    progress = judged(visits, tracked=["days", "function"], main="days")

    assert (progress.leading, progress.verdict) == ("function", "improved")


def test_the_lead_switches_back_when_the_main_measure_is_asked_again():
    visits = [
        visit(0, intensity=6, days=5),
        visit(7, intensity=6, days=5),
        visit(14, days=5),
        visit(21, days=5),
        visit(28, intensity=6, days=5),
    ]

    progress = judged(visits, tracked=["intensity", "days"])

    assert [each.leading for each in progress.history] == [
        None,
        "intensity",
        "intensity",
        "days",
        "intensity",
    ]


def test_the_baseline_flags_are_those_of_the_leading_measure():
    visits = [visit(0, days=5), visit(7, intensity=6, days=5), visit(14, intensity=6, days=5)]
    both = {"tracked": ["intensity", "days"]}

    assert judged(visits, [intake(5, "days")], main="intensity", **both).late_baseline
    assert not judged(visits, [intake(5, "days")], main="days", **both).single_baseline


def test_all_too_mild_is_too_mild():
    visits = [visit(0, intensity=2, days=2), visit(7, intensity=2, days=2)]

    assert judged(visits, tracked=["intensity", "days"]).verdict == "too_mild"


def test_too_mild_beside_a_measure_without_enough_data_is_not_enough_data():
    visits = [visit(0, intensity=2), visit(7, intensity=2, days=7)]

    progress = judged(visits, tracked=["intensity", "days"])

    assert (progress.verdict, progress.without, progress.leading) == ("not_enough_data", 2, None)


def test_an_improved_measure_that_does_not_lead_helps_only_once_it_held():
    visits = [visit(7 * week, intensity=6, days=value) for week, value in enumerate([6, 3, 3])]

    progress = judged(visits, tracked=["intensity", "days"])

    assert [each.verdict for each in progress.history] == ["not_enough_data", "no_improvement", "improved"]
    assert [each.without for each in progress.history] == [1, 2, 0]


def test_improvement_is_held_only_where_the_held_measure_was_rated():
    visits = [visit(0, days=6), visit(7, days=3), visit(14, days=3), visit(21, intensity=6)]

    progress = judged(visits, tracked=["intensity", "days"], main="days")

    assert (progress.verdict, progress.measures["days"].held) == ("improved", True)
    assert (progress.improvement_held, progress.without) == (False, 1)


def test_better_and_worse_at_once_is_mixed():
    visits = [visit(0, intensity=6, days=4), visit(7, intensity=4, days=6)]

    progress = judged(visits, tracked=["intensity", "days"])

    assert (progress.verdict, stage_of(progress)) == ("mixed", "watch")


def test_a_worse_measure_that_does_not_lead_is_worse():
    visits = [visit(0, intensity=6, days=4), visit(7, intensity=6, days=6)]

    assert judged(visits, tracked=["intensity", "days"]).verdict == "worse"


def test_a_worse_measure_that_nobody_asks_any_more_hides_nothing():
    visits = [
        visit(0, intensity=6, days=4),
        visit(7, intensity=6, days=6),
        visit(14, days=6),
        visit(21, days=4),
    ]
    gone = [visit(28, intensity=6), visit(35, intensity=6)]

    progress = judged(visits + gone, tracked=["intensity", "days"])

    assert (progress.verdict, progress.measures["days"].takes_part) == ("no_improvement", False)


def test_a_measure_that_is_no_longer_tracked_still_makes_its_visits_counted():
    visits = [visit(0, intensity=6), visit(7, intensity=3), visit(14, intensity=3), visit(21, days=5)]

    progress = judged(visits, tracked=["days"], main="days")

    assert (progress.visits, progress.without, progress.verdict) == (4, 4, "not_enough_data")
    assert (progress.skipped, progress.unmeasured, set(progress.measures)) == (0, False, {"days"})


# --- visits without improvement -----------------------------------------------------------------------------


def test_a_visit_spent_on_something_else_adds_nothing_to_without():
    visits = [visit(0, intensity=6), visit(7, intensity=6, worked_on=False), visit(14, intensity=6)]

    assert [each.without for each in judged(visits).history] == [1, 1, 2]


def test_improvement_that_holds_at_a_visit_spent_on_something_else_restarts_the_count():
    visits = [visit(0, intensity=6), visit(7, intensity=3), visit(14, intensity=3, worked_on=False)]

    assert [each.without for each in judged(visits).history] == [1, 2, 0]


def test_a_mixed_visit_does_not_restart_the_count():
    visits = [visit(7 * week, intensity=i, days=d) for week, (i, d) in enumerate([(6, 4), (4, 6), (4, 6)])]

    progress = judged(visits, tracked=["intensity", "days"])

    assert (progress.measures["intensity"].held, progress.improvement_held, progress.without) == (
        True,
        False,
        3,
    )


# --- skipped, unmeasured, weeks and gaps --------------------------------------------------------------------


def test_skipped_are_visits_worked_on_since_counted_visit_1_without_a_rating():
    visits = [
        visit(0),  # before counted visit 1
        visit(7, intensity=6),
        visit(14),
        visit(21, worked_on=False),
        visit(28, draft=True),
        visit(35, declined=True),
        visit(42, intensity=6),
        visit(49),
    ]

    assert judged(visits).skipped == 3
    assert judged([visit(0), visit(7)]).skipped == 0


@pytest.mark.parametrize(
    ("last", "unmeasured"),
    [
        ([visit(14), visit(21)], True),
        ([visit(14, intensity=6), visit(21)], False),
        ([visit(14), visit(21, intensity=6)], False),
        ([visit(21)], False),
        ([visit(14), visit(21, declined=True)], False),
        ([visit(14, declined=True), visit(21)], False),
        ([visit(14), visit(21, draft=True)], False),
        ([visit(14), visit(21), visit(28, draft=True)], True),
        ([visit(14), visit(21), visit(28, intensity=6, worked_on=False)], True),
        ([visit(14), visit(21, worked_on=False)], False),
        ([visit(14), visit(21, worked_on=False), visit(28)], True),
        ([visit(14, days=3), visit(21)], False),  # any measure will do
        ([visit(14), visit(21, function=(7, None))], True),  # half a rating is none
    ],
    ids=range(13),
)
def test_unmeasured(last, unmeasured):
    assert judged([visit(0, intensity=6), *last], tracked=["intensity", "function"]).unmeasured is unmeasured


def test_never_measured_is_unmeasured_too():
    progress = judged([visit(0), visit(7)])

    assert (progress.unmeasured, progress.visits, progress.verdict) == (True, 0, "not_enough_data")


def test_one_visit_alone_is_not_unmeasured():
    assert not judged([visit(0)]).unmeasured


@pytest.mark.parametrize(
    ("on_days", "weeks", "median_gap", "widely_spaced"),
    [
        ([0], 0, None, False),
        ([0, 7], 1, 7, False),
        ([0, 21], 3, 21, False),
        ([0, 22], Fraction(22, 7), 22, True),
        ([0, 21, 43], Fraction(43, 7), Fraction(43, 2), True),
        ([0, 1, 30, 60], Fraction(60, 7), 29, True),
        ([0, 90, 97, 104], Fraction(104, 7), 7, False),
        ([0, 0], 0, 0, False),
    ],
)
def test_weeks_and_gaps(on_days, weeks, median_gap, widely_spaced):
    progress = judged([visit(day, sequence=n, intensity=6) for n, day in enumerate(on_days)])

    assert (progress.weeks, progress.median_gap_days, progress.widely_spaced) == (
        weeks,
        median_gap,
        widely_spaced,
    )


def test_visits_that_do_not_count_stretch_no_gap():
    assert judged([visit(0, intensity=6), visit(10), visit(14, intensity=6), visit(90)]).median_gap_days == 14


# --- scales and exact numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "given", "scale_max", "value"),
    [
        ("intensity", "10.75", 140, Fraction(1075, 1400)),
        ("intensity", 140, 140, 10),
        ("days", 15, 28, Fraction(15, 4)),
        ("days", 28, 28, 7),
        ("function", 3, 4, Fraction(15, 2)),
        ("intensity", 5, Decimal("12.5"), 4),
    ],
)
def test_another_scale_is_rescaled_exactly(measure, given, scale_max, value):
    progress = judged(weekly(Rating(Decimal(given), scale_max), measure=measure), main=measure)

    assert progress.measures[measure].baseline == value


def test_a_scale_may_change_between_visits():
    assert judged(weekly(6, Rating(56, 140))).verdict == "improved"
    assert judged(weekly(6, Rating(57, 140))).verdict == "no_improvement"


def test_nothing_is_rounded_before_the_verdict():
    third = judged(weekly(Rating(2, 3), Rating(Fraction(7, 5), 3)))

    assert third.measures["intensity"].change == third.measures["intensity"].need == 2
    assert third.verdict == "improved"


def test_function_is_the_mean_of_its_activities():
    progress = judged(weekly((4, 5, 6), (7, 7, Decimal("7.5")), measure="function"), main="function")

    function = progress.measures["function"]
    assert (function.baseline, function.current) == (5, Fraction(43, 6))


def test_function_counts_only_if_every_activity_was_rated():
    progress = judged(weekly((5, 5), (9, None), (5, 5), measure="function"), main="function")

    assert (progress.visits, progress.skipped, progress.measures["function"].current) == (2, 1, 5)


def test_other_activities_start_function_anew_but_their_visits_stay_counted():
    old = [visit(0, function=Rating((2, 2), outdated=True)), visit(7, function=Rating((2, 2), outdated=True))]
    new = [visit(14, function=(5, 6)), visit(21, function=(5, 6))]

    progress = judged([*old, *new], [intake(Rating(0, outdated=True), "function")], main="function")

    function = progress.measures["function"]
    assert (function.baseline, function.late_baseline, progress.visits) == (Fraction(11, 2), True, 4)


@pytest.mark.parametrize(
    ("measure", "rating", "error"),
    [
        ("intensity", Rating(6.0), TypeError),
        ("intensity", Rating(6, 10.0), TypeError),
        ("function", Rating((6, 7.0)), TypeError),
        ("intensity", Rating("6"), TypeError),
        ("intensity", Rating(True), TypeError),
        ("intensity", Rating(Decimal("NaN")), ValueError),
        ("intensity", Rating(Decimal("Infinity")), ValueError),
        ("intensity", Rating(11), ValueError),
        ("intensity", Rating(-1), ValueError),
        ("days", Rating(8), ValueError),
        ("intensity", Rating(141, 140), ValueError),
        ("intensity", Rating(0, 0), ValueError),
        ("intensity", Rating(1, -10), ValueError),
        ("intensity", Rating((6, 7)), ValueError),
        ("function", Rating(()), ValueError),
        ("function", Rating((1, 2, 3, 4)), ValueError),
        ("function", Rating((None, 11)), ValueError),
        ("sleep", Rating(5), ValueError),
    ],
)
def test_what_is_no_rating_is_refused(measure, rating, error):
    whole = visit(0, intensity=6)  # an equal number in good form must not let the bad one through

    with pytest.raises(error):
        judged([whole, visit(7, **{measure: rating})] if measure != "sleep" else [], [intake(rating, measure)])


def test_a_rating_at_a_visit_is_refused_like_one_at_intake():
    with pytest.raises(TypeError, match="not a float"):
        judged(weekly(6, 6.0))


@pytest.mark.parametrize(
    ("main", "tracked"),
    [("intensity", []), ("intensity", ["days"]), ("sleep", ["sleep"]), ("days", ["days", "x"])],
)
def test_a_main_measure_that_is_not_tracked_or_unknown_is_refused(main, tracked):
    with pytest.raises(ValueError):
        judge([], main=main, tracked=tracked, since=FIRST_DAY)


def test_the_choices_of_intake_are_taken_as_they_are():
    visits = [visit(0, intensity=6), visit(7, intensity=6), visit(14, intensity=6)]
    measure, aim = choices.Measure.INTENSITY, choices.Aim.RESOLVE

    progress = judge(visits, main=measure, tracked=[measure], since=FIRST_DAY, intake=[intake(6, measure)])

    assert progress == judged(visits, [intake(6)])
    assert stage(progress, aim, review_after=3, refer_after=5) == "review"


@pytest.mark.parametrize(
    ("value", "decimal"),
    [
        (None, None),
        (Fraction(0), "0.0000"),
        (Fraction(1075, 1400), "0.7679"),
        (Fraction(-2, 3), "-0.6667"),
        (Fraction(13, 2), "6.5000"),
        (Fraction(1, 20000), "0.0000"),  # a tie goes to the even digit, as Decimal.quantize has it
        (Fraction(3, 20000), "0.0002"),
        (Fraction(10**9), "1000000000.0000"),
    ],
)
def test_as_decimal(value, decimal):
    assert str(as_decimal(value)) == str(decimal)


# --- stage --------------------------------------------------------------------------------------------------


@dataclass
class Stored:
    """The facts of a verdict as a database row has them: plain strings, no ratings."""

    verdict: str
    without: int
    slow: bool = False
    worse_twice: bool = False


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Stored("no_improvement", 2), "watch"),
        (Stored("no_improvement", 3), "review"),
        (Stored("no_improvement", 4), "review"),
        (Stored("no_improvement", 5), "refer"),
        (Stored("no_improvement", 2, worse_twice=True), "watch"),  # only a bad verdict is hastened by it
        (Stored("no_improvement", 2, slow=True), "watch"),
        (Stored("no_improvement", 3, slow=True), "review"),
        (Stored("no_improvement", 7, slow=True), "review"),
        (Stored("no_improvement", 8, slow=True), "refer"),
        *[
            case
            for bad in ("worse", "mixed")
            for case in [
                (Stored(bad, 2), "watch"),
                (Stored(bad, 0), "watch"),
                (Stored(bad, 2, worse_twice=True), "review"),
                (Stored(bad, 3), "review"),
                (Stored(bad, 4, worse_twice=True), "review"),
                (Stored(bad, 5), "refer"),
                (Stored(bad, 5, slow=True), "refer"),  # more time is for slow improvers only
            ]
        ],
        *[(Stored(other, 9), None) for other in ("improved", "too_mild", "not_enough_data")],
    ],
    ids=str,
)
def test_stage_when_the_aim_is_to_resolve(facts, expected):
    assert stage(facts, "resolve", review_after=3, refer_after=5) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Stored("worse", 9), "watch"),
        (Stored("worse", 1, worse_twice=True), "review"),
        (Stored("mixed", 9), "watch"),
        (Stored("mixed", 9, worse_twice=True), "review"),
        *[(Stored(other, 9), None) for other in ("no_improvement", "improved", "too_mild", "not_enough_data")],
    ],
    ids=str,
)
def test_stage_when_the_aim_is_to_maintain(facts, expected):
    assert stage(facts, "maintain", review_after=3, refer_after=5) == expected


def test_thresholds_move_the_stage_without_a_rating():
    facts = Stored("no_improvement", 4)

    assert [stage(facts, "resolve", review_after=a, refer_after=b) for a, b in [(5, 6), (4, 5), (1, 4)]] == [
        "watch",
        "review",
        "refer",
    ]


@pytest.mark.parametrize(("review_after", "refer_after"), [(0, 5), (5, 5), (6, 5), (-1, 2)])
@pytest.mark.parametrize("verdict", ["no_improvement", "improved"])
def test_thresholds_out_of_order_are_refused(review_after, refer_after, verdict):
    with pytest.raises(ValueError, match="1 <= review_after < refer_after"):
        stage(Stored(verdict, 3), "resolve", review_after=review_after, refer_after=refer_after)


@pytest.mark.parametrize(("verdict", "aim"), [("stalled", "resolve"), ("worse", "cure")])
def test_a_word_that_the_rule_does_not_know_is_refused(verdict, aim):
    with pytest.raises(ValueError):
        stage(Stored(verdict, 3), aim, review_after=3, refer_after=5)


def test_slow_is_a_leading_measure_with_some_change():
    assert judged(weekly(7, 6, 6, 6, 5), [intake(7)]).slow
    assert not judged(weekly(7, 7, 7), [intake(7)]).slow
