"""The world's time zones by region, as a person looks for them: "Europe", "Berlin"."""

import functools
import zoneinfo
from pathlib import Path

from django.utils.translation import gettext_lazy as _

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@functools.cache
def choices() -> list[tuple[object, list[tuple[str, str]]]]:
    """Grouped choices for a select; the value is the IANA name. Old aliases without a region are left out."""
    groups: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in sorted(zoneinfo.available_timezones()):
        region, _slash, place = name.partition("/")
        if place and region in groups:
            groups[region].append((name, place.replace("_", " ").replace("/", ", ")))
    found: list[tuple[object, list[tuple[str, str]]]] = list(groups.items())
    return [*found, (_("Everywhere"), [("UTC", "UTC")])]


def choices_with(current: str) -> list[tuple[object, list[tuple[str, str]]]]:
    """The choices, and `current` too where it is one that the list leaves out."""
    known = {name for _region, places in choices() for name, _place in places}
    return choices() if not current or current in known else [(current, [(current, current)]), *choices()]


def of_this_machine(link: Path = Path("/etc/localtime")) -> str:
    """The zone that the server's own clock is set to: most likely the practice's. Empty where it does not say."""
    try:
        name = str(link.readlink()).partition("zoneinfo/")[2]
    except OSError:
        return ""
    return name if name in zoneinfo.available_timezones() and "/" in name and not name.startswith("Etc/") else ""
