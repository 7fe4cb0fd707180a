"""Blank forms to print, for everybody who works here: they are about nobody."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from intake import blank
from intake.enums import ConsentKind
from intake.models import HealthCondition, RedFlag
from intake.questions import current_edition, wording
from intake.standing import texts_in_use
from practice.access import member_only

SHEETS = {
    "full": (_("The whole intake"), _("Before the first visit. Print the consents with it."), blank.full),
    "walk-in": (_("The short intake"), _("For a single visit without an appointment."), blank.short),
}
CONSENTS = (_("The consents"), _("To read, and to sign by hand."))


@require_safe
@member_only
def blank_forms(request):
    """What there is to print."""
    sheets = [(which, title, about) for which, (title, about, _parts) in SHEETS.items()]
    return render(request, "intake/blank_forms.html", {"sheets": [*sheets, ("consents", *CONSENTS)]})


@require_safe
@member_only
def blank_form(request, which):
    """One of them, as it is printed."""
    if which == "consents":
        context = {"title": CONSENTS[0], "texts": texts_in_use(), "may_refuse": ConsentKind.CONTACT}
        return render(request, "intake/blank_consents.html", context)
    if which not in SHEETS:
        raise Http404
    title, _about, parts_of = SHEETS[which]
    edition, conditions = current_edition(), list(HealthCondition.objects.current())
    context = {
        "title": title,
        "edition": edition,
        "parts": list(parts_of(wording(edition), conditions)),
        "flags": RedFlag.objects.current(),
    }
    return render(request, "intake/blank_form.html", context)
