"""Work of the practice room for the background worker: mail."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from practice import invitations
from practice.current import practice
from practice.models import Invitation

logger = logging.getLogger(__name__)


@app.task(name="practice.mail_invitation", queue="mail", retry=RetryStrategy(max_attempts=6, exponential_wait=20))
def mail_invitation(public_id: str) -> None:
    """Mail the link of an invitation. Its token is made here, so that the queue never holds one.

    A mail that is sent twice carries two links, of which the later works.
    """
    invitation = Invitation.objects.select_related("invited_by").get(public_id=public_id)
    try:
        token = invitations.renew(invitation, by=invitation.invited_by, now=timezone.now())
    except invitations.NotUsable:
        logger.info("invitation %s is not open any more: no mail", public_id)
        return
    context = {
        "invitation": invitation,
        "practice": practice(),
        "link": settings.PUBLIC_URL + reverse("practice:invitation", args=[token]),
    }
    send_mail(
        render_to_string("practice/mail/invitation_subject.txt", context).strip(),
        render_to_string("practice/mail/invitation.txt", context),
        None,
        [invitation.email],
    )
