"""Whose alerts and intakes a therapist has to look at."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, Subquery

from bookings.models import Appointment
from clients.models import Client
from clients.neighbours import own
from intake.news import News, has_news, said, with_news
from practice.models import User


@dataclass(frozen=True, slots=True)
class ToLookAt:
    """A client of whom something is new, and when she or he comes to this therapist next."""

    client: Client
    comes_at: dt.datetime | None
    news: News


def to_look_at(therapist: User, start: dt.datetime, limit: int) -> list[ToLookAt]:
    """Clients of this therapist with something new: urgent first, then who comes first. One query.

    Of this therapist: booked with her or him from `start` on, her or his own, or nobody's: what comes in of somebody
    who is neither assigned nor booked is everybody's to see.
    """
    ahead = Appointment.objects.standing().filter(client=OuterRef("pk"), during__endswith__gte=start)
    with_me = ahead.filter(therapist=therapist)
    nobodys = (Q(therapist=None) | Q(therapist__is_active=False)) & ~Exists(ahead)
    found = with_news(Client.objects.present()).filter(has_news(), Exists(with_me) | own(therapist) | nobodys)
    comes = with_me.order_by("during").values("during__startswith")[:1]
    in_order = found.annotate(comes_at=Subquery(comes)).order_by(F("comes_at").asc(nulls_last=True), "search", "pk")
    told = [ToLookAt(row, row.comes_at, said(row.alerts_said, row.intakes_said)) for row in in_order[:limit]]
    return sorted(told, key=lambda each: not each.news.is_urgent)
