from django.db import migrations


def add(apps, editor):
    apps.get_model("practice", "Practice").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    """The practice's one row is there from the first day, so that no page has to write it when it is read."""

    dependencies = [("practice", "0002_append_only")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
