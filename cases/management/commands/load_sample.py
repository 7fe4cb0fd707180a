"""python manage.py load_sample: fills an empty practice with the sample one."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.sample.load import NotEmpty, load_sample


class Command(BaseCommand):
    help = "Fills an empty practice with made-up people, clients and visits of a year. Refuses where anybody is."

    def handle(self, *, verbosity: int, **options):
        try:
            made = load_sample(timezone.now())
        except NotEmpty:
            raise CommandError(
                "There are people or clients here already: the sample is for an empty practice."
            ) from None
        if verbosity:
            counts = ", ".join(f"{count} {what}" for what, count in made.items())
            self.stdout.write(f"The sample practice is there: {counts}.")
