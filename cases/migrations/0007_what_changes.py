"""What a decision changes, what massage goes on for, by when a therapist answers; drafts of letters, guardians."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

GUARD = """
CREATE TRIGGER decisionchange_append_only BEFORE UPDATE OR DELETE ON cases_decisionchange
    FOR EACH ROW EXECUTE FUNCTION fifth_visit_append_only();
ALTER TABLE cases_decisionchange ENABLE ALWAYS TRIGGER decisionchange_append_only;
CREATE TRIGGER decisionchange_no_truncate BEFORE TRUNCATE ON cases_decisionchange
    FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate();
ALTER TABLE cases_decisionchange ENABLE ALWAYS TRIGGER decisionchange_no_truncate;
"""
UNGUARD = """
DROP TRIGGER decisionchange_no_truncate ON cases_decisionchange;
DROP TRIGGER decisionchange_append_only ON cases_decisionchange;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("bookings", "0007_recall"),
        ("cases", "0006_rises_by_itself"),
        ("intake", "0014_episode_begun_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("adds", models.BooleanField()),
            ],
            options={
                "verbose_name": "change of approach",
            },
        ),
        migrations.CreateModel(
            name="LetterDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.JSONField()),
                ("ticked", models.JSONField()),
                ("with_picture", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "draft of a letter",
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="answer_by",
            field=models.DateField(blank=True, null=True, verbose_name="to be answered by"),
        ),
        migrations.AddField(
            model_name="decision",
            name="massage_for",
            field=models.CharField(blank=True, max_length=300, verbose_name="what massage is for from now on"),
        ),
        migrations.AddField(
            model_name="letteranswer",
            name="guardian_relationship",
            field=models.CharField(blank=True, max_length=60, verbose_name="relationship"),
        ),
        migrations.AddField(
            model_name="letteranswer",
            name="under_18",
            field=models.BooleanField(default=False),
        ),
        # Decisions are never changed: those from before these columns stay as they are.
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "maintain"), models.Q(("massage_for", ""), _negated=True)),
                    models.Q(models.Q(("kind", "maintain"), _negated=True), ("massage_for", "")),
                    _connector="OR",
                ),
                name="decision_maintain_says_for_what",
                violation_error_message="Say what massage is for from now on.",
            ),
        ),
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer_by__isnull", False), ("kind", "ask_therapist")),
                    models.Q(models.Q(("kind", "ask_therapist"), _negated=True), ("answer_by", None)),
                    _connector="OR",
                ),
                name="decision_asks_by_a_day",
                violation_error_message="Until which day should the therapist have answered?",
            ),
        ),
        migrations.AddConstraint(
            model_name="letteranswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("guardian_relationship", ""), ("under_18", False)),
                    models.Q(("under_18", True), models.Q(("guardian_relationship", ""), _negated=True)),
                    _connector="OR",
                ),
                name="letteranswer_minor_has_a_guardian",
            ),
        ),
        migrations.AddField(
            model_name="decisionchange",
            name="area",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="intake.area"
            ),
        ),
        migrations.AddField(
            model_name="decisionchange",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="cases.decision"
            ),
        ),
        migrations.AddField(
            model_name="decisionchange",
            name="technique",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="intake.technique",
            ),
        ),
        migrations.AddField(
            model_name="letterdraft",
            name="referral",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="cases.referral"
            ),
        ),
        migrations.AddField(
            model_name="letterdraft",
            name="saved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area__isnull", False), ("technique", None)),
                    models.Q(("area", None), ("technique__isnull", False)),
                    _connector="OR",
                ),
                name="decisionchange_technique_or_area",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionchange",
            constraint=models.UniqueConstraint(
                fields=("decision", "technique"), name="decisionchange_technique_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionchange",
            constraint=models.UniqueConstraint(fields=("decision", "area"), name="decisionchange_area_once"),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
