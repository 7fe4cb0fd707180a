"""Referrals: beginning one, its page with every step, the lists, and the one tap at the next visit."""

import datetime as dt
import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access import get_case, get_referral, may_refer
from cases.enums import Heard, Step
from cases.models import LetterDraft, Referral, ReferralStep
from cases.referral_forms import ReferForm, StepForm
from cases.referring import Happened, add_step, may_leave, refer
from clients.access import log_opening
from practice import uploads
from practice.access import clinical_only
from practice.posted import page_to_return_to, posted
from sessions_log.keeping import sent_uuid

PER_PAGE = 25
TAPS = {"not_yet": Step.NOT_YET, "been": Step.SEEN}


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def begin(request, public_id):
    """To whom, and what is asked."""
    complaint, now = get_case(public_id), timezone.now()
    if not may_refer(request.user, complaint):
        messages.info(request, _("Ask the client's therapist first: she or he brings somebody in."))
        return redirect("cases:decide", complaint.public_id)
    form = ReferForm(posted(request), initial={"request_id": uuid.uuid4()})
    if request.method != "POST":
        log_opening(request.user, complaint.client, "referral")
    elif form.is_valid():
        asked = form.cleaned_data
        try:
            made = refer(
                complaint, asked["professional"], reason=asked["reason"].strip(), by=request.user, now=now,
                request_id=asked["request_id"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("cases:referral", made.public_id)
    return render(request, "cases/refer.html", {"complaint": complaint, "client": complaint.client, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def referral(request, public_id):
    """Where it stands, what happened so far, its letters, and a form for what happened next."""
    row, now = get_referral(public_id), timezone.now()
    today = timezone.localdate(now)
    written = list(row.letters.order_by("-number"))
    letter = next((each for each in written if may_leave(each, today)), None)
    first = {"on": today, "request_id": uuid.uuid4()}
    files = request.FILES if request.method == "POST" else None
    form = StepForm(posted(request), files, initial=first, referral=row, letter=letter, today=today)
    if request.method != "POST":
        log_opening(request.user, row.complaint.client, "referral")
    elif form.is_valid():
        try:
            _write(row, form, request.user, now)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Written down."))
            return redirect("cases:referral", row.public_id)
    steps = row.steps.select_related("by", "letter", "reply").order_by("on", "pk")
    context = {"referral": row, "complaint": row.complaint, "client": row.complaint.client, "form": form}
    context |= {"steps": steps, "letters": written, "letter": letter, "today": today}
    context["has_draft"] = LetterDraft.objects.filter(referral=row).exists()
    return render(request, "cases/referral.html", context)


def _write(row: Referral, form: StepForm, by, now: dt.datetime) -> None:
    happened, request_id = form.happened(), form.cleaned_data["request_id"]
    photo = form.cleaned_data["photo"]
    if photo is None:
        add_step(row, happened, by=by, now=now, request_id=request_id)
        return
    with uploads.keeping(photo, by, now, request_id) as upload:
        told = Happened(happened.kind, happened.on, happened.note, reply=upload)
        add_step(row, told, by=by, now=now, request_id=request_id)


@require_POST
@clinical_only
def asked(request, public_id):
    """One tap at a visit: "Seen someone?" not yet, or been. A date is a form of its own."""
    row, now = get_referral(public_id), timezone.now()
    kind = TAPS.get(request.POST.get("seen", ""))
    if kind is None:
        raise Http404
    happened = Happened(kind, timezone.localdate(now))
    try:
        add_step(row, happened, by=request.user, now=now, request_id=sent_uuid(request.POST, "request_id"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Written down."))
    return redirect(page_to_return_to(request) or reverse("cases:referral", args=[row.public_id]))


@require_safe
@clinical_only
def reply(request, public_id, upload):
    """The photo of a reply."""
    row = get_referral(public_id)
    step = ReferralStep.objects.filter(referral=row, reply__public_id=upload).select_related("reply").first()
    if step is None or step.reply is None:
        raise Http404
    log_opening(request.user, row.complaint.client, "reply to a referral")
    return uploads.response(step.reply)


@require_safe
@clinical_only
def referrals(request):
    """Those to ask about, those under way, the closed ones; a therapist begins with her own."""
    today = timezone.localdate()
    whose = request.GET.get("who") or ("all" if request.user.is_owner else "mine")
    mine = Referral.objects.filter(made_by=request.user) if whose == "mine" else Referral.objects.all()
    lists = {
        Heard.UNANSWERED: mine.unanswered(today).order_by("hear_by", "pk"),
        Heard.OPEN: mine.open().order_by("hear_by", "pk"),
        Heard.CLOSED: mine.filter(status="closed").order_by("-made_at", "-pk"),
    }
    tab = request.GET.get("tab")
    tab = Heard(tab) if tab in Heard.values else Heard.UNANSWERED
    page = Paginator(lists[tab].with_people(), PER_PAGE).get_page(request.GET.get("page"))
    tabs = [(each, each.label, found.count()) for each, found in lists.items()]
    return render(
        request, "cases/referrals.html", {"page": page, "tab": tab, "tabs": tabs, "whose": whose, "today": today}
    )
