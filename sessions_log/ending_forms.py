"""Discarding, voiding, adding to a visit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.enums import Measure
from intake.models import Complaint
from sessions_log.models import Visit
from sessions_log.numbers import say
from sessions_log.scales import scale_of

OWN_WORDS = "own"


class ReasonForm(forms.Form):
    """Why a visit is discarded or voided."""

    reason = forms.CharField(label=_("Why?"), max_length=240, widget=forms.Textarea(attrs={"rows": 2}))


class DespiteForm(forms.Form):
    """Why a visit is signed although something is missing: a chip, or a few words of one's own."""

    USUAL = (
        ("later", _("Written later, from memory")),
        ("short", _("No time at this visit")),
        ("apart", _("Kept elsewhere")),
        (OWN_WORDS, _("Another reason")),
    )
    why = forms.ChoiceField(label=_("Why sign it as it is?"), choices=USUAL, required=False, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("The reason, in a few words"), max_length=240, required=False)

    def clean(self):
        said = super().clean() or self.cleaned_data
        if not said.get("reason") and "reason" not in self.errors:
            if said.get("why", OWN_WORDS) in ("", OWN_WORDS):
                self.add_error("reason", _("Say why it is signed without that."))
            else:
                said["reason"] = str(dict(self.USUAL)[said["why"]])
        return said

    def despite(self) -> str:
        """The reason; empty where the form was not sent, or gives none."""
        return self.cleaned_data["reason"] if self.is_valid() else ""


class AddendumForm(forms.Form):
    """Something added to a final visit, perhaps a rating put right, or one that was forgotten."""

    reason = forms.CharField(label=_("Why is it added now?"), max_length=240)
    text = forms.CharField(
        label=_("What is to be added"), max_length=10000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    rating = forms.ChoiceField(label=_("A rating, before the treatment or after it"), required=False)
    value = forms.DecimalField(
        label=_("The rating is"), min_value=0, max_digits=9, decimal_places=4, required=False, localize=True
    )

    def __init__(self, *args, visit: Visit, **kwargs):
        super().__init__(*args, **kwargs)
        self.rated = {str(each.pk): each for each in _rated(visit)}
        self.forgotten = {f"{each.pk}-{measure}": (each, measure) for each, measure in _not_rated(visit)}
        groups = [
            (_("Put right"), [(key, _rating_label(each)) for key, each in self.rated.items()]),
            (_("Add what was forgotten"), [(key, _forgotten_label(*each)) for key, each in self.forgotten.items()]),
        ]
        self.fields["rating"].choices = [("", _("No rating")), *(group for group in groups if group[1])]
        if not (self.rated or self.forgotten):
            del self.fields["rating"], self.fields["value"]

    def clean(self):
        said = super().clean() or self.cleaned_data
        key, value = said.pop("rating", ""), said.get("value")
        said["rating"], said["forgotten"] = self.rated.get(key), self.forgotten.get(key)
        if key and value is None and "value" not in self.errors:
            self.add_error("value", _("What is the right value?"))
        top = said["rating"].scale_max if said["rating"] else None
        if said["forgotten"]:
            top = scale_of(said["forgotten"][1]).top
        if top is not None and value is not None and value > top:
            self.add_error("value", _("This scale ends at %(top)s.") % {"top": say(top)})
        if not key and value is not None and "rating" not in self.errors:
            self.add_error("rating", _("Which rating is it?"))
        if not key and not said.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write what is to be added, or put a rating right."))
        return said


def _rated(visit: Visit):
    return visit.ratings.select_related("complaint").order_by("complaint_id", "timing", "measure")


def _not_rated(visit: Visit) -> list[tuple[Complaint, str]]:
    """What the visit speaks of and has no rating of before the treatment; what was added later may be put right."""
    rated = set(visit.ratings.filter(timing="before").values_list("complaint", "measure"))
    complaints = Complaint.objects.filter(pk__in=visit.complaints.values("complaint")).order_by("pk")
    return [(each, measure) for each in complaints for measure in each.tracked if (each.pk, measure) not in rated]


def _rating_label(rating) -> str:
    value = say(rating.value) if rating.value is not None else ", ".join(map(say, rating.parts))
    return f"{rating.complaint.name}, {rating.get_measure_display()}, {rating.get_timing_display()}: {value}"


def _forgotten_label(complaint: Complaint, measure: str) -> str:
    return _("%(name)s, %(measure)s: 0 to %(top)s") % {
        "name": complaint.name,
        "measure": Measure(measure).label,
        "top": scale_of(measure).top,
    }
