"""What intake tells the clients room, which cannot import it: how a client's forms stand. Desk-safe."""

import datetime as dt

from clients.models import Client
from clients.neighbours import Neighbour, Panel
from intake import overview


class Forms(Neighbour):
    def panel(self, client: Client, now: dt.datetime) -> Panel:
        return Panel("intake/_panel.html", overview.of_client(client, now))
