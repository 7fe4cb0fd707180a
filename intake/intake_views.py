"""Intakes as they were sent: the list of a client's, and one with all its answers."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clients.access import get_client, log_opening
from intake.answers import read as read_answers
from intake.models import Acceptance, BirthDateTry, Consent, Intake
from intake.telling import topics
from practice.access import clinical_only

PER_PAGE = 20


@require_safe
@clinical_only
def intakes(request, client):
    """Newest first, those that are still being filled in with the day alone."""
    client = get_client(request.user, client)
    log_opening(request.user, client, "intakes")
    of_hers = Intake.objects.filter(client=client).exclude(pk__in=Intake.objects.thrown_away())
    in_order = _with_acceptance(of_hers).select_related("entered_by").order_by("-started_at", "-pk")
    page = Paginator(in_order, PER_PAGE).get_page(request.GET.get("page"))
    tries = BirthDateTry.objects.filter(link__client=client).select_related("link", "given_by")
    context = {"client": client, "page": page, "tries": tries.order_by("-at", "-pk")[:PER_PAGE]}
    return render(request, "intake/intakes.html", context)


@require_safe
@clinical_only
def submitted(request, intake):
    """All answers by topic in the words in which they were asked, and what was signed with them."""
    found = _with_acceptance(Intake.objects.submitted()).select_related("client", "questions", "entered_by")
    intake = get_object_or_404(found, public_id=intake)
    log_opening(request.user, intake.client, "intake")
    context = {
        "intake": intake,
        "client": intake.client,
        "topics": topics(intake),
        "complaints": read_answers(intake.answers).complaints,
        "consents": Consent.objects.filter(intake=intake).select_related("text", "withdrawal").order_by("pk"),
    }
    return render(request, "intake/submitted.html", context)


def _with_acceptance(intakes: QuerySet[Intake]) -> QuerySet[Intake]:
    """Annotates who went through it and when."""
    gone_through = Acceptance.objects.filter(intake=OuterRef("pk"))
    return intakes.annotate(
        accepted_at=Subquery(gone_through.values("at")), accepted_by=Subquery(gone_through.values("by__name"))
    )
