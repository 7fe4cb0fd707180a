"""Finding clients: the list with its search, and those who look like somebody who is about to be added."""

import dataclasses
import datetime as dt

from django.db.models import Q, QuerySet

from clients import neighbours
from clients.enums import Likeness, Show
from clients.folding import digits, fold, search_terms
from clients.models import Client
from practice.models import User

PAGE = 30
LAST_PAGE = 200
COUNTED = 1000
# As many digits of a phone as are compared: the country's and the trunk's prefix may be typed or not.
SAME_DIGITS = 8


@dataclasses.dataclass(frozen=True)
class Found:
    clients: list[Client]
    number: int
    count: int

    @property
    def more(self) -> bool:
        """True where the count stopped counting."""
        return self.count > COUNTED

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number * PAGE < self.count and self.number < LAST_PAGE else None

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.clients) - 1


def shown(show: Show, user: User) -> QuerySet[Client]:
    """The clients of one tab of the list, by name: the search text begins with it, without accents."""
    if show == Show.ARCHIVED:
        clients = Client.objects.exclude(archived_at=None)
    elif show == Show.MINE:
        clients = Client.objects.present().filter(neighbours.own(user))
    else:
        clients = Client.objects.present()
    return clients.order_by("search", "id")


def find(typed: str, *, show: Show, user: User, number: int) -> Found:
    """One page of clients in whose name, phone or e-mail all the typed words occur.

    Two queries: the first reads keys alone, as far as pages and the count go, so that a search looks at all clients
    once and not twice.
    """
    clients = shown(show, user)
    for term in search_terms(typed):
        clients = clients.filter(search__contains=term)
    start = (number - 1) * PAGE
    keys = list(clients.values_list("pk", flat=True)[: max(COUNTED, start + PAGE) + 1])
    page = Client.objects.filter(pk__in=keys[start : start + PAGE]).order_by("search", "id")
    return Found(list(page), number, len(keys))


def look_alikes(
    *, name: str, birth_date: dt.date | None, phone: str, email: str, besides: Client | None = None
) -> list[tuple[Client, Likeness]]:
    """Clients, archived ones too, who may be the same person; each with the strongest reason, strongest first."""
    folded, number = fold(name), digits(phone)
    alike = Q()
    if folded:
        alike |= Q(search=folded) | Q(search__startswith=f"{folded} ")
    if number:
        alike |= Q(phone_digits__endswith=number[-SAME_DIGITS:])
    if email:
        alike |= Q(email__iexact=email)
    if not alike:
        return []
    found = Client.objects.filter(alike).exclude(pk__in=[besides.pk] if besides else []).order_by("search", "id")[:20]
    reasons = [(one, _likeness(one, folded, birth_date, number, email)) for one in found]
    rank = list(Likeness)
    return sorted(((one, why) for one, why in reasons if why), key=lambda pair: rank.index(pair[1]))


def _likeness(one: Client, folded: str, birth_date: dt.date | None, number: str, email: str) -> Likeness | None:
    same_name = fold(one.name) == folded
    if same_name and birth_date and one.birth_date == birth_date:
        return Likeness.NAME_AND_BIRTH
    if number and one.phone_digits[-SAME_DIGITS:] == number[-SAME_DIGITS:]:
        return Likeness.PHONE
    if same_name and not (birth_date and one.birth_date):
        return Likeness.NAME
    if email and one.email.casefold() == email.casefold():
        return Likeness.EMAIL
    return None
