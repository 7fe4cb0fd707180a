"""A letter: written from the case and edited, read by the client, signed for, and what leaves."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import get_letter, get_referral
from cases.composing import USUAL, compose, picture_of
from cases.letter_drafts import keep_draft
from cases.letters import answer_letter, finish_letter, permission_words
from cases.models import Letter, LetterAnswer, LetterDraft, Referral
from cases.reading import Case, cases_of
from cases.referral_forms import AnswerForm, LetterForm
from cases.referring import has_left, may_leave
from cases.tried import tried
from clients.access import log_opening
from intake.models import Complaint
from intake.queries import vocabulary
from practice.access import clinical_only
from practice.models import User
from practice.posted import posted
from practice.versions import Stale


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def write(request, public_id):
    """Each part with a tick, in words that can be changed; final once it is finished."""
    referral, now = get_referral(public_id), timezone.now()
    if not referral.is_open:
        messages.info(request, _("This referral is closed. Open it again to write a letter."))
        return redirect("cases:referral", referral.public_id)
    draft = LetterDraft.objects.filter(referral=referral).select_related("saved_by").first()
    form, case = _letter_form(request, referral, draft)
    meanwhile, status = None, 200
    if request.method != "POST":
        log_opening(request.user, referral.complaint.client, "letter")
    elif form.is_valid():
        try:
            if form.as_draft:
                seen = form.cleaned_data["version"]
                keep_draft(referral, form.written(), by=request.user, now=now, seen=seen)
                messages.success(request, _("Kept. It can be gone on with here, by whoever opens it."))
                return redirect("cases:letter_write", referral.public_id)
            return redirect("cases:letter", _finish(referral, form, case, request.user, now).public_id)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except Stale as stale:
            meanwhile, status = form.said(stale.current.words or {}), 409
            form.show_as_of(stale.current.version)
    context: dict[str, Any] = {"referral": referral, "complaint": referral.complaint, "form": form, "draft": draft}
    context |= {"client": referral.complaint.client, "meanwhile": meanwhile}
    return render(request, "cases/letter_write.html", context, status=status)


def _finish(referral: Referral, form: LetterForm, case: Case, by: User, now: dt.datetime) -> Letter:
    asked = form.cleaned_data
    picture = picture_of(case) if asked.get("with_picture") else None
    return finish_letter(
        referral,
        parts=form.chosen(),
        picture=picture.kept() if picture else {},
        by=by,
        now=now,
        request_id=asked["request_id"],
        seen=asked["version"],
    )


def _letter_form(request, referral: Referral, draft: LetterDraft | None) -> tuple[LetterForm, Case]:
    """Filled with the draft; without one with the last version, or with what is written from the case."""
    (case,) = cases_of(Complaint.objects.filter(pk=referral.complaint_id))
    words = compose(referral, case, tried(case.complaint, vocabulary()))
    first: dict[str, Any] = {part.value: text for part, text in words.items()}
    last = referral.letters.order_by("-number").first()
    if draft:
        first |= draft.words | {f"use_{part}": True for part in draft.ticked}
        first["with_picture"] = draft.with_picture
    elif last:
        first |= dict(last.parts) | {f"use_{part}": True for part, _text in last.parts}
        first["with_picture"] = bool(last.picture)
    else:
        first |= {f"use_{part}": True for part in USUAL}
    first |= {"request_id": uuid.uuid4(), "version": draft.version if draft else 0}
    data = request.POST.copy() if request.method == "POST" else None
    known: dict[str, Any] = {"words": words, "has_picture": picture_of(case) is not None}
    return LetterForm(data, initial=first, as_draft="keep" in request.POST, **known), case


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def letter(request, public_id):
    """The letter as the client reads it, and the client's answer. The latest answer counts."""
    row, now = get_letter(public_id), timezone.now()
    referral = row.referral
    answers = list(row.answers.select_related("recorded_by").defer("pdf").order_by("-pk"))
    client = referral.complaint.client
    minor = client.is_minor(timezone.localdate(now))
    first = {"request_id": uuid.uuid4(), "guardian_relationship": client.guardian_relationship}
    form = AnswerForm(posted(request), initial=first, minor=minor)
    if request.method != "POST":
        log_opening(request.user, client, "letter")
    elif form.is_valid():
        answer = answer_letter(row, request.practice, by=request.user, now=now, **form.answer())
        said = _("Allowed: hand it to the client, or send it.") if answer.allowed else _("It stays here.")
        messages.success(request, said)
        return redirect("cases:letter", row.public_id)
    context = {"letter": row, "referral": referral, "complaint": referral.complaint, "form": form}
    context |= {"client": client, "answers": answers, "words": permission_words(row, minor=minor)}
    context["may_leave"] = may_leave(row, timezone.localdate(now))
    context["has_left"] = has_left(row)
    context["ask_again"] = bool(answers and answers[0].allowed and not context["may_leave"])
    return render(request, "cases/letter.html", context)


@require_safe
@clinical_only
def pdf(request, public_id):
    """What leaves, to the byte, while the client allows it; and what has left, for as long as it is kept."""
    row = get_letter(public_id)
    answer = LetterAnswer.objects.filter(letter=row, allowed=True).order_by("-pk").first()
    if answer is None or answer.pdf is None or not (may_leave(row, timezone.localdate()) or has_left(row)):
        raise Http404
    log_opening(request.user, row.referral.complaint.client, "letter")
    return HttpResponse(
        bytes(answer.pdf),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="letter-{row.number}.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
