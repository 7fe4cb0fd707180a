"""Forms of the open conversation and of its guide."""

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms import DateInput

LONG_AGO = dt.timedelta(days=366)


class TalkForm(forms.Form):
    held_on = forms.DateField(label=gettext_lazy("Held on"), widget=DateInput)
    answer = forms.CharField(
        label=gettext_lazy("What the client answered"),
        help_text=gettext_lazy("In her or his own words, as far as you remember them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wants = forms.CharField(
        label=gettext_lazy("What she or he wants to do"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    may_share = forms.BooleanField(
        label=gettext_lazy("We may share what we have seen"),
        help_text=gettext_lazy("A letter is shown to the client first, and signed for, whatever is ticked here."),
        required=False,
    )
    share_with = forms.CharField(label=gettext_lazy("With whom"), max_length=240, required=False)
    wants_follow_up = forms.BooleanField(
        label=gettext_lazy("She or he asked to be booked or reminded"),
        help_text=gettext_lazy("Otherwise nobody presses: the client decides when to come again."),
        required=False,
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_held_on(self) -> dt.date:
        day = self.cleaned_data["held_on"]
        if not self.today - LONG_AGO <= day <= self.today:
            raise forms.ValidationError(_("Name the day on which you talked: today, or within the last year."))
        return day

    def clean(self) -> dict:
        asked = super().clean() or {}
        if asked.get("may_share") and not asked.get("share_with"):
            self.add_error("share_with", _("Say with whom the client allows you to share."))
        return asked


class GuideForm(forms.Form):
    body = forms.CharField(
        label=gettext_lazy("The guide"), max_length=3000, widget=forms.Textarea(attrs={"rows": 14})
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
