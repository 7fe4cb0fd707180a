"""/professionals/: the directory. Primary care stands first."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import directory
from cases.referral_forms import ProfessionalForm
from intake.enums import ProfessionalKind
from intake.models import Professional
from practice.access import clinical_only
from practice.posted import page_to_return_to, posted
from practice.versions import Stale

PER_PAGE = 50


@require_safe
@clinical_only
def professionals(request):
    """Everybody in the directory, or those in whom the typed word is found."""
    typed = request.GET.get("q", "").replace("\x00", "")[:80].strip()
    found = Professional.objects.all()
    if typed:
        found = found.filter(Q(name__icontains=typed) | Q(practice__icontains=typed) | Q(notes__icontains=typed))
    order = list(ProfessionalKind.values)
    people = sorted(found, key=lambda each: (order.index(each.kind), each.name.casefold()))
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/professionals.html", {"page": page, "typed": typed})


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def add_professional(request):
    """Somebody new; afterwards back to where somebody was looked for."""
    form = ProfessionalForm(posted(request), initial={"request_id": uuid.uuid4(), "version": 0})
    if form.is_bound and form.is_valid():
        request_id = form.cleaned_data["request_id"] or uuid.uuid4()
        directory.add_professional(form.facts(), by=request.user, request_id=request_id)
        messages.success(request, _("Written down."))
        return redirect(page_to_return_to(request) or "cases:professionals")
    context = {"form": form, "professional": None, "saved": None, "next": page_to_return_to(request)}
    return render(request, "cases/professional.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def professional(request, public_id):
    """Change what is known. Whoever saves second sees what was saved meanwhile, and loses nothing."""
    row = get_object_or_404(Professional, public_id=public_id)
    form, saved = ProfessionalForm(posted(request), instance=row, initial={"version": row.version}), None
    if form.is_bound and form.is_valid():
        try:
            directory.change_professional(row, form.facts(), seen=form.cleaned_data["version"])
        except Stale as stale:
            saved = stale.current
            form = ProfessionalForm(initial=form.facts() | {"version": saved.version})
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:professionals")
    context = {"form": form, "professional": row, "saved": saved, "next": ""}
    return render(request, "cases/professional.html", context, status=409 if saved else 200)
