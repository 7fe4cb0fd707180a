"""/fresh-look/review/: all cases that need a decision, one after the other; notes; and what a meeting came to."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access import get_case
from cases.deciding import ask
from cases.enums import Noted
from cases.meeting import address, days, first_of, meeting_of, note, place_of
from cases.models import MeetingEntry
from cases.queries.meeting import to_decide
from cases.reading import Case
from cases.since import since_last
from cases.team import referrals_of, steps_of
from intake.models import Complaint
from practice.access import owner_only
from practice.posted import page_to_return_to, posted

PER_PAGE = 25


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Note of the meeting"),
        help_text=gettext_lazy("Kept with your name and the time. It cannot be changed later."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    next = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)

    @classmethod
    def empty(cls, *, then: str, about: Complaint | None = None) -> "NoteForm":
        known = {"about": about.public_id if about else None, "request_id": uuid.uuid4(), "next": then}
        return cls(initial=known, auto_id="note_%s")


@require_safe
@owner_only
def meeting(request):
    """On to the first case that is neither decided nor left today; after the last, to what today came to."""
    if case := first_of(to_decide(timezone.localdate())):
        return redirect(address(case))
    return redirect("cases:meeting_of", timezone.localdate().isoformat())


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def meeting_case(request, public_id):
    """One case: where it stands, what was decided last time and what came of it, and What next?"""
    complaint = get_case(public_id)
    today = timezone.localdate()
    cases = to_decide(today)
    place = place_of(complaint, cases)
    if place is None and request.method != "POST":
        messages.info(request, _("That case needs no decision any more."))
        return redirect("cases:meeting")
    then = place.then if place else address(None)

    def more(case: Case) -> dict[str, Any]:
        notes = MeetingEntry.objects.filter(complaint=complaint, kind=Noted.NOTE).select_related("by")
        return {
            "place": place,
            "waiting": cases,
            "then": then,
            "since": since_last(case, steps_of(referrals_of([complaint.pk])[complaint.pk])),
            "notes": notes.order_by("-at", "-pk"),
            "note_form": NoteForm.empty(then=request.path, about=complaint),
            "skip_id": uuid.uuid4(),
        }

    return ask(request, complaint, "cases/meeting_case.html", then=lambda _made: then, more=more)


@require_POST
@owner_only
def meeting_skip(request, public_id):
    """Leave a case for another day: it stays on the board, and this day's meeting goes on without it."""
    complaint = get_case(public_id)
    form = forms.UUIDField()
    try:
        request_id = form.clean(request.POST.get("request_id"))
    except forms.ValidationError:
        return redirect("cases:meeting_case", complaint.public_id)
    place = place_of(complaint, to_decide(timezone.localdate()))
    note(Noted.SKIPPED, by=request.user, now=timezone.now(), request_id=request_id, about=complaint)
    return redirect(place.then if place else address(None))


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def meeting_note(request):
    """A note of today's meeting, about a case or about none."""
    form = NoteForm(posted(request)) if request.method == "POST" else NoteForm.empty(then="")
    if form.is_bound and form.is_valid():
        about = get_case(form.cleaned_data["about"]) if form.cleaned_data["about"] else None
        text, request_id = form.cleaned_data["text"], form.cleaned_data["request_id"]
        note(Noted.NOTE, by=request.user, now=timezone.now(), request_id=request_id, text=text, about=about)
        messages.success(request, _("Noted."))
        return redirect(page_to_return_to(request) or _today())
    return render(request, "cases/meeting_note.html", {"form": form, "back": page_to_return_to(request) or _today()})


def _today() -> str:
    return reverse("cases:meeting_of", args=[timezone.localdate().isoformat()])


@require_safe
@owner_only
def meetings(request):
    """The days on which something was decided, noted or left, newest first."""
    page = Paginator(days(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/meetings.html", {"page": page, "waiting": len(to_decide(timezone.localdate()))})


@require_safe
@owner_only
def one_meeting(request, day):
    """What was decided, left and noted on a day, to print."""
    on, today = _day(day), timezone.localdate()
    if on > today:
        raise Http404
    context = {
        "meeting": meeting_of(on),
        "is_today": on == today,
        "to_go": [each for each in to_decide(today) if not each.skipped] if on == today else [],
        "note_form": NoteForm.empty(then=request.path),
    }
    return render(request, "cases/meeting.html", context)


def _day(text: str) -> dt.date:
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
