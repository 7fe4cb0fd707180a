from intake import enums as intake
from sessions_log import enums as rule


def test_the_rules_words_are_the_intake_rooms_words():
    assert [*rule.Aim] == [*intake.Aim]
    assert [*rule.Measure, "painkiller_days"] == [*intake.Measure]  # kept and drawn, never judged
