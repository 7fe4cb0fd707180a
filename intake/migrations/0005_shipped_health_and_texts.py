from django.db import migrations

from intake import questions, vocabulary


def load(apps, editor) -> None:
    vocabulary.load_health(apps)
    vocabulary.mark_sensitive(apps)
    vocabulary.load_consents(apps)
    editions = apps.get_model("intake", "QuestionEdition")
    if not editions.objects.exists():
        editions.objects.create(number=1, wording=questions.shipped_wording())


class Migration(migrations.Migration):
    """Red flags, conditions, consent texts and the first edition of the questions, as the product ships them."""

    dependencies = [("intake", "0004_what_was_said_stays")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
