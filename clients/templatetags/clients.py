"""Template filters of the clients room."""

from django import template
from django.utils.text import capfirst

from clients.enums import PreferredTime
from clients.models import Client

register = template.Library()


@register.filter
def preferred_times(client: Client) -> str:
    """When the client likes to come, in words."""
    return capfirst(times_in_words(client.preferred_times))


@register.filter
def times_in_words(times: list[str]) -> str:
    """ "mornings, weekends"."""
    return ", ".join(str(PreferredTime(one).label) for one in times)


@register.filter
def tel(phone: str) -> str:
    """A typed number as a tel: link wants it: digits with a leading plus, and the extension after a semicolon."""
    number, _x, extension = phone.lower().replace("ext.", "x").replace("ext", "x").partition("x")
    dialled = "".join(c for c in number if c.isdigit() or c == "+")
    return dialled + (f";ext={extension.strip()}" if extension.strip() else "")
