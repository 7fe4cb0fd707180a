from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0011_conditions_that_pass"),
    ]

    operations = [
        migrations.AddField(
            model_name="episode",
            name="begun_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
