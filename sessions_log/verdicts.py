"""The words that the improvement rule speaks in. No Django here: the rule stands alone.

What people choose among, with labels, is in intake/enums.py and enums.py.
"""

from enum import StrEnum


class Measure(StrEnum):
    """What a client rates, in the order in which the rule looks for a measure to lead."""

    INTENSITY = "intensity"
    DAYS = "days"
    FUNCTION = "function"


class Aim(StrEnum):
    """What the work on a complaint is for: to be rid of it, or to live well beside others' care for it."""

    RESOLVE = "resolve"
    MAINTAIN = "maintain"


class Verdict(StrEnum):
    """What the ratings say. Most are said of a measure and of a whole complaint, some of one only."""

    NOT_ENOUGH_DATA = "not_enough_data"
    WORSE = "worse"
    IMPROVED = "improved"
    TOO_MILD = "too_mild"
    SOME_CHANGE = "some_change"  # of a measure only
    UNCHANGED = "unchanged"  # of a measure only
    MIXED = "mixed"  # of a complaint only
    NO_IMPROVEMENT = "no_improvement"  # of a complaint only


class Stage(StrEnum):
    """What to do about it: nothing yet, change the approach, bring in other professionals."""

    WATCH = "watch"
    REVIEW = "review"
    REFER = "refer"
