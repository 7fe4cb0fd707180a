"""/clients/<uuid>/kind-word/: how to reach somebody who stopped coming, and what came of it."""

import datetime as dt
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bookings.queries import in_peace
from cases.enums import How
from cases.forms import A_YEAR, DateInput
from cases.models import ReachedOut
from cases.outreach import record_reached
from cases.reading import cases_of
from clients.access import log_opening
from clients.models import Client
from intake.models import Complaint
from practice.access import clinical_only
from practice.posted import posted

REST = dt.timedelta(weeks=6)


class ReachForm(forms.Form):
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[(each.value, each.label.capitalize()) for each in How],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("What came of it"),
        help_text=gettext_lazy("In a few words, for whoever opens this next. It cannot be changed later."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rests_until = forms.DateField(
        label=gettext_lazy("Look again on"),
        help_text=gettext_lazy("Until then nobody is asked to call again."),
        widget=DateInput,
    )
    in_peace = forms.BooleanField(
        label=gettext_lazy("Leave in peace: nobody calls any more"),
        help_text=gettext_lazy("The front desk sees that nobody is to call, and no reason."),
        required=False,
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_rests_until(self) -> dt.date:
        day = self.cleaned_data["rests_until"]
        if not self.today < day <= self.today + A_YEAR:
            raise forms.ValidationError(_("Name a day from tomorrow on, within a year."))
        return day


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def reach(request, public_id):
    """Contacts, where the complaints stood, what was said before, and a form for what came of it."""
    client = get_object_or_404(Client.objects.select_related("therapist"), public_id=public_id)
    now = timezone.now()
    today = timezone.localdate(now)
    first = {"rests_until": today + REST, "request_id": uuid.uuid4()}
    form = ReachForm(posted(request), initial=first, today=today)
    if request.method != "POST":
        log_opening(request.user, client, "kind word")
    elif form.is_valid():
        try:
            record_reached(client, by=request.user, now=now, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Written down."))
            return redirect(f"{reverse('cases:board')}?tab=stopped")
    context = {
        "client": client,
        "form": form,
        "peace": in_peace(client),
        "open_cases": cases_of(Complaint.objects.filter(client=client, closed_on=None).order_by("pk")),
        "earlier": ReachedOut.objects.of_client(client),
    }
    return render(request, "cases/reach.html", context)
