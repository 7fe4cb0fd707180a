"""The four lists of the vocabulary, as their pages call them."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.models import Area, ComplaintType, HomeworkKind, Technique, Word
from intake.word_forms import AreaForm, ComplaintTypeForm, HomeworkForm, TechniqueForm, WordForm


@dataclass(frozen=True)
class Kind:
    slug: str
    model: type[Word]
    form: type[WordForm]
    title: str | Promise
    about: str | Promise
    add: str | Promise


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
)


def kind_of(slug: str) -> Kind:
    """The list with this name in its address; another name is a 404."""
    for kind in KINDS:
        if kind.slug == slug:
            return kind
    raise Http404
