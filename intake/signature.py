"""A signature drawn with a finger, a pen or the mouse, kept as path data of SVG: lines between whole numbers.

A name that was typed signs as well: without JavaScript there is nothing to draw on.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WIDTH, HEIGHT = 600, 240
LONGEST = 20_000
BOX = f"0 0 {WIDTH} {HEIGHT}"

_PAIR = r"-?[0-9]{1,3}[ ,]-?[0-9]{1,3}"
_LINES = rf"[Ll]{_PAIR}(?: {_PAIR})*"
# Every stroke begins at a place of its own; a dot is a line that goes nowhere.
_GRAMMAR = re.compile(rf"(?:M{_PAIR}(?:{_LINES})+)+")
_STEPS = re.compile(r"([MLl])([^MLl]+)")


def is_signature(path: str) -> bool:
    """Is this path data strokes of straight lines that stay on the pad, and nothing else?"""
    return len(path) <= LONGEST and _GRAMMAR.fullmatch(path) is not None and _stays_on_the_pad(path)


def _stays_on_the_pad(path: str) -> bool:
    x = y = 0
    for letter, numbers in _STEPS.findall(path):
        values = [int(number) for number in re.split("[ ,]", numbers)]
        for step_x, step_y in zip(values[::2], values[1::2], strict=True):
            x, y = (x + step_x, y + step_y) if letter == "l" else (step_x, step_y)
            if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
                return False
    return True


class SignatureWidget(forms.Widget):
    template_name = "intake/_signature.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"box": BOX, "width": WIDTH, "height": HEIGHT, "longest": LONGEST}
        return context


class SignatureField(forms.CharField):
    """Cleans to path data in the box 0 0 600 240, or to nothing."""

    widget = SignatureWidget
    default_error_messages = {
        "required": _("Please sign here."),
        "unreadable": _("This drawing could not be read. Please clear it and sign again."),
    }

    def validate(self, value):
        super().validate(value)
        if value and not is_signature(value):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
