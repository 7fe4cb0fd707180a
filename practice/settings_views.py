"""The practice's own settings. For owners."""

import copy
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practice.access import owner_only
from practice.models import Practice
from practice.posted import posted
from practice.settings_form import SettingsForm
from practice.settings_record import save_settings
from practice.versions import Stale

Differences = list[tuple[Any, Any, Any]]  # label, theirs, mine


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def settings(request):
    """Whoever saves second sees both versions before anything is overwritten."""
    form = SettingsForm(posted(request), instance=copy.copy(request.practice))
    clash: Differences = []
    if form.is_valid():
        try:
            save_settings(form.facts(), seen=form.cleaned_data["version"])
        except Stale as stale:
            form, clash = both_versions(form, stale.current)
        else:
            messages.success(request, _("Saved."))
            return redirect("practice:settings")
    return render(request, "practice/settings.html", {"form": form, "clash": clash}, status=409 if clash else 200)


def both_versions(form: SettingsForm, current: Practice) -> tuple[SettingsForm, list[tuple]]:
    """What was typed, ready to be saved over `current`; and each field that differs: label, theirs, mine.

    A field that was left alone takes what the other saved.
    """
    mine = form.facts()
    shown = current.events.filter(version=form.cleaned_data["version"]).first()
    if shown:
        mine = {name: value for name, value in mine.items() if value != getattr(shown, name)}
    again = SettingsForm(instance=current, initial=mine)
    differing = [name for name, value in mine.items() if getattr(current, name) != value]
    told = [(again.fields[name].label, _shown(getattr(current, name)), _shown(mine[name])) for name in differing]
    return again, told


def _shown(value: Any) -> Any:
    return (_("yes") if value else _("no")) if isinstance(value, bool) else value
