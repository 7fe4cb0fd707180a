"""What is true of the improvement rule whatever the ratings are."""

import random
from dataclasses import asdict, fields, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from sessions_log.progress import IntakeRating, RatedVisit, Rating, judge

from .by_the_page import judge_by_the_page
from .episodes import FIRST_DAY, intake, judged, stage_of, visit, weekly

MEASURES = ["intensity", "days", "function"]
TOP = {"intensity": 10, "days": 7, "function": 10}


def ratings_of(measure):
    top = TOP[measure]
    plain = st.builds(Rating, st.integers(0, top))
    fine = st.builds(Rating, st.decimals(0, top, places=1))
    rescaled = st.builds(Rating, st.integers(0, 4 * top), st.just(4 * top))
    kinds = [plain, plain, fine, rescaled]
    if measure == "function":
        one = st.none() | st.integers(0, 10)
        activities = st.lists(one, min_size=1, max_size=3).map(tuple)
        kinds.append(st.builds(Rating, activities, outdated=st.booleans()))
    return st.one_of(kinds)


def mostly(usual):
    return st.sampled_from([usual, usual, usual, not usual])


@st.composite
def visits_of(draw, max_size=9):
    """Visits on few days, so that starts are often equal; sequence makes each of them one of its kind."""
    return [
        visit(
            draw(st.integers(-1, 40)),
            sequence=sequence,
            hour=draw(st.sampled_from([8, 10])),
            worked_on=draw(mostly(True)),
            declined=draw(mostly(False)),
            draft=draw(mostly(False)),
            voided=draw(mostly(False)) and draw(st.booleans()),
            **{measure: draw(st.none() | ratings_of(measure)) for measure in MEASURES},
        )
        for sequence in range(draw(st.integers(0, max_size)))
    ]


@st.composite
def intakes_of(draw):
    return [
        intake(
            draw(ratings_of(measure)),
            measure,
            day=draw(st.integers(-1, 20)),
            hour=draw(st.sampled_from([8, 10])),
            sequence=sequence,
        )
        for sequence in range(draw(st.integers(0, 3)))
        for measure in draw(st.sets(st.sampled_from(MEASURES)))
    ]


tracked_ones = st.lists(st.sampled_from(MEASURES), min_size=1, unique=True)  # the first of them is the main one


def judge_all(visits, intakes, tracked):
    return judge(visits, main=tracked[0], tracked=tracked, since=FIRST_DAY, intake=intakes)


@given(visits_of(), intakes_of(), tracked_ones)
def test_it_agrees_with_the_rule_read_sentence_by_sentence(visits, intakes, tracked):
    found = asdict(judge_all(visits, intakes, tracked))
    found["history"] = [
        tuple(each[name] for name in ("sequence", "verdict", "leading", "improvement_held", "worse_twice", "without"))
        for each in found["history"]
    ]

    assert found == judge_by_the_page(visits, tracked[0], tracked, FIRST_DAY, intakes)


@given(visits_of(), intakes_of(), tracked_ones, st.randoms(use_true_random=False))
def test_the_order_of_what_goes_in_does_not_matter(visits, intakes, tracked, rng):
    expected = judge_all(visits, intakes, tracked)
    for shuffled in (visits, intakes, tracked[1:]):
        rng.shuffle(shuffled)

    assert judge_all(visits, intakes, tracked) == expected


@given(visits_of(), intakes_of(), tracked_ones, st.integers(0, 9))
def test_later_visits_rewrite_no_history(visits, intakes, tracked, n):
    visits.sort(key=lambda each: (each.start, each.sequence))
    history = judge_all(visits, intakes, tracked).history

    earlier = judge_all(visits[:n], intakes, tracked).history

    assert history[: len(earlier)] == earlier


@given(visits_of(), intakes_of(), tracked_ones)
def test_a_visit_not_worked_on_never_adds_to_without(visits, intakes, tracked):
    worked_on = {each.sequence for each in visits if each.worked_on}
    before = 0

    for each in judge_all(visits, intakes, tracked).history:
        assert each.without <= before + (each.sequence in worked_on)
        before = each.without


@given(visits_of(), visits_of(), intakes_of(), tracked_ones)
def test_one_complaint_never_touches_another(visits, others, intakes, tracked):
    alone = judge_all(visits, intakes, tracked)

    judge_all(others, [], tracked)

    assert judge_all(visits, intakes, tracked) == alone


