"""Signed and imported visits are final, in the database itself and for everybody; one door leads past it.

- A final visit row is neither changed nor deleted; nor are its parts. An import may still add parts to a visit that
  it made (a second file with another complaint).
- Parts are guarded once per statement, so that an import of 200,000 rows stays fast. A guard takes a share lock on
  the drafts concerned: a part cannot slip in while somebody else signs.
- The one door: `sessions_log_void_visit`, which logs itself. The guard lets a change pass only if it is made by the
  owner of the table, the transaction names this very visit, and nothing but the voiding changes.
- `ENABLE ALWAYS`: replica mode does not switch the guards off.
"""

from django.db import migrations

PARTS = ["visitcomplaint", "rating", "areaworked", "techniqueused", "homework", "homeworkreview"]
KEPT = ["visit", *PARTS, "addendum", "door"]

FUNCTIONS = """
CREATE FUNCTION sessions_log_guard_visit() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.signed_at IS NULL AND OLD.imported_at IS NULL THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.imported_at IS NOT NULL THEN
            RAISE EXCEPTION 'Visit % was written here: it does not become an imported one.', OLD.id
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'visit_stays_written_here', TABLE = TG_TABLE_NAME;
        END IF;
        IF NEW.signed_at IS NOT NULL AND (OLD.voided_at IS NOT NULL OR NEW.voided_at IS NOT NULL) THEN
            RAISE EXCEPTION 'Visit % was discarded: it cannot be signed.', OLD.id
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'visit_discarded_unsigned', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
        AND current_setting('sessions_log.door', true) = OLD.id::text
        AND EXISTS (SELECT FROM pg_class WHERE oid = TG_RELID AND pg_get_userbyid(relowner) = current_user)
        AND OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL
        AND to_jsonb(NEW) - '{voided_at,voided_by_id,void_reason}'::text[]
          = to_jsonb(OLD) - '{voided_at,voided_by_id,void_reason}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Visit % is final: % is refused.', OLD.id, lower(TG_OP)
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'visit_is_final', TABLE = TG_TABLE_NAME;
END
$$;

-- The parent visits of the rows that a statement touched: refuse final ones, keep the others from being signed
-- until this transaction has ended. Imported visits never change, so they need no lock.
CREATE FUNCTION sessions_log_guard_part() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    refused bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM FROM sessions_log_visit v
            WHERE v.imported_at IS NULL AND v.id IN (SELECT visit_id FROM new_rows) ORDER BY v.id FOR SHARE;
        IF FOUND THEN
            SELECT v.id INTO refused FROM sessions_log_visit v
                WHERE v.signed_at IS NOT NULL AND v.id IN (SELECT visit_id FROM new_rows) LIMIT 1;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM FROM sessions_log_visit v
            WHERE v.imported_at IS NULL AND v.id IN (SELECT visit_id FROM old_rows) ORDER BY v.id FOR SHARE;
        SELECT v.id INTO refused FROM sessions_log_visit v
            WHERE (v.signed_at IS NOT NULL OR v.imported_at IS NOT NULL)
              AND v.id IN (SELECT visit_id FROM old_rows) LIMIT 1;
    ELSE
        PERFORM FROM sessions_log_visit v
            WHERE v.imported_at IS NULL
              AND v.id IN (SELECT visit_id FROM old_rows UNION SELECT visit_id FROM new_rows) ORDER BY v.id FOR SHARE;
        SELECT v.id INTO refused FROM sessions_log_visit v
            WHERE (v.signed_at IS NOT NULL OR v.imported_at IS NOT NULL)
              AND v.id IN (SELECT visit_id FROM old_rows UNION SELECT visit_id FROM new_rows) LIMIT 1;
    END IF;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'Visit % is final: % of % is refused.', refused, lower(TG_OP), TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'visit_is_final', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION sessions_log_guard_door() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_class WHERE oid = TG_RELID AND pg_get_userbyid(relowner) = current_user) THEN
        RAISE EXCEPTION 'Only the door itself writes into its log.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'door_writes_itself', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION sessions_log_void_visit(visit bigint, by bigint, reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF btrim(reason) = '' OR reason IS NULL THEN
        RAISE EXCEPTION 'Say why the visit is voided.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'visit_voided_with_reason';
    END IF;
    PERFORM set_config('sessions_log.door', visit::text, true);
    UPDATE sessions_log_visit v SET voided_at = now(), voided_by_id = by, void_reason = btrim(reason)
        WHERE v.id = visit AND v.voided_at IS NULL AND (v.signed_at IS NOT NULL OR v.imported_at IS NOT NULL);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Visit % is not a final one that counts.', visit
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'door_final_and_unvoided';
    END IF;
    PERFORM set_config('sessions_log.door', '', true);
    INSERT INTO sessions_log_door (at, by_id, what, visit_id, reason) VALUES (now(), by, 'void', visit, btrim(reason));
END
$$;
REVOKE ALL ON FUNCTION sessions_log_void_visit(bigint, bigint, text) FROM PUBLIC;
"""


def always(table: str, name: str, rest: str) -> str:
    return f"CREATE TRIGGER {name} {rest};\nALTER TABLE sessions_log_{table} ENABLE ALWAYS TRIGGER {name};\n"


def triggers() -> str:
    sql = always(
        "visit",
        "visit_final",
        "BEFORE UPDATE OR DELETE ON sessions_log_visit FOR EACH ROW EXECUTE FUNCTION sessions_log_guard_visit()",
    )
    for table in PARTS:
        for event, rows in (
            ("insert", "NEW TABLE AS new_rows"),
            ("update", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
            ("delete", "OLD TABLE AS old_rows"),
        ):
            sql += always(
                table,
                f"{table}_final_{event}",
                f"AFTER {event} ON sessions_log_{table} REFERENCING {rows} "
                "FOR EACH STATEMENT EXECUTE FUNCTION sessions_log_guard_part()",
            )
    for table in ("addendum", "door"):
        sql += always(
            table,
            f"{table}_append_only",
            f"BEFORE UPDATE OR DELETE ON sessions_log_{table} FOR EACH ROW EXECUTE FUNCTION fifth_visit_append_only()",
        )
    sql += always(
        "door",
        "door_writes_itself",
        "BEFORE INSERT ON sessions_log_door FOR EACH ROW EXECUTE FUNCTION sessions_log_guard_door()",
    )
    for table in KEPT:
        sql += always(
            table,
            f"{table}_no_truncate",
            f"BEFORE TRUNCATE ON sessions_log_{table} FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate()",
        )
    return sql


def drop_triggers() -> str:
    names = [("visit", "visit_final"), ("door", "door_writes_itself")]
    names += [(table, f"{table}_final_{event}") for table in PARTS for event in ("insert", "update", "delete")]
    names += [(table, f"{table}_append_only") for table in ("addendum", "door")]
    names += [(table, f"{table}_no_truncate") for table in KEPT]
    return "".join(f"DROP TRIGGER {name} ON sessions_log_{table};\n" for table, name in names)


DROP_FUNCTIONS = """
DROP FUNCTION sessions_log_void_visit(bigint, bigint, text);
DROP FUNCTION sessions_log_guard_door();
DROP FUNCTION sessions_log_guard_part();
DROP FUNCTION sessions_log_guard_visit();
"""


class Migration(migrations.Migration):
    dependencies = [("sessions_log", "0001_initial"), ("practice", "0002_append_only")]
    operations = [migrations.RunSQL(FUNCTIONS + triggers(), drop_triggers() + DROP_FUNCTIONS)]
