"""The last active owner stays: otherwise nobody could invite, change settings or decide."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION practice_keep_an_owner() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- Two owners who leave at the same time take turns here, and the second one sees that the first is gone.
    PERFORM FROM public.practice_practice WHERE id = 1 FOR UPDATE;
    IF NOT EXISTS (SELECT FROM public.practice_user WHERE is_owner AND is_active) THEN
        RAISE EXCEPTION 'Somebody must remain who is an active owner.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_keeps_an_owner', TABLE = 'practice_user';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER practice_keeps_an_owner AFTER UPDATE ON practice_user FOR EACH ROW
    WHEN (OLD.is_owner AND OLD.is_active AND NOT (NEW.is_owner AND NEW.is_active))
    EXECUTE FUNCTION practice_keep_an_owner();
CREATE TRIGGER practice_keeps_an_owner_there AFTER DELETE ON practice_user FOR EACH ROW
    WHEN (OLD.is_owner AND OLD.is_active)
    EXECUTE FUNCTION practice_keep_an_owner();
"""

BACKWARD = """
DROP TRIGGER practice_keeps_an_owner ON practice_user;
DROP TRIGGER practice_keeps_an_owner_there ON practice_user;
DROP FUNCTION practice_keep_an_owner();
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0003_the_row_of_the_practice")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
