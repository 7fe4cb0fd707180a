import subprocess
import sys

from django.conf import settings

from intake import enums as intake
from sessions_log import verdicts as rule


def test_the_rules_words_are_the_intake_rooms_words():
    assert [*rule.Aim] == [*intake.Aim]
    assert [*rule.Measure, "painkiller_days"] == [*intake.Measure]  # kept and drawn, never judged


def test_the_rule_stands_without_django():
    asked = "import sys, sessions_log.progress; print('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert (said.stdout, said.stderr) == ("False\n", "")
