"""Why there was no rating, why a visit was signed all the same, forgotten ratings, copies to the right client.

A rating that is added later is one that the visit lacks, of a complaint that the visit speaks of; one that is put
right is the visit's own. The database refuses anything else.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION sessions_log_guard_addendum() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.rating_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM sessions_log_rating r WHERE r.id = NEW.rating_id AND r.visit_id = NEW.visit_id
    ) THEN
        RAISE EXCEPTION 'The rating that is put right is of another visit.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'addendum_rating_of_its_visit', TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.complaint_id IS NOT NULL AND (
        NOT EXISTS (
            SELECT FROM sessions_log_visitcomplaint c
            WHERE c.visit_id = NEW.visit_id AND c.complaint_id = NEW.complaint_id
        ) OR EXISTS (
            SELECT FROM sessions_log_rating r
            WHERE r.visit_id = NEW.visit_id AND r.complaint_id = NEW.complaint_id
              AND r.measure = NEW.measure AND r.timing = 'before'
        )
    ) THEN
        RAISE EXCEPTION 'A rating is added only where the visit lacks it.'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'addendum_adds_what_is_missing', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER addendum_fits BEFORE INSERT ON sessions_log_addendum
    FOR EACH ROW EXECUTE FUNCTION sessions_log_guard_addendum();
ALTER TABLE sessions_log_addendum ENABLE ALWAYS TRIGGER addendum_fits;
"""
DROP_GUARD = """
DROP TRIGGER addendum_fits ON sessions_log_addendum;
DROP FUNCTION sessions_log_guard_addendum();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0003_paperwork_failed"),
        ("clients", "0001_initial"),
        ("intake", "0014_episode_begun_on"),
        ("sessions_log", "0008_paper_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="addendum",
            name="addendum_says_something",
        ),
        migrations.AddField(
            model_name="addendum",
            name="activities_edition",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="addendum",
            name="complaint",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="intake.complaint",
            ),
        ),
        migrations.AddField(
            model_name="addendum",
            name="measure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("intensity", "intensity"),
                    ("days", "days of the last 7"),
                    ("function", "what it keeps you from"),
                    ("painkiller_days", "painkiller days a month"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="addendum",
            name="scale_max",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=9, null=True),
        ),
        migrations.AddField(
            model_name="visit",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="sessions_log.visit",
            ),
        ),
        migrations.AddField(
            model_name="visit",
            name="signed_despite",
            field=models.CharField(blank=True, editable=False, max_length=240),
        ),
        migrations.AddField(
            model_name="visit",
            name="signed_without",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="visitcomplaint",
            name="not_asked",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_time", "no time"),
                    ("asleep", "she or he was asleep"),
                    ("not_today", "not what today was about"),
                    ("forgot", "I forgot"),
                    ("later", "written later from memory"),
                ],
                max_length=9,
                verbose_name="not asked, because",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("complaint", None), ("rating", None), ("value", None), models.Q(("text", ""), _negated=True)
                    ),
                    models.Q(("complaint", None), ("rating__isnull", False), ("value__isnull", False)),
                    models.Q(("complaint__isnull", False), ("rating", None), ("value__isnull", False)),
                    _connector="OR",
                ),
                name="addendum_says_something",
                violation_error_message="Write what is to be added, or correct a rating.",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("complaint", None), ("measure", ""), ("scale_max", None)),
                    models.Q(
                        ("complaint__isnull", False),
                        ("measure__in", ["intensity", "days", "function", "painkiller_days"]),
                        ("scale_max__gt", 0),
                        ("value__gte", 0),
                        ("value__lte", models.F("scale_max")),
                    ),
                    _connector="OR",
                ),
                name="addendum_rating_in_scale",
                violation_error_message="A rating must lie on its scale.",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_despite", ""), ("signed_without", "")),
                    models.Q(
                        ("signed_at__isnull", False),
                        models.Q(("signed_without", ""), _negated=True),
                        models.Q(("signed_despite", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="visit_signed_despite_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None)), fields=("copied_from",), name="visit_copied_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitcomplaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("not_asked", ""),
                    models.Q(
                        ("declined", False), ("not_asked__in", ["no_time", "asleep", "not_today", "forgot", "later"])
                    ),
                    _connector="OR",
                ),
                name="visitcomplaint_declined_or_not_asked",
            ),
        ),
        migrations.RunSQL(GUARD, DROP_GUARD),
    ]
