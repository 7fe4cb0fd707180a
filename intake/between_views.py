"""What a client tells between visits, on her own device: a check-in before a visit, and a symptom diary."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake import check_ins, diaries, gate, links
from intake.check_in_form import CheckInForm
from intake.diary_form import DiaryForm
from intake.enums import Purpose
from intake.models import ClientLink
from practice.current import local_date
from practice.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
@gate.for_link(Purpose.CHECK_IN)
def check_in(request, link, token):
    """Of each open complaint what a visit would ask. Nothing that was told before is shown. Sent once."""
    now = timezone.now()
    form = CheckInForm.of(check_ins.asked_of(link), posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            check_ins.keep(link, form.ratings(), now=now)
        except links.NotUsable:
            return gate.over(request, links.by_token(token))
        thanks = render(request, "intake/check_in_thanks.html", {"left_out": form.left_out})
        return gate.forget(request, thanks, link)
    appointment = link.appointment if link.appointment and link.appointment.stands else None
    context = {"form": form, "appointment": appointment if appointment and appointment.ends_at > now else None}
    return render(request, "intake/check_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@gate.for_link(Purpose.DIARY)
def diary(request, link, token):
    """A tap a day. With JavaScript each tap is kept at once; without it one button keeps the page."""
    now = timezone.now()
    today, complaints = local_date(now), diaries.complaints_of(link.client)
    form = DiaryForm(complaints, diaries.lately(complaints, today), today, posted(request))
    if request.method == "POST":
        return _keep_days(request, link, token, form)
    return render(request, "intake/diary.html", {"form": form, "token": token, "said": request.GET.get("said", "")})


def _keep_days(request, link: ClientLink, token: str, form: DiaryForm):
    right = form.is_valid()
    if right:
        diaries.keep(link.client, [cell.told() for cell in form.sent if cell.is_told], now=timezone.now())
    if request.htmx:
        kept = [cell.says for cell in form.sent] if right else []
        return JsonResponse({"kept": kept}, status=200 if kept else 409)
    if not right:
        return render(request, "intake/diary.html", {"form": form, "token": token, "said": ""})
    said = "too-late" if form.left_out else "kept"
    return redirect(f"{reverse('intake:diary', args=[token])}?said={said}")
