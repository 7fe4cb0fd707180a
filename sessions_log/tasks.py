"""Background work of the visit log."""

import logging

from procrastinate.contrib.django import app

from sessions_log.rechecking import recheck, retell_last_seen

log = logging.getLogger(__name__)


@app.periodic(cron="20 3 * * *")
@app.task(name="sessions_log.recheck", queueing_lock="sessions_log.recheck")
def nightly_recheck(timestamp: int) -> None:
    """Stored progress that differs from its ratings is mended, and said: numbers only, no names."""
    checked, differing = recheck(fix=True)
    level = logging.ERROR if differing else logging.INFO
    log.log(level, "Progress of %s complaints checked: %s differed and were mended", checked, differing)
    log.info("When clients were last here was told anew of %s", retell_last_seen())
