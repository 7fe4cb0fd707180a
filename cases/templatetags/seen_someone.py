"""`{% seen_someone client %}`: at a visit, one tap a referral that nobody has answered yet. One query."""

import uuid

from django import template
from django.utils import timezone

from cases.enums import ReferralStatus, Step
from cases.models import Referral, ReferralStep

register = template.Library()

ASKED = (ReferralStatus.TOLD, ReferralStatus.HANDED_OVER, ReferralStatus.SENT, ReferralStatus.APPOINTMENT)


@register.inclusion_tag("cases/_seen_someone.html", takes_context=True)
def seen_someone(context, client) -> dict:
    """Not those who were asked about today already, and not an appointment that is still ahead."""
    today = timezone.localdate()
    open_ = Referral.objects.filter(complaint__client=client, status__in=ASKED)
    told_today = ReferralStep.objects.filter(on=today, kind=Step.NOT_YET).values("referral")
    found = (
        open_.exclude(status=ReferralStatus.APPOINTMENT, appointment_on__gt=today)
        .exclude(pk__in=told_today)
        .select_related("professional")
        .order_by("made_at", "pk")
    )
    asked = [(each, uuid.uuid4()) for each in found]
    return {"asked": asked, "back": context["request"].path, "csrf_token": context.get("csrf_token")}
