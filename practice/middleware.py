"""Reads the practice's settings once per request and shows all times in its time zone."""

import zoneinfo

from django.utils import timezone

from practice.current import practice


class PracticeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/health/":  # answers 503, not an error page, when the database is away
            return self.get_response(request)
        request.practice = practice()
        with timezone.override(zoneinfo.ZoneInfo(request.practice.time_zone)):
            return self.get_response(request)
