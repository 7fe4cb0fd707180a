"""The lists of the vocabulary, as their pages call them."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.models import Area, ComplaintType, HealthCondition, HomeworkKind, RedFlag, Technique, Word
from intake.word_forms import (
    AreaForm,
    ComplaintTypeForm,
    ConditionForm,
    HomeworkForm,
    RedFlagForm,
    TechniqueForm,
    WordForm,
)


@dataclass(frozen=True)
class Kind:
    slug: str
    model: type[Word]
    form: type[WordForm]
    title: str | Promise
    about: str | Promise
    add: str | Promise
    # What a row of the list shows beyond the word itself.
    shows: tuple[str, ...] = ()

    def words(self) -> list[Word]:
        return list(self.model.objects.prefetch_related(*self.shows))


KINDS = (
    Kind("areas", Area, AreaForm, _("Areas"), _("Where you work, by region of the body."), _("Add an area")),
    Kind("techniques", Technique, TechniqueForm, _("Techniques"), _("How you work."), _("Add a technique")),
    Kind(
        "homework",
        HomeworkKind,
        HomeworkForm,
        _("Homework"),
        _("What clients can do at home, with steps they can read."),
        _("Add homework"),
    ),
    Kind(
        "types",
        ComplaintType,
        ComplaintTypeForm,
        _("Complaint types"),
        _("What it feels like and where, never a diagnosis; with the words of its scale."),
        _("Add a type"),
    ),
    Kind(
        "red-flags",
        RedFlag,
        RedFlagForm,
        _("Red flags"),
        _("What clients are asked before their first treatment; a yes means: refer first."),
        _("Add a red flag"),
        shows=("types",),
    ),
    Kind(
        "conditions",
        HealthCondition,
        ConditionForm,
        _("Conditions"),
        _("What clients tick about their health, and what it asks of you."),
        _("Add a condition"),
    ),
)


def kind_of(slug: str) -> Kind:
    """The list with this name in its address; another name is a 404."""
    for kind in KINDS:
        if kind.slug == slug:
            return kind
    raise Http404
