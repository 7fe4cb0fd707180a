"""What stands before a client's forms: is the link good, is it locked, and does this device know her already?

`for_link(purposes)` makes a public view of `view(request, link, token, ...)`. A device that has saved something
behind a link, or has given the birth date, keeps a signed cookie; any other is asked for the birth date as soon as
there is something to show. Nothing here says whether a link ever existed.
"""

import datetime as dt
import functools

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from intake import links
from intake.answers import read as read_answers
from intake.enums import FORMS
from intake.models import ClientLink, Intake

PATH = "/for-you/"
KNOWN = "known_"  # begins the names of the cookies
KNOWN_FOR = dt.timedelta(days=180)
A_SITTING = dt.timedelta(minutes=40)  # after which a tablet at the desk asks again
BY_DATE = "birth date"  # a device that gave it; any other only began the form
KIOSK = "at_the_desk"  # cookie of a tablet that was handed over: its value is the link's public id


def for_link(*purposes: str):
    """Decorator of a view behind a link of one of these purposes."""

    def decorator(view):
        @login_not_required
        @functools.wraps(view)
        def inner(request, token, *args, **kwargs):
            link, now = links.by_token(token), timezone.now()
            if is_the_desk(request):
                return not_for_the_desk(request)
            if link is None or not links.opens(link, now) or link.purpose not in purposes:
                return over(request, link)
            if link.is_locked:
                return locked(request)
            if asks(request, link):
                # A background request would take the page of the birth date for an answer.
                return HttpResponse(status=401) if request.htmx else redirect("intake:birth_date", token)
            if not (knows(request, link) or may_open_unknown(link)):
                return over(request, None)
            return view(request, link, token, *args, **kwargs)

        return inner

    return decorator


def is_the_desk(request) -> bool:
    """Is somebody logged in who works here and may not read what clients answer?"""
    return request.user.is_authenticated and not request.user.is_clinical


def not_for_the_desk(request):
    """Whoever is logged in as the front desk opens no client's form; handing the tablet over logs out first."""
    return render(request, "intake/not_for_the_desk.html", status=403)


def locked(request):
    """Too many wrong birth dates. Who made the link can make it new."""
    return render(request, "intake/link_locked.html", status=403)


def over(request, link: ClientLink | None):
    """Run out, taken back, submitted, never there: the same page, save for who has just submitted."""
    if link is not None and link.finished_at is not None:
        if link.purpose in FORMS:
            return render(request, "intake/thanks.html", {"is_tablet": "tablet" in request.GET})
        return render(request, "intake/check_in_thanks.html", {"left_out": False})
    return render(request, "intake/link_over.html", status=404)


def asks(request, link: ClientLink) -> bool:
    """Must this device give the birth date first?"""
    return not knows(request, link) and has_something(link) and bool(birth_dates(link))


def may_open_unknown(link: ClientLink) -> bool:
    """The record stays shut where the birth date that was to open it is no longer known."""
    return link.purpose not in links.SHOWS_THE_RECORD or bool(birth_dates(link))


def has_something(link: ClientLink) -> bool:
    """Is there something behind the link that not everybody may see?"""
    return link.purpose in links.SHOWS_THE_RECORD or Intake.objects.filter(link=link).exists()


def birth_dates(link: ClientLink) -> set[dt.date]:
    """The dates that open it: on record, or as given behind this link.

    A form in which only the first question was answered may have none: it then begins anew on another device, and
    shows nothing (views ask `knows`).
    """
    given = Intake.objects.filter(link=link).values_list("answers", flat=True).first()
    said = [link.client.birth_date, read_answers(given).birth_date if given else None]
    return {date for date in said if date}


def knows(request, link: ClientLink) -> bool:
    """A tablet of ours knows nobody but the client whom it was handed to: Back shows nothing of the one before.

    Who only began a form, perhaps somebody else who had the link first, is asked as soon as another device has given
    the birth date, and is forgotten when the form is begun anew.
    """
    if is_ours(request) and not at_the_desk(request, link):
        return False
    how = _known_how(request, link)
    if how in ("", BY_DATE):
        return how == BY_DATE
    begun_as, date_was_given = link.begun_as, link.date_was_given  # type: ignore[attr-defined]  # links.by_token
    return how == str(begun_as) and not date_was_given


def _known_how(request, link: ClientLink) -> str:
    """What the cookie says: it gave the birth date, or began the form that has this id. Nothing without a cookie."""
    try:
        value = signing.loads(request.COOKIES.get(_name(link), ""), salt="intake.gate", max_age=KNOWN_FOR)
    except signing.BadSignature:
        return ""
    return value[1] if isinstance(value, list) and value[0] == _name(link) else ""


def remember(request, response, link: ClientLink, begun: Intake | None = None):
    """This device is hers from now on: it gave the birth date, or has `begun` the form. A tablet at the desk is hers
    for a sitting, and nobody else's any more."""
    how = BY_DATE if begun is None or _known_how(request, link) == BY_DATE else str(begun.request_id)
    ours = is_ours(request)
    if ours:
        _forget_all(request, response)
        hand_over(response, link)
    response.set_cookie(
        _name(link),
        signing.dumps([_name(link), how], salt="intake.gate"),
        max_age=A_SITTING if ours else KNOWN_FOR,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(request, response, link: ClientLink):
    """It is submitted: whoever has the device next may be somebody else. Her own phone knows her at check-ins."""
    if at_the_desk(request, link):
        _forget_all(request, response)
        response.delete_cookie(KIOSK, path=PATH)
    if link.purpose in FORMS:
        response.delete_cookie(_name(link), path=PATH)
    return response


def hand_over(response, link: ClientLink):
    """This is a tablet of ours, from now on in the hands of this link's client."""
    response.set_cookie(
        KIOSK,
        str(link.public_id),
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _forget_all(request, response) -> None:
    for name in request.COOKIES:
        if name.startswith(KNOWN):
            response.delete_cookie(name, path=PATH)


def is_ours(request) -> bool:
    """Is this a tablet of the practice's, handed over to whomever?"""
    return KIOSK in request.COOKIES


def at_the_desk(request, link: ClientLink) -> bool:
    """Was the practice's tablet handed over for this link?"""
    return request.COOKIES.get(KIOSK) == str(link.public_id)


def _name(link: ClientLink) -> str:
    """Forms know a device each for itself; check-ins and diaries of a client, which come again, know it for all."""
    of = f"link {link.public_id}" if link.purpose in FORMS else f"client {link.client.public_id}"
    return KNOWN + salted_hmac("intake.gate", of, algorithm="sha256").hexdigest()[:20]
