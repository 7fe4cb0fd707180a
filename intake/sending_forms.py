"""Forms of the pages from which links are sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.alerts import MOST
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


class DaysForm(forms.Form):
    """How far ahead to look."""

    CHOICES = (7, 14, 30)
    FIRST = 7

    days = forms.TypedChoiceField(choices=[(days, days) for days in CHOICES], coerce=int)


class MailAllForm(forms.Form):
    """The clients who stood on the page when it was confirmed."""

    clients = forms.ModelMultipleChoiceField(queryset=Client.objects.present(), to_field_name="public_id")
    request_id = forms.UUIDField()


class PassOnForm(forms.Form):
    """A caller's words. With an error they come back to whoever typed them; no other page shows them to the desk."""

    text = forms.CharField(
        label=_("For the therapist"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What you were told, in a sentence or two. Afterwards only whoever treats clients or runs the practice"
            " can read it."
        ),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput)
