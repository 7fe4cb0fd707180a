from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0013_homework_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="episode",
            name="begun_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
