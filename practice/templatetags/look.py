"""Template tags of the frame: icons and the nav."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from practice.models import User
from practice.navigation import Link, links_for
from practice.reset_links import made_for, told

register = template.Library()


@register.simple_tag
def icon(name: str, css_class: str = "icon") -> str:
    """A picture beside a word: `{% icon "phone" %}`. It is hidden from readers, so the word must be there."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        css_class,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def password_links(person: User) -> list[str]:
    """The last links that others made to this person's password, as sentences."""
    return [told(link) for link in made_for(person)[:10]]


@register.simple_tag(takes_context=True)
def navigation(context) -> dict[str, list[Link]]:
    """The nav's groups: `main`, `lower` (in the menu on a phone) and `own` (in everybody's own menu)."""
    request = context["request"]
    links = list(links_for(request.user, request.path))
    return {place: [link for link in links if link.place == place] for place in ("main", "lower", "own")}
