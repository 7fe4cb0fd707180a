"""Background work of the cases room."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from cases.rechecking import is_due, recheck
from sessions_log.rechecking import retell_last_seen

log = logging.getLogger(__name__)


@app.periodic(cron="20 * * * *")
@app.task(name="cases.recheck", queueing_lock="cases.recheck")
def nightly_recheck(timestamp: int) -> None:
    """What differs from its ratings is mended, and said: numbers only, no names. At night, or where the computer is
    off then, as soon as it is on."""
    now = timezone.now()
    if not is_due(now):
        return
    found = recheck(now, fix=True)
    level = logging.ERROR if found.differing or found.faults else logging.INFO
    log.log(
        level, "Progress of %s complaints checked: %s differed and were mended", found.complaints, found.differing
    )
    log.log(level, "%s entries of the board checked: %s wrong or missing", found.entries, found.faults)
    log.info("When clients were last here was told anew of %s", retell_last_seen())
