"""The whole record of a client as a form, and its history."""

import copy

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clients import history
from clients.access import get_client, log_opening
from clients.enums import LANGUAGES, Likeness
from clients.forms import ClientForm
from clients.merging import merge
from clients.models import Client
from clients.queries import look_alikes
from clients.record import change_client
from practice.access import member_only, owner_only
from practice.models import User
from practice.versions import Stale


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def edit(request, public_id):
    """Change a client. Whoever saves second sees both versions before anything is overwritten."""
    client, today = get_client(request.user, public_id), timezone.localdate()
    clash = None
    if request.method == "POST":
        form = ClientForm(request.POST, instance=copy.copy(client), today=today)
        if form.is_valid():
            try:
                change_client(client, form.facts(), seen=form.cleaned_data["version"])
            except Stale as stale:
                form, clash = both_versions(form, stale.current, today)
            else:
                _say_saved(request, client, form.cleaned_data)
                return redirect("clients:detail", client.public_id)
    else:
        form = ClientForm(instance=copy.copy(client), today=today)
    context = {"client": client, "form": form, "clash": clash, "languages": LANGUAGES}
    return render(request, "clients/edit.html", context, status=409 if clash else 200)


def both_versions(form: ClientForm, current: Client, today) -> tuple[ClientForm, dict]:
    """A form with what was typed, and beside it what somebody else saved meanwhile, field by field."""
    fields, seen = ClientForm.Meta.fields, form.cleaned_data["version"]
    before, last = history.row_at(current, seen), history.row_at(current, current.version - 1)
    merged = merge(
        fields,
        base={name: getattr(before, name) for name in fields} if before else None,
        mine=form.facts(),
        theirs={name: getattr(current, name) for name in fields},
    )
    mine = Client(**form.facts())
    people = {person.pk: person for person in form.fields["therapist"].queryset}
    told = {
        name: (history.label(name), history.tell(name, current, people), history.tell(name, mine, people))
        for name in (*merged.clashes, *merged.taken)
    }
    author = history.author_of(last) if last else None
    clash = {
        "clashes": [told[name] for name in merged.clashes],
        "taken": [told[name] for name in merged.taken],
        "who": User.objects.filter(pk=author).first() if author else None,
        "at": last.pgh_created_at if last else None,
    }
    values = merged.values | {"therapist": merged.values["therapist"] and merged.values["therapist"].public_id}
    again = ClientForm(instance=copy.copy(current), today=today)
    again.initial = {**again.initial, **values}
    return again, clash


def _say_saved(request, client: Client, cleaned: dict) -> None:
    messages.success(request, _("Saved."))
    facts = {key: cleaned[key] for key in ("name", "birth_date", "phone", "email")}
    if any(why in (Likeness.NAME_AND_BIRTH, Likeness.PHONE) for _one, why in look_alikes(**facts, besides=client)):
        messages.warning(request, _("Somebody else here has the same phone, or the same name and date of birth."))


@require_safe
@owner_only
def history_page(request, public_id):
    """Who changed what, and when."""
    client = get_client(request.user, public_id)
    log_opening(request.user, client, "history")
    page = Paginator(history.events(client), history.PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    newer = history.events(client)[page.start_index() - 2] if page.number > 1 else client
    context = {"client": client, "page": page, "changes": history.changes(client, rows, newer)}
    return render(request, "clients/history.html", context)
