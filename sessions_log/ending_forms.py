"""Discarding, voiding, adding to a visit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions_log.models import Visit
from sessions_log.numbers import say


class ReasonForm(forms.Form):
    """Why a visit is discarded or voided."""

    reason = forms.CharField(label=_("Why?"), max_length=240, widget=forms.Textarea(attrs={"rows": 2}))


class AddendumForm(forms.Form):
    """Something added to a final visit, perhaps a rating put right."""

    reason = forms.CharField(label=_("Why is it added now?"), max_length=240)
    text = forms.CharField(
        label=_("What is to be added"), max_length=10000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    rating: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Put a rating right"), queryset=None, required=False, empty_label=_("No rating")
    )
    value = forms.DecimalField(
        label=_("Right is"), min_value=0, max_digits=9, decimal_places=4, required=False, localize=True
    )

    def __init__(self, *args, visit: Visit, **kwargs):
        super().__init__(*args, **kwargs)
        ratings = visit.ratings.select_related("complaint").order_by("complaint_id", "timing", "measure")
        self.fields["rating"].queryset = ratings
        self.fields["rating"].label_from_instance = _rating_label
        if not ratings:
            del self.fields["rating"], self.fields["value"]

    def clean(self):
        super().clean()
        said = self.cleaned_data
        rating, value = said.get("rating"), said.get("value")
        if rating and value is None and "value" not in self.errors:
            self.add_error("value", _("What is the right value?"))
        if rating and value is not None and value > rating.scale_max:
            self.add_error("value", _("This scale ends at %(top)s.") % {"top": say(rating.scale_max)})
        if not rating and value is not None:
            self.add_error("rating", _("Which rating is it?"))
        if not rating and not said.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what is to be added, or put a rating right."))
        return said


def _rating_label(rating) -> str:
    value = say(rating.value) if rating.value is not None else ", ".join(map(say, rating.parts))
    return f"{rating.complaint.name}, {rating.get_measure_display()}, {rating.get_timing_display()}: {value}"
