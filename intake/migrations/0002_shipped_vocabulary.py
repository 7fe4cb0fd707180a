from django.db import migrations

from intake import vocabulary


class Migration(migrations.Migration):
    """The words that the product ships."""

    dependencies = [("intake", "0001_initial")]

    operations = [migrations.RunPython(lambda apps, editor: vocabulary.load(apps), migrations.RunPython.noop)]
