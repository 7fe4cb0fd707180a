"""The owner's pages about mails to clients: which go out, and in which words. And what the desk does about mails."""

import copy
from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bookings import message_facts, message_texts, offering, reminders
from bookings import messages as mails
from bookings.access import get_appointment
from bookings.enums import TextKind
from bookings.message_forms import MailRulesForm, ReminderForm, WordsForm
from bookings.models import Message
from bookings.rules import rules, save_rules
from clients.enums import LANGUAGES
from practice.access import member_only, owner_only
from practice.posted import posted
from practice.versions import Stale


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def mail_rules(request):
    """Which mails go out and when. Whoever saves second sees what was saved meanwhile before it is overwritten."""
    row, clash = rules(), None
    form = MailRulesForm(posted(request), instance=copy.copy(row))
    if form.is_valid():
        try:
            save_rules(form.facts(), seen=form.cleaned_data["version"])
        except Stale as error:
            clash = form.differences(error.current)
            form = MailRulesForm(instance=copy.copy(error.current), initial=form.facts())
        else:
            messages.success(request, _("Saved."))
            return redirect("bookings:mail_rules")
    written = message_texts.written()
    context = {
        "form": form,
        "clash": clash,
        "stale": clash is not None,
        "kinds": [(kind, written[kind]) for kind in TextKind],
        "languages": [name for name in LANGUAGES if str(name).casefold() in message_texts.WRITTEN],
    }
    return render(request, "bookings/mail_rules.html", context, status=200 if clash is None else 409)


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def words(request, kind, language):
    """The words for one purpose, with a preview of what is typed; whoever saves second sees both."""
    language = _known(kind, language)
    found, stale = message_texts.words_in(kind, language), None
    form = WordsForm(posted(request), found)
    if "shipped" in request.POST:
        form = WordsForm.showing(message_texts.shipped(kind, language), seen=found.version)
    elif "preview" not in request.POST and form.is_valid():
        try:
            facts = {"seen": form.cleaned_data["seen"], "by": request.user}
            message_texts.save_words(kind, language, form.said(), **facts)
        except Stale as error:
            stale = error.current
            form = WordsForm.showing(replace(stale, **form.said()), seen=stale.version)
        else:
            messages.success(request, _("Saved. Clients are written to so from now on."))
            return redirect(f"{reverse('bookings:mail_rules')}#texts")
    context = _preview(request, form, kind, language)
    if "preview" in request.POST and request.htmx:
        return render(request, "bookings/_letter.html", context)
    context |= {"form": form, "kind": TextKind(kind), "spoken": language, "stale": stale}
    context["placeholders"] = message_texts.PLACEHOLDERS[TextKind(kind)]
    return render(request, "bookings/words.html", context, status=409 if stale else 200)


def _known(kind: str, language: str) -> str:
    """The language as it is spelled at clients; 404 for what nobody offers."""
    spelled = {str(name).casefold(): str(name) for name in LANGUAGES}
    if kind not in TextKind or language.casefold() not in spelled.keys() & message_texts.WRITTEN:
        raise Http404
    return spelled[language.casefold()]


def _preview(request, form: WordsForm, kind: str, language: str) -> dict:
    """What a made-up client reads, as far as it is typed; and what in it means nothing."""
    typed = form.typed()
    found = message_texts.Words(kind, language, typed["subject"], typed["body"], typed["button"])
    facts = message_facts.example(found, request.practice, timezone.now())
    unknown = message_texts.unknown_in("\n".join(typed.values()), kind)
    return {"letter": message_texts.letter(found, facts), "unknown": unknown}


@require_POST
@member_only
def send_again(request, public_id):
    """A mail that failed."""
    found = get_object_or_404(Message.objects.select_related("appointment"), public_id=public_id)
    if mails.send_again(found):
        messages.success(request, _("It is on its way."))
    else:
        messages.info(request, _("This mail is on its way or has arrived already."))
    return redirect("bookings:appointment", found.appointment.public_id)


@require_POST
@member_only
def reminders_of(request, public_id):
    """What a client says to us about reminders."""
    found, form = get_appointment(request.user, public_id), ReminderForm(request.POST)
    if form.is_valid():
        facts = {"wanted": form.cleaned_data["wanted"], "by": request.user, "now": timezone.now()}
        reminders.set_wish(found.client, **facts)
        messages.success(request, _("Noted."))
    else:
        messages.error(request, _("Nothing was changed. Please try again."))
    return redirect("bookings:appointment", found.public_id)


@require_POST
@member_only
def offer(request, public_id):
    """The time of a cancelled appointment, mailed to all who wait for such a one."""
    found = get_appointment(request.user, public_id)
    count = offering.offer(found, now=timezone.now())
    if count:
        text = ngettext("Offered to %(count)s client.", "Offered to %(count)s clients.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Nobody was written to: it was offered already, or nobody can be mailed."))
    return redirect("bookings:appointment", found.public_id)
