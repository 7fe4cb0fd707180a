"""Forms of the pages from which links are sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.enums import FORMS, Giving

LABELS = {"intake": _("Intake"), "walk_in": _("Short intake"), "renewal": _("Yearly renewal")}


class SendForm(forms.Form):
    """What to send, and how: the button that was pressed."""

    purpose = forms.ChoiceField(
        label=_("Which form"),
        choices=[(each.value, LABELS[each.value]) for each in FORMS],
        widget=forms.RadioSelect,
        help_text=_(
            "The short one is for somebody who is here now. The renewal shows what was said before and asks what"
            " has changed."
        ),
    )
    how = forms.ChoiceField(choices=Giving.choices, error_messages={"required": _("Choose how to send it.")})
    request_id = forms.UUIDField(widget=forms.HiddenInput)
