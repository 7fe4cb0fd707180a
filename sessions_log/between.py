"""What the chart says of the days between visits: the last check-in, the diary, and what can be sent."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from bookings.paperwork import Pill
from clients.models import Client
from intake.enums import Purpose
from intake.models import CheckIn, CheckInRating, ClientLink
from intake.overview import pill_of
from sessions_log.told import moment, say_rating


@dataclass(frozen=True, slots=True)
class Sent:
    """A link that is open, and how far it has come."""

    link: ClientLink
    pill: Pill


@dataclass(frozen=True, slots=True)
class Between:
    """`last` is the newest check-in: when, and what was told of each complaint."""

    last_at: str
    last: list[str]
    check_in: Sent | None
    diary: Sent | None
    can_mail: bool
    check_in_id: uuid.UUID = field(default_factory=uuid.uuid4)
    diary_id: uuid.UUID = field(default_factory=uuid.uuid4)


def between_visits(client: Client, now: dt.datetime) -> Between:
    """Three queries."""
    ratings = CheckInRating.objects.select_related("complaint").order_by("complaint_id", "pk")
    last = CheckIn.objects.filter(client=client).prefetch_related(Prefetch("ratings", ratings)).order_by("-at", "-pk")
    newest = last.first()
    links = ClientLink.objects.open().filter(client=client, purpose__in=[Purpose.CHECK_IN, Purpose.DIARY])
    sent = {link.purpose: Sent(link, pill_of(link, False, now)) for link in links}
    return Between(
        last_at=moment(newest.at, now) if newest else "",
        last=[_told(rating) for rating in newest.ratings.all()] if newest else [],
        check_in=sent.get(Purpose.CHECK_IN),
        diary=sent.get(Purpose.DIARY),
        can_mail=bool(settings.EMAIL_CONFIGURED and client.email),
    )


def _told(rating: CheckInRating) -> str:
    words = _("would rather not say") if rating.declined else say_rating(rating.complaint, rating)
    return f"{rating.complaint.name}: {words}"
