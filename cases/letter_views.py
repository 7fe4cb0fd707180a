"""A letter: written from the case and edited, read by the client, signed for, and what leaves."""

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
from cases.letters import answer_letter, finish_letter, permission_words
from cases.models import LetterAnswer, Referral
from cases.reading import Case, cases_of
from cases.referral_forms import AnswerForm, LetterForm
from cases.tried import tried
from clients.access import log_opening
from intake.models import Complaint
from intake.queries import vocabulary
from practice.access import clinical_only
from practice.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def write(request, public_id):
    """Each part with a tick, in words that can be changed; final once it is finished."""
    referral, now = get_referral(public_id), timezone.now()
    if not referral.is_open:
        messages.info(request, _("This referral is closed. Open it again to write a letter."))
        return redirect("cases:referral", referral.public_id)
    form, case = _letter_form(request, referral)
    if request.method != "POST":
        log_opening(request.user, referral.complaint.client, "letter")
    elif form.is_valid():
        picture = picture_of(case) if form.cleaned_data.get("with_picture") else None
        try:
            letter = finish_letter(
                referral, parts=form.chosen(), picture=picture.kept() if picture else {}, by=request.user, now=now,
                request_id=form.cleaned_data["request_id"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("cases:letter", letter.public_id)
    context = {"referral": referral, "complaint": referral.complaint, "client": referral.complaint.client}
    return render(request, "cases/letter_write.html", context | {"form": form})


def _letter_form(request, referral: Referral) -> tuple[LetterForm, Case]:
    (case,) = cases_of(Complaint.objects.filter(pk=referral.complaint_id))
    words = compose(referral, case, tried(case.complaint, vocabulary()))
    first: dict[str, Any] = {part.value: text for part, text in words.items()} | {
        f"use_{part}": True for part in USUAL
    }
    if last := referral.letters.order_by("-number").first():  # a new version begins from the last one
        first = {part.value: text for part, text in words.items()}
        first |= dict(last.parts) | {f"use_{part}": True for part, _text in last.parts}
        first["with_picture"] = bool(last.picture)
    first["request_id"] = uuid.uuid4()
    return LetterForm(posted(request), initial=first, words=words, has_picture=picture_of(case) is not None), case


@require_http_methods(["GET", "HEAD", "POST"])
@clinical_only
def letter(request, public_id):
    """The letter as the client reads it, and the client's answer. The latest answer counts."""
    row, now = get_letter(public_id), timezone.now()
    referral = row.referral
    answers = list(row.answers.select_related("recorded_by").defer("pdf").order_by("-pk"))
    form = AnswerForm(posted(request), initial={"request_id": uuid.uuid4()})
    if request.method != "POST":
        log_opening(request.user, referral.complaint.client, "letter")
    elif form.is_valid():
        answer = answer_letter(row, request.practice, by=request.user, now=now, **form.answer())
        said = _("Allowed: hand it to the client, or send it.") if answer.allowed else _("It stays here.")
        messages.success(request, said)
        return redirect("cases:letter", row.public_id)
    context = {"letter": row, "referral": referral, "complaint": referral.complaint, "form": form}
    context |= {"client": referral.complaint.client, "answers": answers, "words": permission_words(row)}
    context["may_leave"] = bool(answers and answers[0].allowed)
    return render(request, "cases/letter.html", context)


@require_safe
@clinical_only
def pdf(request, public_id):
    """What leaves, to the byte, while the client allows it."""
    row = get_letter(public_id)
    answer = LetterAnswer.objects.filter(letter=row).order_by("-pk").first()
    if answer is None or answer.pdf is None:
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
