"""/visits/evening/: what is to be written yet, and the way through it."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from practice.access import therapist_only
from sessions_log.evening import steps


@require_safe
@therapist_only
def evening(request):
    return render(request, "sessions_log/evening.html", {"steps": steps(request.user, timezone.now())})
