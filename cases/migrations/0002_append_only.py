"""Decisions are only ever added: the database refuses a change or a deletion, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON cases_decision
    FOR EACH ROW EXECUTE FUNCTION fifth_visit_append_only();
ALTER TABLE cases_decision ENABLE ALWAYS TRIGGER decision_append_only;
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON cases_decision
    FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate();
ALTER TABLE cases_decision ENABLE ALWAYS TRIGGER decision_no_truncate;
"""
BACKWARD = """
DROP TRIGGER decision_no_truncate ON cases_decision;
DROP TRIGGER decision_append_only ON cases_decision;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("practice", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
