"""What the side nav offers to whom. An entry appears once its page exists, and only to those who may open it."""

import dataclasses
from collections.abc import Callable, Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practice.access import is_clinical, is_member, is_owner, is_therapist
from practice.models import User


@dataclasses.dataclass(frozen=True)
class Entry:
    route: str
    label: str | Promise
    icon: str
    may: Callable[[User], bool]
    also: tuple[str, ...] = ()  # paths of pages that belong under this entry
    place: str = "main"  # "lower": the second group, in the menu on a phone; "own": in everybody's own menu


@dataclasses.dataclass(frozen=True)
class Link:
    url: str
    label: str | Promise
    icon: str
    current: str  # the value of aria-current: "page", "true" (a page below it), or nothing
    place: str


ENTRIES = (
    Entry("cases:today", _("Today"), "today", is_therapist),
    Entry(
        "cases:board",
        _("Fresh look"),
        "fresh",
        is_clinical,
        also=("/complaints/", "/referrals/", "/letters/", "/professionals/"),
    ),
    Entry(
        "clients:list",
        _("Clients"),
        "clients",
        is_member,
        also=("/visits/", "/concerns/", "/precautions/", "/consents/"),
    ),
    Entry("bookings:followups", _("Follow-ups"), "followups", is_member),
    Entry("intake:outstanding", _("Forms"), "forms", is_member),
    Entry("bookings:day", _("Calendar"), "calendar", is_member),
    Entry("practice:settings", _("Settings"), "settings", is_owner, place="lower"),
    Entry("practice:people", _("People"), "people", is_owner, place="lower"),
    Entry("bookings:feed", _("My calendar elsewhere"), "calendar", is_therapist, place="own"),
    Entry("intake:training", _("What I work with"), "leaf", is_therapist, place="own"),
)


def links_for(user: User, path: str) -> Iterator[Link]:
    """The nav of `user` while looking at `path`."""
    for entry in ENTRIES:
        if not entry.may(user):
            continue
        try:
            url = reverse(entry.route)
        except NoReverseMatch:
            continue
        yield Link(url, entry.label, entry.icon, _current(entry, url, path), entry.place)


def _current(entry: Entry, url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith((url, *entry.also)) else ""
