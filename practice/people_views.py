"""People: who works here, their names and roles, leaving and coming back. For owners."""

import logging

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from practice import handover
from practice.access import owner_only
from practice.context import has_reception
from practice.models import Invitation, User
from practice.people import LastOwner, change, deactivate, reactivate
from practice.people_forms import HandOverForm, PersonForm
from practice.posted import posted
from practice.reset_links import make_reset_link

logger = logging.getLogger(__name__)


@require_safe
@owner_only
def people(request):
    """Everybody, and whom the practice waits for."""
    everybody = list(User.objects.order_by("-is_active", "name", "pk"))
    context = {
        "working": [person for person in everybody if person.is_active],
        "left": [person for person in everybody if not person.is_active],
        "invitations": Invitation.objects.open().select_related("invited_by").order_by("created_at"),
        "now": timezone.now(),
    }
    return render(request, "practice/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def person(request, public_id):
    """Change a name or roles."""
    someone = get_object_or_404(User, public_id=public_id)
    initial = {"name": someone.name, "roles": list(someone.roles)}
    form = PersonForm(posted(request), initial=initial, with_desk=has_reception())
    if form.is_valid():
        try:
            change(someone, **form.cleaned_data, now=timezone.now())
        except LastOwner:
            form.add_error("roles", _("Nobody else is an owner, so this role stays. Make somebody else one first."))
        else:
            messages.success(request, _("Saved."))
            return redirect("practice:people" if _still_owner(request.user) else "/")
    others = User.objects.active().exclude(pk=someone.pk).exists()
    return render(request, "practice/person.html", {"person": someone, "form": form, "others": others})


def _still_owner(user: User) -> bool:
    return User.objects.active().filter(pk=user.pk, is_owner=True).exists()


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def leave(request, public_id):
    """What somebody has open, to hand over; and switching the login off."""
    leaver, now = get_object_or_404(User, public_id=public_id), timezone.now()
    found = handover.open_of(leaver, now)
    form = HandOverForm(posted(request), leaver=leaver, found=found)
    if form.is_valid():
        to = form.cleaned_data["to"]
        results = handover.hand_over(form.cleaned_data["what"], leaver=leaver, to=to, by=request.user, now=now)
        _say_handed_over(request, results, to)
        return redirect("practice:leave", leaver.public_id)
    context = {"person": leaver, "found": found, "form": form, "clinical": leaver.is_therapist}
    return render(request, "practice/leave.html", context)


def _say_handed_over(request, results: dict[str, handover.Result], to: User) -> None:
    done = sum(result.done for result in results.values())
    text = ngettext("%(done)d handed over to %(name)s.", "%(done)d handed over to %(name)s.", done)
    messages.success(request, text % {"done": done, "name": to.name})
    for result in results.values():
        for line in result.refused[: handover.SHOWN]:
            messages.warning(request, line)


@require_POST
@owner_only
def switch_off(request, public_id):
    """No login from here on; open sessions end at once."""
    someone = get_object_or_404(User, public_id=public_id)
    try:
        deactivate(someone, now=timezone.now())
    except LastOwner:
        messages.error(request, _("Nobody else is an owner, so this login stays on. Make somebody else one first."))
        return redirect("practice:leave", someone.public_id)
    messages.success(request, _("%(name)s cannot log in any more.") % {"name": someone.name})
    return redirect("practice:people" if someone != request.user else "account_login")


@require_POST
@owner_only
def switch_on(request, public_id):
    someone = reactivate(get_object_or_404(User, public_id=public_id))
    messages.success(request, _("%(name)s can log in again.") % {"name": someone.name})
    return redirect("practice:people")


@require_POST
@owner_only
def password_link(request, public_id):
    """A link to choose a new password, to be handed on. Where mail works, people ask for their own."""
    someone = get_object_or_404(User.objects.active(), public_id=public_id)
    if settings.EMAIL_CONFIGURED:
        raise Http404
    logger.info("password link for user %s made by user %s", someone.pk, request.user.pk)
    link = make_reset_link(someone, by=request.user, now=timezone.now())
    return render(request, "practice/password_link.html", {"person": someone, "link": link})
