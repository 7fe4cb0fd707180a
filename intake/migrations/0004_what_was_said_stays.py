"""What was signed or submitted stays as it was, in the database itself and for everybody.

Consents, their texts, the questions, what was taken over, and check-ins are only ever added. An intake changes until
it is submitted, and never after. An alert that was dealt with stays dealt with, by whom and how.
"""

from django.db import migrations

ADDED_ONLY = (
    *("intake_consent", "intake_consentwithdrawal", "intake_consenttext", "intake_questionedition"),
    *("intake_acceptance", "intake_checkin", "intake_checkinrating"),
)
KEPT = (*ADDED_ONLY, "intake_intake", "intake_alert")

FUNCTIONS = """
CREATE FUNCTION intake_guard_submitted() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.submitted_at IS NULL AND TG_OP = 'UPDATE' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Intake % stays as it is: % is refused.', OLD.id, lower(TG_OP)
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'intake_submitted_stays', TABLE = TG_TABLE_NAME;
END
$$;

CREATE FUNCTION intake_guard_alert() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.dealt_at IS NULL
        AND to_jsonb(NEW) - '{dealt_at,dealt_by_id,dealt_note}'::text[]
          = to_jsonb(OLD) - '{dealt_at,dealt_by_id,dealt_note}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Alert % stays as it is: % is refused.', OLD.id, lower(TG_OP)
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'alert_stays', TABLE = TG_TABLE_NAME;
END
$$;
"""


def _always(table: str, name: str, rest: str) -> str:
    return f"CREATE TRIGGER {name} {rest};\nALTER TABLE {table} ENABLE ALWAYS TRIGGER {name};\n"


def _forward() -> str:
    sql = FUNCTIONS
    for table in ADDED_ONLY:
        rest = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION fifth_visit_append_only()"
        sql += _always(table, f"{table}_append_only", rest)
    for table, function in (("intake_intake", "intake_guard_submitted"), ("intake_alert", "intake_guard_alert")):
        rest = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
        sql += _always(table, f"{table}_stays", rest)
    for table in KEPT:
        rest = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate()"
        sql += _always(table, f"{table}_no_truncate", rest)
    return sql


def _backward() -> str:
    sql = "".join(f"DROP TRIGGER {table}_no_truncate ON {table};\n" for table in KEPT)
    sql += "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in ADDED_ONLY)
    sql += "".join(f"DROP TRIGGER {table}_stays ON {table};\n" for table in ("intake_intake", "intake_alert"))
    return sql + "DROP FUNCTION intake_guard_alert();\nDROP FUNCTION intake_guard_submitted();\n"


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_forms_consents_alerts"), ("practice", "0002_append_only")]
    operations = [migrations.RunSQL(_forward(), _backward())]
