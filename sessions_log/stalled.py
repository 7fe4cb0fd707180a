"""Every open complaint with its verdict, for scripts: the shape of `manage.py stalled --json`."""

from collections.abc import Iterator
from decimal import Decimal

from intake.models import Complaint
from sessions_log.models import Progress

MEASURE = ("verdict", "baseline", "current", "change", "need")
FACTS = ("visits", "skipped", "verdict", "without", "single_baseline", "late_baseline", "unmeasured", "widely_spaced")


def open_complaints() -> Iterator[tuple[Complaint, Progress]]:
    """Open complaints of clients who are not archived, by client and complaint in code-point order: two queries."""
    complaints = Complaint.objects.open().filter(client__archived_at=None).select_related("client")
    stored = Progress.objects.filter(complaint__closed_on=None, complaint__client__archived_at=None)
    progress = {row.complaint_id: row for row in stored}
    for complaint in sorted(complaints, key=lambda each: (_client(each), each.name, each.pk)):
        # One without a row was made past the product; until a recheck mends it nothing is known of it.
        yield complaint, progress.get(complaint.pk) or Progress(complaint=complaint)


def as_json(complaint: Complaint, progress: Progress) -> dict:
    return {
        "client": _client(complaint),
        "complaint": complaint.name,
        **{name: getattr(progress, name) for name in FACTS},
        "stage": progress.stage or None,
        "aim": complaint.aim,
        "weeks": _number(progress.weeks or 0),
        "median_gap_days": _number(progress.median_gap_days),
        "measures": {measure: _measure(found) for measure, found in progress.measures.items()},
        "leading": progress.leading or None,
    }


def _client(complaint: Complaint) -> str:
    return complaint.client.reference or str(complaint.client.public_id)


def _measure(found: dict) -> dict:
    return {name: found[name] if name == "verdict" else _number(found[name]) for name in MEASURE}


def _number(value: Decimal | str | int | None) -> int | float | None:
    """A JSON number of at most 4 decimals: few enough digits for a float to print them as they are."""
    if value is None:
        return None
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
