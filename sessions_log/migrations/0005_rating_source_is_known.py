from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sessions_log", "0004_rating_source")]

    operations = [
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["asked", "check_in", "diary"])), name="rating_source_is_known"
            ),
        ),
    ]
