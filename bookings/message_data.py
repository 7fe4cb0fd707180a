"""The words that the product ships for mails and text messages. An owner can write others (message_texts.py)."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bookings.enums import TextKind


class Shipped(NamedTuple):
    """An empty line in the text begins a new paragraph; the button leads to the client's own page."""

    body: str | Promise
    subject: str | Promise = ""
    button: str | Promise = ""


SHIPPED = {
    TextKind.BOOKED: Shipped(
        _(
            "Hello {first_name},\n\n"
            "you are booked on {day} at {time} with {therapist}, for {minutes} minutes.\n\n"
            "And then:\n{series}\n\n"
            "The attached file is for your calendar.\n\n"
            "Does it not suit you after all? By the button below you can cancel or ask for another time, until "
            "{until}.\n\n"
            "We look forward to seeing you."
        ),
        _("Your appointment on {day} at {time}"),
        _("Confirm or change"),
    ),
    TextKind.MOVED: Shipped(
        _(
            "Hello {first_name},\n\n"
            "your appointment of {was_day}, {was_time}, has been changed. It is now on {day} at {time} with "
            "{therapist}, for {minutes} minutes.\n\n"
            "The attached file changes it in your calendar, too. Does it not suit you? Tell us by the button below."
        ),
        _("Changed: your appointment is now on {day} at {time}"),
        _("Confirm or change"),
    ),
    TextKind.REMINDER: Shipped(
        _(
            "Hello {first_name},\n\n"
            "we are looking forward to your appointment on {day} at {time} with {therapist}.\n\n"
            "By the button below you can tell us that you are coming."
        ),
        _("See you on {day} at {time}"),
        _("Confirm or change"),
    ),
    TextKind.CANCELLED: Shipped(
        _(
            "Hello {first_name},\n\n"
            "your appointment on {day} at {time} with {therapist} is cancelled. Only this one.\n\n"
            "These stand as before:\n{other_appointments}\n\n"
            "Would you like another time? Write or call us."
        ),
        _("Cancelled: your appointment on {day} at {time}"),
    ),
    TextKind.MISSED: Shipped(
        _(
            "Hello {first_name},\n\n"
            "you had an appointment on {day} at {time} with {therapist}, and we did not meet. We hope that all is "
            "well.\n\n"
            "Would you like another time? Write or call us."
        ),
        _("We missed you on {day}"),
    ),
    TextKind.OFFER: Shipped(
        _(
            "Hello {first_name},\n\n"
            "you are on our waitlist, and a time has become free: {day} at {time} with {therapist}, {minutes} "
            "minutes.\n\n"
            "The button below books it for you. Others may have been asked, too: whoever comes first has it."
        ),
        _("A time has become free: {day} at {time}"),
        _("Look at it, and book"),
    ),
    TextKind.FOLLOW_UP: Shipped(
        _(
            "Hello {first_name},\n\n"
            "{therapist} would like to see you again between {from} and {by}, for {minutes} minutes.\n\n"
            "When would suit you? Answer this mail or call us.\n\n"
            "{practice}\n{phone}"
        ),
        _("Your next visit"),
    ),
    TextKind.SHORT: Shipped(
        _(
            "Hello {first_name}, {therapist} would like to see you again between {from} and {by}. "
            "When would suit you?\n{practice}\n{phone}"
        ),
    ),
}
