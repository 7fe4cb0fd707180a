"""manage.py stalled: where every open complaint stands, as a table or as JSON."""

import json

from django.core.management.base import BaseCommand

from sessions_log.sentences import pill
from sessions_log.stalled import as_json, open_complaints


class Command(BaseCommand):
    help = "List every open complaint with its verdict and stage."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="a JSON array, one object a complaint")

    def handle(self, *args, **options):
        if options["json"]:
            found = [as_json(complaint, progress) for complaint, progress in open_complaints()]
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.table()

    def table(self) -> None:
        rows = [("Client", "Complaint", "Visits", "Stage", "")]
        for complaint, progress in open_complaints():
            rows.append(
                (complaint.client.name, complaint.name, str(progress.visits), progress.stage or "-", pill(progress))
            )
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        for row in rows:
            self.stdout.write("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
