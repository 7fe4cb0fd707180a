"""Work of the bookings room for the background worker: mails about appointments, and who has waited in vain."""

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from practice import mail
from practice.current import on_our_clock


@app.task(name="bookings.mail_message", queue="mail", retry=mail.RETRY, pass_context=True)
def mail_message(context: JobContext, public_id: str) -> None:
    """Mail something about an appointment. Where that fails for good, its page says so."""
    from bookings import mailing  # it reads what stands in the calendar, by modules that defer this task

    with on_our_clock():
        mailing.send_message(public_id, now=timezone.now(), attempts=context.job.attempts)


@app.periodic(cron="*/15 * * * *")
@app.task(name="bookings.remind", queueing_lock="bookings.remind")
def remind(timestamp: int) -> None:
    """Reminders of the appointments that come nearer."""
    from bookings import reminders  # it defers the task above

    with on_our_clock():
        reminders.remind_due(timezone.now())


@app.periodic(cron="10 * * * *")
@app.task(name="bookings.wait_no_more", queueing_lock="bookings.wait_no_more")
def wait_no_more(timestamp: int) -> None:
    """Whose days on the waitlist are over goes back to the list of follow-ups."""
    from bookings import calls  # the rooms that it reads defer the task above

    with on_our_clock():
        calls.wait_no_more(timezone.now())
