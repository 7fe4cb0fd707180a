"""What was said and what left is only ever added to; no letter leaves without the client's permission."""

from django.db import migrations

TABLES = ("conversation", "letter", "letteranswer", "referralstep")
GUARD = """
CREATE TRIGGER {0}_append_only BEFORE UPDATE OR DELETE ON cases_{0}
    FOR EACH ROW EXECUTE FUNCTION fifth_visit_append_only();
ALTER TABLE cases_{0} ENABLE ALWAYS TRIGGER {0}_append_only;
CREATE TRIGGER {0}_no_truncate BEFORE TRUNCATE ON cases_{0}
    FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate();
ALTER TABLE cases_{0} ENABLE ALWAYS TRIGGER {0}_no_truncate;
"""
UNGUARD = """
DROP TRIGGER {0}_no_truncate ON cases_{0};
DROP TRIGGER {0}_append_only ON cases_{0};
"""
PERMISSION = """
CREATE FUNCTION fifth_visit_letter_may_leave() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.kind IN ('handed_over', 'sent') AND NOT coalesce((
        SELECT a.allowed FROM public.cases_letteranswer a JOIN public.cases_letter l ON l.id = a.letter_id
        WHERE a.letter_id = NEW.letter_id AND l.referral_id = NEW.referral_id ORDER BY a.id DESC LIMIT 1
    ), false) THEN
        RAISE EXCEPTION 'no letter leaves without the permission of the client'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'letter_leaves_with_permission', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER referralstep_permission BEFORE INSERT ON cases_referralstep
    FOR EACH ROW EXECUTE FUNCTION fifth_visit_letter_may_leave();
"""
NO_PERMISSION = """
DROP TRIGGER referralstep_permission ON cases_referralstep;
DROP FUNCTION fifth_visit_letter_may_leave();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_talks_and_referrals"), ("practice", "0002_append_only")]
    operations = [
        *(migrations.RunSQL(GUARD.format(table), UNGUARD.format(table)) for table in TABLES),
        migrations.RunSQL(PERMISSION, NO_PERMISSION),
    ]
