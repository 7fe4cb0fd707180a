"""Inviting somebody, and the public page where an invited person chooses a password."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practice import invitations
from practice.access import owner_only
from practice.invitations import AlreadyHere, NotUsable
from practice.models import Invitation, User
from practice.people_forms import AcceptForm, InviteForm
from practice.posted import posted
from practice.tasks import mail_invitation

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def invite(request):
    form = InviteForm(posted(request), initial={"request_id": uuid.uuid4()})
    if form.is_valid():
        try:
            made, token = invitations.invite(**form.cleaned_data, by=request.user, now=timezone.now())
        except AlreadyHere:
            form.add_error("email", _("This person is here or invited already."))
        else:
            return _hand_on(request, made, token)
    return render(request, "practice/invite.html", {"form": form})


@require_POST
@owner_only
def renew(request, public_id):
    """Another link; the one before stops working."""
    invitation = get_object_or_404(Invitation, public_id=public_id)
    try:
        token = invitations.renew(invitation, by=request.user, now=timezone.now())
    except NotUsable:
        messages.info(request, _("This invitation is not open any more."))
        return redirect("practice:people")
    return _hand_on(request, invitation, token)


@require_POST
@owner_only
def revoke(request, public_id):
    invitation = get_object_or_404(Invitation, public_id=public_id)
    try:
        invitations.revoke(invitation, now=timezone.now())
    except NotUsable:
        messages.info(request, _("This invitation is not open any more."))
    else:
        messages.success(request, _("The invitation of %(name)s was taken back.") % {"name": invitation.name})
    return redirect("practice:people")


def _hand_on(request, invitation: Invitation, token: str):
    """Mail the link where mail works. Otherwise show it, once: afterwards only its hash is known."""
    if settings.EMAIL_CONFIGURED:
        mail_invitation.defer(public_id=str(invitation.public_id))
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
        return redirect("practice:people")
    link = settings.PUBLIC_URL + reverse("practice:invitation", args=[token])
    return render(request, "practice/invited.html", {"invitation": invitation, "link": link})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """Whoever holds the link says how the name is written and chooses a password."""
    found = invitations.by_token(token, timezone.now())
    if found is None:
        return render(request, "practice/link_over.html", {"kind": "invitation"}, status=410)
    form = AcceptForm(posted(request), email=found.email, initial={"name": found.name})
    if form.is_valid():
        given = form.cleaned_data
        try:
            person = invitations.accept(
                found, token=token, name=given["name"], password=given["password1"], now=timezone.now()
            )
        except (NotUsable, AlreadyHere):
            return render(request, "practice/link_over.html", {"kind": "invitation"}, status=410)
        return _welcome(request, person)
    return render(request, "practice/invitation.html", {"form": form, "invitation": found})


def _welcome(request, person: User):
    login(request, person, backend=BACKEND)
    messages.success(request, _("Welcome, %(name)s. You are logged in.") % {"name": person.first_name})
    return redirect("/")
