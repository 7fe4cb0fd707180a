"""What bookings tell the clients room, which cannot import them."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from bookings import queries
from bookings.enums import FollowUpStatus
from bookings.models import FollowUp
from bookings.wording import day_and_time
from clients.models import Client
from clients.neighbours import Hindrance, Neighbour, Panel


class Bookings(Neighbour):
    def next_times(self, clients: Collection[Client], now: dt.datetime) -> Mapping[int, dt.datetime]:
        return queries.next_times(clients, now)

    def panel(self, client: Client, now: dt.datetime) -> Panel:
        requests = queries.requests_of(client)
        content = {
            "client": client,
            "upcoming": queries.upcoming_of(client, now),
            "recent": queries.recent_of(client, now),
            "in_peace": queries.in_peace(client),
            "requests": [one for one in requests if one.status == FollowUpStatus.OPEN],
            "closed": [one for one in requests if one.status == FollowUpStatus.CLOSED],
        }
        return Panel("bookings/_client.html", content)

    def hindrances(self, client: Client, now: dt.datetime) -> list[Hindrance]:
        """Appointments ahead, and requests that nobody has booked yet."""
        ahead = [
            Hindrance(
                _("%(time)s with %(therapist)s is booked: cancel it.")
                % {"time": day_and_time(one.starts_at), "therapist": one.therapist.name},
                reverse("bookings:appointment", args=[one.public_id]),
            )
            for one in queries.upcoming_of(client, now)
        ]
        if FollowUp.objects.open().filter(client=client).exists():
            ahead.append(Hindrance(_("A follow-up is still to be booked: close it."), reverse("bookings:followups")))
        return ahead
