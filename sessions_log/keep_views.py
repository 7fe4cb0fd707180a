"""In the background: what was typed or tapped on the page of a visit, kept within seconds. See docs/never-lost.md."""

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from clients.access import get_client
from practice.access import therapist_only
from practice.versions import Stale
from sessions_log.access import get_own_visit
from sessions_log.keeping import draft_of_form, sent_uuid
from sessions_log.models import Visit
from sessions_log.page_state import group_of, is_key, label_of
from sessions_log.patching import Change, Patched, begin, keep_patch
from sessions_log.unsent import key_of

MOST_CHANGES = 500
LONGEST = 12_000  # characters of one value; what a field holds is shorter, and says so itself


class PatchForm(forms.Form):
    """`changes`: {key: {"was": text, "now": text}}, keys as in page_state.py; `author`: whose page it is."""

    changes = forms.JSONField()
    author = forms.UUIDField(required=False)

    def clean_changes(self) -> dict[str, Change]:
        said = self.cleaned_data["changes"]
        if not isinstance(said, dict) or len(said) > MOST_CHANGES or not all(map(_is_change, said.items())):
            raise forms.ValidationError("changes")
        return {key: Change(change["was"], change["now"]) for key, change in said.items()}


def _is_change(row) -> bool:
    key, change = row
    texts = (change.get("was"), change.get("now")) if isinstance(change, dict) else ()
    return is_key(key) and len(texts) == 2 and all(isinstance(text, str) and len(text) <= LONGEST for text in texts)


@require_POST
@therapist_only
def keep(request, visit):
    """A patch of a draft, by its author."""
    return _keep(request, get_own_visit(request.user, visit), _changes(request))


@require_POST
@therapist_only
def keep_new(request, client):
    """The first patch makes the draft; the same page, sent again, finds it."""
    client, changes = get_client(request.user, client), _changes(request)
    made = draft_of_form(request.user, client, sent_uuid(request.POST, "request_id"))
    if made is None:
        made, errors = begin(request.user, client, request.POST, timezone.now())
        if made is None:
            return JsonResponse({"outcome": "invalid", "errors": errors}, status=422)
    return _keep(request, made, changes)


@require_safe
@never_cache
@therapist_only
def unsent_key(request):
    """For whoever is logged in: the key to what they left on this device, and a fresh token to send it with."""
    return JsonResponse(
        {"key": key_of(request.user), "author": str(request.user.public_id), "csrf": get_token(request)}
    )


def _changes(request) -> dict[str, Change]:
    """Of whoever wrote them: a page that outlives a change of login sends nothing in another's name."""
    form = PatchForm(request.POST)
    if not form.is_valid():
        raise BadRequest("changes")
    if form.cleaned_data["author"] not in (None, request.user.public_id):
        raise PermissionDenied
    return form.cleaned_data["changes"]


def _keep(request, visit: Visit, changes: dict[str, Change]) -> HttpResponse:
    try:
        patched = keep_patch(request.user, visit, changes, timezone.now())
    except Stale:
        address = reverse("sessions_log:visit", args=[visit.public_id])
        return JsonResponse({"outcome": "final", "address": address}, status=409)
    return JsonResponse(_reply(request, patched, changes))


def _reply(request, patched: Patched, changes: dict[str, Change]) -> dict:
    visit, shown = patched.visit, patched.shown
    groups = {group_of(key) for key in changes}
    return {
        "outcome": "saved",
        "version": visit.version,
        "at": date_format(localtime(visit.updated_at), "H:i"),
        "address": reverse("sessions_log:visit", args=[visit.public_id]),
        "keep": reverse("sessions_log:keep", args=[visit.public_id]),
        "state": patched.state,
        "kept": patched.kept,
        "clashes": [
            {"key": key, "label": label_of(shown, key), "saved": patched.state.get(key, "")}
            for key in patched.clashes
        ],
        "errors": [
            {"key": key, "label": label_of(shown, key) if key else "", "text": str(text)}
            for key, text in patched.errors.items()
        ],
        "cards": {
            card.complaint.pk: {
                name: render_to_string(
                    f"sessions_log/_{name}.html", {"card": card, "trend": card.trend, "visit": visit}, request
                )
                for name in ("said", "told", "trend")
            }
            for card in shown.cards
            if f"c{card.complaint.pk}" in groups
        },
    }
