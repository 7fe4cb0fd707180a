"""Mail: each as HTML with its twin in plain text, in the practice's own time. Pictures and tracking: none."""

import re
import smtplib
import zoneinfo
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from procrastinate import RetryStrategy

from practice.current import practice

TRIES_AGAIN = 6
# After 5 seconds, 25, 2 minutes, 10, an hour, 4 hours; then it has failed for good.
RETRY = RetryStrategy(max_attempts=TRIES_AGAIN, exponential_wait=5)


def send(
    to: str,
    subject_template: str,
    template_base: str,
    context: dict[str, Any],
    *,
    attachments: Sequence[tuple[str, str, str]] = (),
) -> None:
    """Send `template_base`.html with `template_base`.txt beside it. Templates find the settings in `practice`.

    `attachments` are name, text and media type of each.
    """
    ours = practice()
    context = {"practice": ours, **context}
    with timezone.override(zoneinfo.ZoneInfo(ours.time_zone)):
        subject = " ".join(render_to_string(subject_template, context).split())
        context["subject"] = subject
        plain = re.sub(r"\n{3,}", "\n\n", render_to_string(f"{template_base}.txt", context))
        message = EmailMultiAlternatives(subject, plain.strip() + "\n", None, [to])
        message.attach_alternative(render_to_string(f"{template_base}.html", context), "text/html")
        for attachment in attachments:
            message.attach(*attachment)
    message.send()


def is_last_try(attempts: int, error: Exception) -> bool:
    """Will this mail never go out? Tried often enough, or the other side does not know the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    return attempts >= TRIES_AGAIN
