"""The list of clients, adding one, and a client's page. Nothing clinical is shown here, to nobody."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import neighbours
from clients.access import get_client, log_opening
from clients.enums import LANGUAGES, Likeness, Show
from clients.forms import QuickAddForm, SearchForm
from clients.models import Client
from clients.queries import find, look_alikes
from clients.record import StillExpected, add_client, archive_client, bring_back_client
from practice.access import member_only


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def client_list(request):
    """The list, and its search as one types.

    What is typed is a name: it travels in the body of a POST that only reads, and never stands in an address, so it
    gets into no log and no browser history, with JavaScript and without. Addresses hold the tab and the page only.
    """
    asked = request.POST if request.method == "POST" else {k: request.GET.get(k, "") for k in ("show", "page")}
    form = SearchForm(asked)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    if request.htmx and not typed and "brief" in request.POST:
        return HttpResponse()  # on a page that is about something else, nothing typed shows nobody
    show = Show(form.cleaned_data.get("show", ""))
    found = find(typed, show=show, user=request.user, number=form.cleaned_data.get("page", 1))
    coming = neighbours.next_times(found.clients, timezone.now())
    rows = [(client, coming.get(client.pk)) for client in found.clients]
    tabs = [tab for tab in Show if tab != Show.MINE or request.user.is_therapist]
    context = {"form": form, "found": found, "rows": rows, "typed": typed, "show": show, "tabs": tabs}
    return render(request, "clients/_results.html" if request.htmx else "clients/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def add(request):
    """Quick add while the phone rings; who looks like somebody who is here already is shown first."""
    today = timezone.localdate()
    if request.method != "POST":
        form = QuickAddForm(initial={"request_id": uuid.uuid4()}, today=today)
        return render(request, "clients/add.html", {"form": form, "alike": [], "languages": LANGUAGES})
    form, alike = QuickAddForm(request.POST, today=today), []
    if form.is_valid():
        facts, request_id = form.facts(), form.cleaned_data["request_id"]
        if not Client.objects.filter(request_id=request_id).exists():
            alike = look_alikes(**{key: facts[key] for key in ("name", "birth_date", "phone", "email")})
        if "anyway" in request.POST or all(why == Likeness.EMAIL for _one, why in alike):
            client, is_new = add_client(facts, by=request.user, request_id=request_id)
            if is_new or client.name == facts["name"]:
                _say_added(request, alike)
                return redirect(_with_query(request, reverse("clients:detail", args=[client.public_id])))
            form, alike = form.fresh(), [(client, Likeness.SAME_FORM)]
    return render(request, "clients/add.html", {"form": form, "alike": alike, "languages": LANGUAGES})


def _with_query(request, path: str) -> str:
    """Whatever the address brought along, such as the time that is to be booked for somebody new."""
    return f"{path}?{request.GET.urlencode()}" if request.GET else path


def _say_added(request, alike):
    messages.success(request, _("Added."))
    if alike and all(why == Likeness.EMAIL for _one, why in alike):
        messages.info(request, _("Somebody else here has this e-mail too. In a family that is fine."))


@require_safe
@member_only
def detail(request, public_id):
    """A client's page: how to reach them and when they come."""
    client = get_client(request.user, public_id)
    log_opening(request.user, client, "contacts")
    now = timezone.now()
    minor = client.is_minor(timezone.localdate(now))
    context = {
        "client": client,
        "minor": minor,
        "guardian_missing": minor and not (client.guardian_name and client.guardian_relationship),
        "panels": neighbours.panels(client, now),
    }
    return render(request, "clients/detail.html", context)


@require_POST
@member_only
def archive(request, public_id):
    """Take a client off the list; nobody who is still expected."""
    client = get_client(request.user, public_id)
    try:
        archive_client(client, by=request.user, now=timezone.now())
    except StillExpected as error:
        context = {"client": client, "hindrances": error.hindrances}
        return render(request, "clients/still_expected.html", context, status=409)
    messages.success(request, _("Archived. Everything is kept, and the client can be brought back at any time."))
    return redirect("clients:detail", client.public_id)


@require_POST
@member_only
def bring_back(request, public_id):
    client = get_client(request.user, public_id)
    bring_back_client(client)
    messages.success(request, _("Back on the list."))
    return redirect("clients:detail", client.public_id)
