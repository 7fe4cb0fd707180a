"""Who changed a row, and at which address, is kept beside the history: what was once said there stays.

A context may gain facts while its request goes on (somebody logs in); an update that would change or drop one keeps
it as it was.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION practice_context_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.id := OLD.id;
    NEW.created_at := OLD.created_at;
    NEW.metadata := NEW.metadata || jsonb_strip_nulls(OLD.metadata);
    RETURN NEW;
END
$$;

CREATE TRIGGER context_stays BEFORE UPDATE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION practice_context_stays();
ALTER TABLE pghistory_context ENABLE ALWAYS TRIGGER context_stays;
"""

BACKWARD = """
DROP TRIGGER context_stays ON pghistory_context;
DROP FUNCTION practice_context_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0004_somebody_owns_the_practice"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
