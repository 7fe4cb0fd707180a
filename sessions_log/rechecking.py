"""Holds what is stored against what it follows from: progress against ratings, when a client was last here against
visits."""

import json

from django.db import transaction

from clients.models import Client
from intake.models import Complaint
from sessions_log import facts, judging, queries, returning

BATCH = 500  # complaints or clients locked at once, for as long as it takes to judge them


def recheck(*, fix: bool = False) -> tuple[int, int]:
    """Judge every complaint anew: how many there are, and of how many the stored progress differs. `fix` mends it."""
    checked = differing = 0
    last = 0
    while complaints := list(
        Complaint.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        last = complaints[-1]
        checked += len(complaints)
        differing += _recheck(complaints, fix)
    return checked, differing


@transaction.atomic
def _recheck(complaints: list[int], fix: bool) -> int:
    judging.lock(complaints)
    rows = {known.complaint: judging.row(known) for known in facts.load(complaints)}
    wrong = queries.differing(json.dumps(list(rows.values())))
    if wrong and fix:
        queries.save_progress(json.dumps([rows[complaint] for complaint in wrong]))
    return len(wrong)


def retell_last_seen() -> int:
    """Tell the desk's room anew when clients were last here; of how many that differed."""
    differing = last = 0
    while clients := list(Client.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = clients[-1]
        with transaction.atomic():
            list(Client.objects.select_for_update(no_key=True).filter(pk__in=clients).order_by("pk").values("pk"))
            differing += returning.tell_last_seen(clients)
    return differing
