"""/style/: every component of the pages, live, for whoever builds the next page."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from practice.access import owner_only


class SampleForm(forms.Form):
    """One field of every kind. It is shown bound to what somebody might mistype, and never saved."""

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), help_text=_("Only for messages about appointments."))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    language = forms.ChoiceField(label=_("Language"), choices=[("en", _("English")), ("es", _("Spanish"))])
    pressure = forms.ChoiceField(
        label=_("Pressure"),
        widget=forms.RadioSelect,
        choices=[("light", _("Light")), ("medium", _("Medium")), ("firm", _("Firm")), ("deep", _("Deep"))],
    )
    areas = forms.MultipleChoiceField(
        label=_("Where did you work?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (_("Neck"), [("scm", _("Sternocleidomastoid (SCM)")), ("scalenes", _("Scalenes"))]),
            (_("Shoulder"), [("trap", _("Upper trapezius")), ("levator", _("Levator scapulae"))]),
        ],
    )
    rating = forms.TypedChoiceField(
        label=_("On average over the last 7 days?"),
        help_text=_("0 none, 10 the worst you can imagine"),
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        choices=[(n, str(n)) for n in range(11)],
    )
    notes = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label=_("The client has read this and agrees."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row("name", "email"),
            Fieldset(
                _("The visit"), Row("day", "time", "language"), "rating", "areas", "pressure", "notes", "agreed"
            ),
        )
        self.helper.add_input(Submit("save", _("Save")))


@owner_only
@require_safe
def style(request):
    wrong = {
        "name": "Clara Whitfield",
        "email": "clara at example",
        "rating": "6",
        "areas": ["scm"],
        "language": "en",
    }
    page = Paginator(range(100), 10).page(2)
    return render(request, "practice/style.html", {"form": SampleForm(wrong), "page": page})
