"""A template that names what nobody gave it fails the test, instead of leaving a hole in the page."""

import sys
from pathlib import Path

from django.template.base import Node

OURS = Path(__file__).resolve().parent.parent / "templates"


class UndefinedVariable(Exception):
    pass


class Undefined(str):
    """For the option `string_if_invalid`: Django formats it with the name of what is missing.

    Templates of other packages may look for what is not there; ours may only in `{% if %}` and `{% for %}`,
    which do not ask for this.
    """

    __slots__ = ()

    def __mod__(self, name) -> str:
        if origin := _template():
            raise UndefinedVariable(f"{origin} uses {name}, which is not in its context")
        return ""


def _template() -> str | None:
    """The innermost template being rendered, if it is one of ours."""
    frame = sys._getframe(2)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            path = Path(node.origin.name)
            return str(path.relative_to(OURS)) if path.is_relative_to(OURS) else None
        frame = frame.f_back
    return None
