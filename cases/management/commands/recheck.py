"""manage.py recheck: is the stored progress of every complaint what its ratings say, and the board what follows?"""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from cases.rechecking import recheck


class Command(BaseCommand):
    help = (
        "Judge every complaint anew from its ratings, compare with what is stored, and look at every entry of the "
        "board. Exit 1 if anything differed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="mend what differs")

    def handle(self, *args, **options):
        found = recheck(timezone.now(), fix=options["fix"])
        self.stdout.write(f"complaints checked: {found.complaints}")
        self.stdout.write(f"differing: {found.differing}")
        self.stdout.write(f"board entries checked: {found.entries}")
        self.stdout.write(f"board entries wrong or missing: {found.faults}")
        if found.differing:
            self.stdout.write("Mended." if options["fix"] else "Nothing was changed; --fix mends them.")
        if found.differing or found.faults:
            sys.exit(1)
