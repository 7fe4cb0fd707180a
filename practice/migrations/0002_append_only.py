"""Guards that rooms put on their tables: rows that are only ever added, and tables that are never emptied.

`ENABLE ALWAYS` (where a trigger uses these) keeps them on in replica mode too.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION fifth_visit_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are only ever added: % is refused.', TG_TABLE_NAME, lower(TG_OP)
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'append_only', TABLE = TG_TABLE_NAME;
END
$$;
COMMENT ON FUNCTION fifth_visit_append_only() IS
    'BEFORE UPDATE OR DELETE, FOR EACH ROW: refuses, whoever asks.';

CREATE FUNCTION fifth_visit_no_truncate() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_class WHERE oid = TG_RELID AND pg_get_userbyid(relowner) = current_user) THEN
        RAISE EXCEPTION 'Table % is never emptied.', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'no_truncate', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION fifth_visit_no_truncate() IS
    'BEFORE TRUNCATE, FOR EACH STATEMENT: only the owner of the table empties it (tests do).';
"""

BACKWARD = """
DROP FUNCTION fifth_visit_no_truncate();
DROP FUNCTION fifth_visit_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
