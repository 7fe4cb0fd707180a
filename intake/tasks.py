"""Work of the intake room for the background worker: mail to clients."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from intake import mailing
from practice import mail
from practice.current import on_our_clock


@app.task(name="intake.mail_link", queue="mail", retry=mail.RETRY, pass_context=True)
def mail_link(context: JobContext, public_id: str) -> None:
    """Mail a client's link. Where that fails for good, the desk is told."""
    with on_our_clock():
        mailing.send_link(public_id, now=timezone.now(), attempts=context.job.attempts)


@app.periodic(cron="5 * * * *")
@app.task(name="intake.mail_check_ins", queueing_lock="intake.mail_check_ins")
def mail_check_ins(timestamp: int) -> None:
    """Check-ins of tomorrow's visits. Every hour, so that who is booked today for tomorrow is asked too."""
    from intake import check_in_mails  # it defers the task above

    check_in_mails.mail_due(timezone.now())
