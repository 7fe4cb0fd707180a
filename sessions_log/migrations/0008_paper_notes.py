"""Photos of paper notes, and sheets of homework that were given out.

A photo never goes from the table. In a draft it is taken out with a reason, and nothing else of it changes; of a final
visit nothing changes any more, and what is added then says why. The guard takes a share lock on the visit, as those of
its parts do (0002_guards): no photo slips in while somebody signs.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION sessions_log_guard_paper() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    final boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Paper note % stays: delete is refused.', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papernote_stays', TABLE = TG_TABLE_NAME;
    END IF;
    SELECT v.signed_at IS NOT NULL OR v.imported_at IS NOT NULL INTO final
        FROM sessions_log_visit v WHERE v.id = NEW.visit_id FOR SHARE;
    IF TG_OP = 'INSERT' THEN
        IF final AND btrim(NEW.reason) = '' THEN
            RAISE EXCEPTION 'Visit % is final: say why a paper note is added.', NEW.visit_id
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papernote_says_why', TABLE = TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.visit_id = NEW.visit_id AND final THEN
        RAISE EXCEPTION 'Visit % is final: its paper notes stay.', NEW.visit_id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'visit_is_final', TABLE = TG_TABLE_NAME;
    END IF;
    IF OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL
        OR to_jsonb(NEW) - '{removed_at,removed_by_id,removed_reason}'::text[]
        <> to_jsonb(OLD) - '{removed_at,removed_by_id,removed_reason}'::text[]
    THEN
        RAISE EXCEPTION 'Paper note % stays: it is taken out once, and nothing else of it changes.', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'papernote_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER papernote_guard BEFORE INSERT OR UPDATE OR DELETE ON sessions_log_papernote
    FOR EACH ROW EXECUTE FUNCTION sessions_log_guard_paper();
ALTER TABLE sessions_log_papernote ENABLE ALWAYS TRIGGER papernote_guard;
CREATE TRIGGER papernote_no_truncate BEFORE TRUNCATE ON sessions_log_papernote
    FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate();
ALTER TABLE sessions_log_papernote ENABLE ALWAYS TRIGGER papernote_no_truncate;
"""
DROP_GUARD = """
DROP TRIGGER papernote_no_truncate ON sessions_log_papernote;
DROP TRIGGER papernote_guard ON sessions_log_papernote;
DROP FUNCTION sessions_log_guard_paper();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0013_homework_steps"),
        ("practice", "0007_uploads_stay"),
        ("sessions_log", "0007_findings_compared"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("request_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("added_at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=240, verbose_name="why")),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("removed_reason", models.CharField(blank=True, editable=False, max_length=240)),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "photo",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practice.upload"
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="sessions_log.visit"
                    ),
                ),
            ],
            options={
                "verbose_name": "paper note",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at", None), ("removed_by", None), ("removed_reason", "")),
                            models.Q(
                                ("removed_at__isnull", False),
                                ("removed_by__isnull", False),
                                models.Q(("removed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="papernote_removed_with_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetGiven",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("request_id", models.UUIDField(editable=False, unique=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("mail", "by mail"),
                            ("shown", "as a link or QR code"),
                            ("tablet", "on a tablet of ours"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("failed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intake.clientlink"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets_given",
                        to="sessions_log.visit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mailed_at", None), ("failed_at", None), _connector="OR"),
                        name="sheetgiven_sent_or_failed",
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARD, DROP_GUARD),
    ]
