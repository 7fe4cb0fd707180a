"""What was agreed to in person at a visit: a part of it, guarded as the others are (0002_guards)."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "sessions_log_sensitiveconsent"
ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}
TRIGGERS = {
    f"sensitiveconsent_final_{event}": f"AFTER {event} ON {TABLE} REFERENCING {rows}"
    " FOR EACH STATEMENT EXECUTE FUNCTION sessions_log_guard_part()"
    for event, rows in ROWS.items()
} | {
    "sensitiveconsent_no_truncate": f"BEFORE TRUNCATE ON {TABLE}"
    " FOR EACH STATEMENT EXECUTE FUNCTION fifth_visit_no_truncate()"
}
GUARDS = "".join(
    f"CREATE TRIGGER {name} {rest};\nALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER {name};\n"
    for name, rest in TRIGGERS.items()
)
DROP_GUARDS = "".join(f"DROP TRIGGER {name} ON {TABLE};\n" for name in TRIGGERS)


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0004_what_was_said_stays"),
        ("sessions_log", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="SensitiveConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agreed", models.BooleanField(null=True, verbose_name="agreed today?")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="why here, in a few words")),
                ("said_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.area",
                    ),
                ),
                (
                    "technique",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.technique",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="sessions_log.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreed in person",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("area", None), ("technique__isnull", False)),
                            models.Q(("area__isnull", False), ("technique", None)),
                            _connector="OR",
                        ),
                        name="sensitiveconsent_of_one_thing",
                    ),
                    models.UniqueConstraint(fields=("visit", "area"), name="sensitiveconsent_area_once"),
                    models.UniqueConstraint(fields=("visit", "technique"), name="sensitiveconsent_technique_once"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, DROP_GUARDS),
    ]
