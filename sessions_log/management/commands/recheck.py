"""manage.py recheck: is the stored progress of every complaint what its ratings say?"""

import sys

from django.core.management.base import BaseCommand

from sessions_log.rechecking import recheck


class Command(BaseCommand):
    help = "Judge every complaint anew from its ratings and compare with what is stored. Exit 1 if any differed."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="mend what differs")

    def handle(self, *args, **options):
        checked, differing = recheck(fix=options["fix"])
        self.stdout.write(f"complaints checked: {checked}")
        self.stdout.write(f"differing: {differing}")
        if differing:
            self.stdout.write("Mended." if options["fix"] else "Nothing was changed; --fix mends them.")
            sys.exit(1)