@given(visits_of(), intakes_of(), tracked_ones, st.integers(0, 8), st.data())
def test_a_voided_visit_is_as_good_as_none(visits, intakes, tracked, n, data):
    extra = replace(data.draw(visits_of(max_size=1).filter(bool))[0], sequence=99, voided=True)

    assert judge_all([*visits[:n], extra, *visits[n:]], intakes, tracked) == judge_all(visits, intakes, tracked)


def test_a_rating_after_the_treatment_has_no_way_in():
    """It shows relief on the table. Nothing that goes in can carry it, so it changes no verdict."""
    assert {each.name for each in fields(RatedVisit)} == {
        *("start", "sequence", "local_date", "ratings", "worked_on", "declined", "draft", "voided"),
    }
    assert {each.name for each in fields(Rating)} == {"value", "scale_max", "outdated"}
    assert {each.name for each in fields(IntakeRating)} == {
        "measure",
        "rating",
        "at",
        "local_date",
        "sequence",
    }


@st.composite
def shifted_series(draw):
    """Intensities and a constant, such that with and without it nothing is mild or gone and the need is 2.

    A baseline from 3 to 20/3 is neither too mild nor so high that 30 % of it are more than 2 points; and a
    rating of 0 would be gone, which is judged by itself.
    """
    firsts = draw(st.lists(st.integers(3, 6), min_size=2, max_size=2))
    lowest, highest = 3 - min(firsts), Fraction(20, 3) - max(firsts)
    constant = draw(st.fractions(lowest, highest, max_denominator=6))
    later = draw(st.lists(st.integers(max(1, ceil(1 - constant)), floor(min(10, 10 - constant))), max_size=7))
    return firsts, later, constant


@given(shifted_series())
def test_a_constant_added_to_all_intensities_changes_no_verdict(series):
    (at_intake, at_first), later, constant = series

    plain = judged(weekly(at_first, *later), [intake(at_intake)])
    shifted = judged(
        weekly(at_first + constant, *(each + constant for each in later)), [intake(at_intake + constant)]
    )

    assert shifted.history == plain.history
    for fact in ("verdict", "change", "need", "held", "worse_twice"):
        assert getattr(shifted.measures["intensity"], fact) == getattr(plain.measures["intensity"], fact)


@given(visits_of(), intakes_of())
def test_function_turned_round_is_intensity_where_the_baseline_is_middling(visits, intakes):
    """The two differ in the direction, in the 30 % and in what is mild, and in nothing else."""

    def turned(rating):
        top = rating.scale_max or 10
        return replace(rating, value=top - rating.value)

    visits = [replace(each, ratings={m: r for m, r in each.ratings.items() if m == "intensity"}) for each in visits]
    intakes = [each for each in intakes if each.measure == "intensity"]
    plain = judge_all(visits, intakes, ["intensity"])
    baseline = plain.measures["intensity"].baseline
    if baseline is None or not 3 <= baseline <= Fraction(20, 3):
        return

    mirrored = judge_all(
        [
            replace(each, ratings={"function": turned(each.ratings["intensity"])} if each.ratings else {})
            for each in visits
        ],
        [replace(each, measure="function", rating=turned(each.rating)) for each in intakes],
        ["function"],
    )

    assert [each.verdict for each in mirrored.history] == [each.verdict for each in plain.history]
    assert [each.without for each in mirrored.history] == [each.without for each in plain.history]
    assert mirrored.measures["function"].change == plain.measures["intensity"].change


def test_unchanged_clients_are_seldom_called_improved_and_nearly_always_reviewed():
    """Of clients whose true level stays 6, with a day-to-day SD of 1, 2.4 % are called improved at visit 5.

    97 % are at review by visit 3.
    """
    rng = random.Random(5)
    clients = 3000
    improved = reviewed = 0
    for _ in range(clients):
        at_intake, *series = [min(10, max(0, round(rng.gauss(6, 1)))) for _ in range(6)]
        visits, before = weekly(*series), [intake(at_intake)]
        improved += judged(visits, before).verdict == "improved"
        reviewed += any(stage_of(judged(visits[:k], before)) == "review" for k in (1, 2, 3))

    assert 0.014 < improved / clients < 0.034
    assert 0.96 < reviewed / clients < 0.985


def test_a_decimal_and_a_fraction_of_one_value_are_one_rating():
    assert judged(weekly(Decimal("6.5"), Decimal(4))) == judged(weekly(Fraction(13, 2), Fraction(4)))
