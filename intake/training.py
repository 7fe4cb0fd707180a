"""Which techniques a therapist works with, so that no list of ideas names what she has not learnt."""

from collections.abc import Collection

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from intake.models import Technique, Training
from practice.models import User


def trained_in(therapist: User | None) -> frozenset[int]:
    """Primary keys of techniques; none where the therapist has not said yet. One query."""
    if therapist is None:
        return frozenset()
    return frozenset(Training.objects.filter(therapist=therapist).values_list("technique", flat=True))


@transaction.atomic
def say_training(therapist: User, *, chosen: Collection[int], shown: Collection[int]) -> None:
    """What was ticked on the page is added, what was ticked before and is no longer goes.

    What another page has changed meanwhile stays as that page left it.
    """
    Training.objects.filter(therapist=therapist, technique__in=set(shown) - set(chosen)).delete()
    Training.objects.bulk_create(
        (Training(therapist=therapist, technique_id=each) for each in set(chosen) - set(shown)), ignore_conflicts=True
    )


class TrainingForm(forms.Form):
    """The techniques in use, ticked where the therapist works with them; `shown` is what was ticked at first."""

    techniques = forms.ModelMultipleChoiceField(
        label=_("Techniques"),
        queryset=Technique.objects.current(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shown = forms.ModelMultipleChoiceField(
        queryset=Technique.objects.all(), required=False, widget=forms.MultipleHiddenInput
    )
