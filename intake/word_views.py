"""The vocabulary's pages. For owners."""

import copy
import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import words
from intake.models import HomeworkKind
from intake.word_kinds import KINDS, Kind, kind_of
from practice import uploads
from practice.access import clinical_only, owner_only
from practice.posted import posted


@require_safe
@owner_only
def vocabulary(request):
    """The way into the lists."""
    return render(request, "intake/vocabulary.html", {"kinds": KINDS})


@require_safe
@owner_only
def word_list(request, kind):
    """One list: the words in use by region, those that match a search, and the retired ones."""
    kind, typed = kind_of(kind), request.GET.get("q", "")[:80]
    found = [word for word in kind.words() if _matches(word, typed)]
    current = [word for word in found if word.retired_at is None]
    groups: dict[str, list] = {}
    for one in current:
        groups.setdefault(getattr(one, "region", ""), []).append(one)
    context = {
        "kind": kind,
        "kinds": KINDS,
        "typed": typed,
        "groups": list(groups.items()),
        "count": len(current),
        "retired": [word for word in found if word.retired_at],
    }
    return render(request, "intake/_words.html" if request.htmx else "intake/words.html", context)


def _matches(word, typed: str) -> bool:
    said = (word.name, getattr(word, "everyday", ""), getattr(word, "region", ""), getattr(word, "question", ""))
    return typed.strip().casefold() in " ".join(said).casefold()


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def add_word(request, kind):
    kind = kind_of(kind)
    initial = {"request_id": uuid.uuid4()} | _asked(request, kind)
    form = kind.form(posted(request), request.FILES or None, initial=initial)
    if form.is_valid():
        try:
            with form.keeping_facts(request.user, timezone.now()) as facts:
                made = words.add(kind.model, facts, request_id=form.cleaned_data["request_id"])
        except words.NameTaken:
            form.add_error("name", _("This is there already."))
        else:
            messages.success(request, _("“%(name)s” was added.") % {"name": made.name})
            return redirect("intake:words", kind.slug)
    return render(request, "intake/word.html", {"kind": kind, "form": form, "word": None})


def _asked(request, kind: Kind) -> dict[str, str]:
    """“Add one here” beside a region names it."""
    return {"region": request.GET["region"][:60]} if kind.slug == "areas" and "region" in request.GET else {}


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def word(request, kind, public_id):
    """Rename a word, or change what belongs to it."""
    kind = kind_of(kind)
    found = get_object_or_404(kind.model, public_id=public_id)
    form = kind.form(
        posted(request), request.FILES or None, instance=copy.copy(found), initial={"request_id": uuid.uuid4()}
    )
    if form.is_valid():
        try:
            with form.keeping_facts(request.user, timezone.now()) as facts:
                words.change(found, facts)
        except words.NameTaken:
            form.add_error("name", _("This is there already."))
        else:
            messages.success(request, _("Saved."))
            return redirect("intake:words", kind.slug)
    return render(request, "intake/word.html", {"kind": kind, "form": form, "word": found})


@require_safe
@clinical_only
def picture(request, public_id):
    """The picture of a homework: therapists look at it where they give it."""
    found = get_object_or_404(HomeworkKind.objects.select_related("picture"), public_id=public_id)
    if found.picture is None:
        raise Http404
    return uploads.response(found.picture)


@require_POST
@owner_only
def move_word(request, kind, public_id):
    """One place up or down."""
    kind = kind_of(kind)
    found = get_object_or_404(kind.model, public_id=public_id)
    words.move(found, up="up" in request.POST)
    return redirect(f"{reverse('intake:words', args=[kind.slug])}#word-{found.public_id}")


@require_POST
@owner_only
def retire_word(request, kind, public_id):
    kind = kind_of(kind)
    found = get_object_or_404(kind.model, public_id=public_id)
    try:
        words.retire(found, now=timezone.now())
    except words.LastOne:
        messages.error(request, _("This is the last type: without any, no complaint could be opened."))
    else:
        messages.success(request, _("“%(name)s” is no longer offered.") % {"name": found.name})
    return redirect("intake:words", kind.slug)


@require_POST
@owner_only
def bring_back_word(request, kind, public_id):
    kind = kind_of(kind)
    found = get_object_or_404(kind.model, public_id=public_id)
    words.bring_back(found)
    messages.success(request, _("“%(name)s” is offered again.") % {"name": found.name})
    return redirect("intake:words", kind.slug)
