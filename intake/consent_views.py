"""Consents: as they were signed, from paper, taken back. Everybody may add one; what it says is for therapists."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clients.access import get_client, log_opening
from intake import standing
from intake.consent_forms import PaperConsentForm, WithdrawForm
from intake.consent_pages import all_of, language_name, stands, state_of
from intake.consents import withdraw
from intake.models import Consent
from intake.paper import record_from_paper
from practice import uploads
from practice.access import clinical_only, member_only
from practice.current import local_date

PAGE = 24


@require_safe
@clinical_only
def consents(request, client):
    """How each of a client's consents stands, and all that were ever signed."""
    client, today = get_client(request.user, client), local_date(timezone.now())
    log_opening(request.user, client, "consents")
    last = standing.last_words(client)
    page = Paginator(all_of(client), PAGE).get_page(request.GET.get("page"))
    rows = [(each, *state_of(each, last, today)) for each in page]
    context = {"client": client, "stands": stands(last, today), "page": page, "rows": rows}
    return render(request, "intake/consents.html", context)


@require_safe
@clinical_only
def consent(request, consent):
    """One consent as it was signed, with every word of its text."""
    consent = _get(consent)
    today, last = local_date(timezone.now()), standing.last_words(consent.client)
    log_opening(request.user, consent.client, "consent")
    pill, words = state_of(consent, last, today)
    in_force = standing.standing(consent.client, today).get(consent.text.kind) == consent
    withdrawal = getattr(consent, "withdrawal", None)
    context = {"consent": consent, "client": consent.client, "pill": pill, "words": words}
    context |= {"in_force": in_force, "withdrawal": withdrawal, "in_language": language_name(consent.language)}
    return render(request, "intake/consent.html", context)


@require_safe
@clinical_only
def photo(request, consent):
    """The photo of the sheet that was signed."""
    consent = _get(consent)
    if consent.paper is None:
        raise Http404
    log_opening(request.user, consent.client, "photo of a consent")
    return uploads.response(consent.paper)


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def withdraw_consent(request, consent):
    """The client takes it back: from now on it holds no more, and stays to be read."""
    consent, now = _get(consent), timezone.now()
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if standing.standing(consent.client, local_date(now)).get(consent.text.kind) != consent:
        messages.info(request, _("This consent does not hold any more: there is nothing to take back."))
        return redirect("intake:consent", consent.public_id)
    if form.is_valid():
        withdraw(consent, by=request.user, note=form.cleaned_data["note"], now=now)
        messages.success(request, _("Taken back. What was signed stays to be read."))
        return redirect("intake:consents", consent.client.public_id)
    return render(
        request, "intake/withdraw_consent.html", {"consent": consent, "client": consent.client, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def paper_consent(request, client):
    """Write down what was signed on paper. The front desk adds it, and reads nothing of it afterwards."""
    client, now = get_client(request.user, client), timezone.now()
    given = {"client": client, "today": local_date(now)}
    if request.method != "POST":
        form = PaperConsentForm(initial={"request_id": uuid.uuid4()}, **given)
        return render(request, "intake/paper_consent.html", {"client": client, "form": form})
    form = PaperConsentForm(request.POST, request.FILES, **given)
    if not form.is_valid():
        return render(request, "intake/paper_consent.html", {"client": client, "form": form})
    typed = form.cleaned_data
    facts = {"request_id": typed["request_id"], "signed_on": typed["signed_on"], "photo": typed["photo"]}
    record_from_paper(client, form.said(), by=request.user, now=now, **facts, **form.who())
    _say_recorded(request, form)
    return redirect("intake:consents" if request.user.is_clinical else "clients:detail", client.public_id)


def _say_recorded(request, form: PaperConsentForm) -> None:
    """To everybody the same, and no more than the desk may know: until when all that is needed holds."""
    until = standing.until(form.client, form.today)
    if until is None:
        messages.success(request, _("Written down. Not everything that a client signs is there yet."))
    else:
        messages.success(
            request, _("Written down. Consents hold until %(day)s.") % {"day": date_format(until, "j F Y")}
        )
    if newer := form.newer_than_the_sheet():
        versions = "; ".join(
            _("“%(title)s”, version %(number)s, here since %(day)s")
            % {"title": text.title, "number": text.version, "day": date_format(local_date(text.created_at), "j F Y")}
            for text in newer
        )
        asked = _("The sheet is dated before the text was here. Was it this version? %(versions)s")
        messages.warning(request, asked % {"versions": versions})


def _get(public_id: uuid.UUID) -> Consent:
    found = Consent.objects.select_related("client", "text", "withdrawal__by", "recorded_by", "paper")
    return get_object_or_404(found, public_id=public_id)
