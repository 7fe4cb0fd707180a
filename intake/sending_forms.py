"""Forms of the pages from which links are sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from intake.alerts import MOST
from intake.enums import FORMS, Giving, Purpose

LABELS = {
    "intake": _("Intake"),
    "walk_in": _("Short intake"),
    "renewal": _("Yearly renewal"),
    "check_in": _("Check-in before a visit"),
}
# Everybody who works here may send these, whatever a client comes with: that is for nobody at the desk to know.
FOR_ALL = (*FORMS, Purpose.CHECK_IN)


class SendForm(forms.Form):
    """What to send, and how: the button that was pressed."""

    purpose = forms.ChoiceField(
        label=_("Which form"),
        choices=[(each.value, LABELS[each.value]) for each in FOR_ALL],
        widget=forms.RadioSelect,
        help_text=_(
            "The short one is for somebody who is here now. The renewal shows what was said before and asks what"
            " has changed. The check-in is a tap or two on the day before a visit."
        ),
    )
    how = forms.ChoiceField(choices=Giving.choices, error_messages={"required": _("Choose how to send it.")})
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, may_start_diary: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        purpose = self.fields["purpose"]
        if may_start_diary and isinstance(purpose, forms.ChoiceField):  # a button of its own, on the chart
            purpose.choices = [*LABELS.items(), (Purpose.DIARY.value, Purpose.DIARY.label)]


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
