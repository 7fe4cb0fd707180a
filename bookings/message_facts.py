"""What stands for the placeholders of a text: nothing but when, with whom, and how to reach us."""

import datetime as dt

from django.utils.translation import gettext as _

from bookings.message_texts import Words, day_in, time_in
from bookings.models import Appointment, FollowUp, Message
from bookings.rules import rules
from practice.models import Practice

WEEK = dt.timedelta(days=7)


def facts_of(
    message: Message,
    words: Words,
    ours: Practice,
    now: dt.datetime,
    *,
    others: list[Appointment],
    series: list[Appointment],
) -> dict[str, str]:
    """Of a mail about an appointment. `others` are the client's own besides it, `series` the rest of one that this
    mail confirms."""
    appointment, code = message.appointment, words.code
    until = _until(appointment.starts_at)
    minutes = message.waiting.minutes if message.waiting else appointment.minutes
    facts = _always(message.client.name, ours) | _when(appointment.starts_at, code)
    facts |= {"minutes": str(minutes), "therapist": appointment.therapist.name}
    facts |= {"other_appointments": _lines(others, code), "series": _lines(series, code)}
    facts["until"] = _day_and_time(until, code) if until > now else ""
    if message.was_at:
        facts |= {"was_day": day_in(message.was_at, code), "was_time": time_in(message.was_at, code)}
    return facts


def of_follow_up(follow_up: FollowUp, words: Words, ours: Practice, today: dt.date) -> dict[str, str]:
    """Of a request to book. Days that are over are not offered any more: an overdue one is for the week to come."""
    first = max(follow_up.due_from, today)
    last = follow_up.due_by if follow_up.due_by > first else first + WEEK
    therapist = follow_up.therapist or follow_up.client.therapist
    return _always(follow_up.client.name, ours) | {
        "minutes": str(follow_up.minutes),
        "therapist": therapist.name if therapist else ours.name or _("Your massage practice"),
        "from": day_in(first, words.code),
        "by": day_in(last, words.code),
    }


def example(words: Words, ours: Practice, now: dt.datetime) -> dict[str, str]:
    """For a preview: a made-up client's appointments."""
    code, at = words.code, (now + dt.timedelta(days=3)).replace(minute=0)
    before, month = at - dt.timedelta(days=1), dt.timedelta(days=28)

    def line(then):
        return f"{_day_and_time(then, code)}, Ines Moreno"

    return (
        _always("Clara Whitfield", ours)
        | _when(at, code)
        | {
            "minutes": "60",
            "therapist": "Ines Moreno",
            "until": _day_and_time(_until(at), code),
            "other_appointments": line(at + month),
            "series": f"{line(at + month / 2)}\n{line(at + month)}",
            "was_day": day_in(before, code),
            "was_time": time_in(before, code),
            "from": day_in(at, code),
            "by": day_in(at + WEEK, code),
        }
    )


def _always(name: str, ours: Practice) -> dict[str, str]:
    return {"first_name": name.split(" ", maxsplit=1)[0], "practice": ours.name, "phone": ours.phone}


def _when(at: dt.datetime, code: str) -> dict[str, str]:
    return {"day": day_in(at, code), "time": time_in(at, code)}


def _until(starts_at: dt.datetime) -> dt.datetime:
    """Until when the link lets a client cancel or ask for another time. A query."""
    return starts_at - dt.timedelta(hours=rules().cancel_hours)


def _day_and_time(at: dt.datetime, code: str) -> str:
    return f"{day_in(at, code)}, {time_in(at, code)}"


def _lines(appointments: list[Appointment], code: str) -> str:
    return "\n".join(f"{_day_and_time(one.starts_at, code)}, {one.therapist.name}" for one in appointments)
