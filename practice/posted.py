"""What was sent with a request, for a form that serves GET and POST."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """The sent fields of a POST, however few; None otherwise, so that the form stays unbound."""
    return request.POST if request.method == "POST" else None
