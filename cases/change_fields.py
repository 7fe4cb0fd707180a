"""The lists of a change of approach as fields of a form: what to add, what to leave."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.changes import Change, Offered
from intake.queries import Term

LABELS = {
    ("technique", True): _("Techniques to add"),
    ("area", True): _("Areas to add"),
    ("technique", False): _("Techniques to leave"),
    ("area", False): _("Areas to leave"),
}


def name_of(kind: str, adds: bool) -> str:
    return f"{'add' if adds else 'leave'}_{kind}s"


def change_fields(offered: Offered) -> dict[str, forms.Field]:
    """By name, in order; a list with nothing on it has none."""
    return {
        name_of(kind, adds): forms.MultipleChoiceField(
            label=label,
            choices=[(str(term.public_id), term.name) for term in _terms(offered, kind, adds)],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        for (kind, adds), label in LABELS.items()
        if _terms(offered, kind, adds)
    }


def changes_of(cleaned: dict, offered: Offered) -> list[Change]:
    """What was ticked."""
    return [
        Change(kind, term, adds)
        for kind, adds in LABELS
        for term in _terms(offered, kind, adds)
        if str(term.public_id) in cleaned.get(name_of(kind, adds), [])
    ]


def _terms(offered: Offered, kind: str, adds: bool) -> list[Term]:
    return (offered.to_add if adds else offered.to_leave)[kind]
