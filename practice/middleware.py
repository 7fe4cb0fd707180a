"""What every request passes: nothing stays behind in a browser, what comes in is readable, a login is asked for, and
the practice's settings are read once, with its time zone."""

import zoneinfo
from urllib.parse import unquote_to_bytes

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from practice.current import practice


class NothingStays:
    """No browser keeps a page: on a shared tablet, Back after logging out must show no record.

    Stands below WhiteNoise, whose static files may be kept, and above all that answers for a person.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        add_never_cache_headers(response)
        return response


class OnlyUtf8:
    """A form in another encoding is refused: Django would put a mark for each character that it cannot read.

    Browsers send none from our pages; scripts and old programs do.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
            try:
                unquote_to_bytes(request.body).decode()
            except UnicodeDecodeError as error:
                raise BadRequest("The form is not in UTF-8.") from error
        return self.get_response(request)


class PracticeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/health/":  # answers 503, not an error page, when the database is away
            return self.get_response(request)
        request.practice = practice()
        with timezone.override(zoneinfo.ZoneInfo(request.practice.time_zone)):
            return self.get_response(request)


class LoginRequired(LoginRequiredMiddleware):
    """Every view asks for a login unless it is marked. A background request gets 401 instead of the login page.

    A redirect would be followed silently: the page would paint a login form into its middle, or take it for a save.
    """

    def handle_no_permission(self, request, view_func):
        if is_background(request):
            return HttpResponse(status=401)
        return super().handle_no_permission(request, view_func)


def is_background(request) -> bool:
    """Was this asked by a script of a page (htmx, fetch) rather than by a person going to an address?"""
    return request.headers.get("HX-Request") == "true" or request.headers.get("Sec-Fetch-Dest") == "empty"
