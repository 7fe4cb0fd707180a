"""The calendar: a day with a column a therapist, a week of one therapist, and a free time that was chosen there."""

import datetime as dt

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookings import queries
from bookings.booking_forms import at_and_whom
from bookings.forms import FIRST, LAST, ChosenForm, DayForm, WeekOfForm
from bookings.grid import grid
from bookings.hours import hours_of
from bookings.offers import column, columns
from bookings.paperwork import attach
from bookings.rules import first_weekday, rules, week_of
from clients.enums import Show
from clients.forms import SearchForm
from clients.queries import find
from practice.access import member_only
from practice.models import User


@require_safe
@member_only
def day(request):
    """Everybody's appointments of one day, a column a therapist."""
    now = timezone.now()
    today, form = timezone.localdate(now), DayForm(request.GET)
    shown = form.cleaned_data["day"] if form.is_valid() else today
    zone = timezone.get_current_timezone()
    shown_columns = columns(shown, list(User.objects.therapists()), zone, everybody=True)
    attach([stretch.what for one in shown_columns for stretch in one.stretches if stretch.what], now)
    context = _moved(shown, dt.timedelta(days=1)) | {
        "day": shown,
        "today": today,
        "columns": shown_columns,
        "grid": grid(shown_columns, zone, now),
        "form": DayForm(initial={"day": shown}),
        "may_arrive": shown <= today,
    }
    return render(request, "bookings/day.html", context)


@require_safe
@member_only
def week(request):
    """The week of one therapist, a column a day; it begins where the practice's weeks do."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    today, form = timezone.localdate(now), WeekOfForm(request.GET)
    therapists = list(User.objects.therapists())
    asked = form.cleaned_data if form.is_valid() else {}
    whose = asked.get("whose") or next((one for one in therapists if one == request.user), None)
    whose = whose or next(iter(therapists), None)
    shown = asked.get("day") or today
    days = week_of(shown, first_weekday(rules(), request.practice.time_zone))
    shown_columns = []
    if whose:
        hours = hours_of([whose.pk], days[0], days[-1], zone)
        found = list(queries.of_days(days[0], days[-1], zone).filter(therapist=whose))
        shown_columns = [column(whose, one, hours, queries.on_day(found, one, zone)) for one in days]
        attach(found, now)
    context = _moved(shown, dt.timedelta(days=7)) | {
        "day": shown,
        "days": days,
        "today": today,
        "whose": whose,
        "therapists": therapists,
        "grid": grid(shown_columns, zone, now),
        "may_arrive": False,
    }
    return render(request, "bookings/week.html", context)


def _moved(shown: dt.date, by: dt.timedelta) -> dict:
    """The days before and after, as far as the calendar goes."""
    return {
        "before": shown - by if shown - by >= FIRST else None,
        "after": shown + by if shown + by <= LAST else None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@member_only
def slot(request):
    """A free time of the calendar was chosen: for whom? A name is typed into a POST that only reads."""
    chosen = ChosenForm(at_and_whom(request.GET.get("at", "")))
    chosen.is_valid()
    form = SearchForm(request.POST if request.method == "POST" else {})
    form.fields["q"].widget.attrs["autofocus"] = True
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = find(typed, show=Show.PRESENT, user=request.user, number=1) if typed else None
    context = {"form": form, "found": found, "typed": typed, "query": request.GET.urlencode()}
    context["chosen"] = chosen.cleaned_data
    return render(request, "bookings/slot.html", context)
