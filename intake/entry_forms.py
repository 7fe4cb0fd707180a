"""How an intake comes to be entered here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.choice_fields import Choice
from intake.entering import KINDS, WAYS_IN
from intake.enums import How, Purpose


class EntryForm(forms.Form):
    """Which form, and whether it lies on the table or somebody is on the phone."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    how = Choice(
        label=_("Where does it come from?"),
        choices=[(each.value, label) for each, label in zip(WAYS_IN, (_("from paper"), _("by phone")), strict=True)],
        initial=How.PAPER,
    )
    kind = Choice(
        label=_("Which form?"),
        choices=[(each.value, each.label) for each in KINDS],
        initial=Purpose.INTAKE,
    )
