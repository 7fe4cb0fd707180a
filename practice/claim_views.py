"""The public page by which the first owner sets up an empty practice."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practice.claiming import NotUsable, is_usable, redeem
from practice.invitation_views import BACKEND
from practice.posted import posted
from practice.settings_form import ClaimForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request, token):
    """The link works once, and only while nobody owns the practice."""
    if not is_usable(token):
        return render(request, "practice/link_over.html", {"kind": "setup"}, status=410)
    form = ClaimForm(posted(request), initial={"emergency_number": request.practice.emergency_number})
    if form.is_valid():
        given = form.cleaned_data
        try:
            owner = redeem(
                token,
                person={"name": given["name"], "email": given["email"]},
                roles=form.roles,
                password=given["password1"],
                practice=form.practice(),
                now=timezone.now(),
            )
        except NotUsable:
            return render(request, "practice/link_over.html", {"kind": "setup"}, status=410)
        login(request, owner, backend=BACKEND)
        messages.success(request, _("Your practice is set up, and you are logged in."))
        return redirect("/")
    return render(request, "practice/setup.html", {"form": form})
