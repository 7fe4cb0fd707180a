"""`{% body_shown codes %}`: the body's pictures with these places marked, to look at."""

from django import template

from intake.body import in_order, told
from intake.body_pictures import pictures

register = template.Library()


@register.inclusion_tag("intake/_body_shown.html")
def body_shown(codes) -> dict:
    chosen = in_order(codes or ())
    return {"pictures": pictures(chosen), "told": told(chosen)}
