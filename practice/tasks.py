"""Work of the practice room for the background worker: mail."""

import logging

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from practice import invitations, mail
from practice.models import Invitation

logger = logging.getLogger(__name__)


@app.task(name="practice.mail_invitation", queue="mail", retry=mail.RETRY)
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
    link = settings.PUBLIC_URL + reverse("practice:invitation", args=[token])
    context = {"invitation": invitation, "link": link}
    mail.send(invitation.email, "practice/mail/invitation_subject.txt", "practice/mail/invitation", context)
