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
