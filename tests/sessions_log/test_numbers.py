"""Rounded numbers never tell another story than the exact ones."""

from fractions import Fraction as F

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sessions_log.numbers import say, shown


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("6.50", "6.5"),
        ("6.0", "6"),
        (7, "7"),
        (F(10, 3), "3.3"),
        ("0.04", "0"),
        ("10.0000", "10"),
        (F(-1, 2), "-0.5"),
    ],
)
def test_number_has_at_most_one_decimal_and_no_trailing_zero(value, words):
    assert say(value) == words


def test_number_uses_the_decimal_sign_of_the_language():
    with translation.override("de"):
        assert say("6.5") == "6,5"


def test_need_of_two_and_a_quarter_is_not_shown_as_reached_by_a_change_just_under_it():
    said = shown(F("7.5"), F("5.26"), F("2.25"), best=0)
    assert said.baseline - said.current < said.need


def test_almost_gone_is_not_shown_as_gone():
    assert shown(F(5), F("0.04"), F(2), best=0).current == F("0.1")


scores = st.fractions(min_value=0, max_value=10, max_denominator=400)


@given(baseline=scores, current=scores, need=st.fractions(min_value=2, max_value=3, max_denominator=100))
def test_shown_numbers_lead_to_the_same_verdict(baseline, current, need):
    for best, sign in ((0, 1), (10, -1)):
        said = shown(baseline, current, need, best=best)
        change, exact = sign * (said.baseline - said.current), sign * (baseline - current)
        assert (change >= said.need, change <= -2) == (exact >= need, exact <= -2)
        assert (said.current == best) == (current == best)
        assert max(abs(said.baseline - baseline), abs(said.current - current), abs(said.need - need)) <= F(1, 10)
