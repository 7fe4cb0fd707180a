"""What forms of several rooms ask about their widgets."""

from django import forms


def suggests(widget: forms.Widget) -> bool:
    """Would a browser offer here what was typed before? HTML knows `autocomplete` on no other widget."""
    return not isinstance(widget, forms.HiddenInput | forms.CheckboxInput | forms.RadioSelect)
