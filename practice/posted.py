"""What was sent with a request: its fields, and the page to go back to."""

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


def posted(request: HttpRequest) -> QueryDict | None:
    """The sent fields of a POST, however few; None otherwise, so that the form stays unbound."""
    return request.POST if request.method == "POST" else None


def page_to_return_to(request: HttpRequest) -> str:
    """The address that `next` names, if it is one of ours; else nothing."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if is_path_of_ours(asked) else ""


def is_path_of_ours(address: str) -> bool:
    """Is this a path on this site? A bare word would be taken for the name of a view, and end in an error."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
