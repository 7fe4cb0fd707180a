"""`{% signature_shown path name %}`: a drawn signature, to look at; nothing where none was drawn."""

from django import template

from intake import signature

register = template.Library()


@register.inclusion_tag("intake/_signature_shown.html")
def signature_shown(path: str, name: str) -> dict:
    drawn = bool(path) and signature.is_signature(path)
    return {"path": path if drawn else "", "name": name, "box": signature.BOX}
