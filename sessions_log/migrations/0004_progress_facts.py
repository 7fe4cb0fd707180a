from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sessions_log", "0003_guards")]

    operations = [
        migrations.RenameField("progress", "leading_some_change", "slow"),
        migrations.AddField("progress", "improvement_held", models.BooleanField(default=False)),
        migrations.AddField("progress", "last_rated_on", models.DateField(blank=True, null=True)),
    ]
