"""The first good day after a long run, in words: something to be glad of together."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.diary import Day
from sessions_log.wording import span

# By the shipped name of a type, where its day has a word of its own.
_FIRST = {
    "headache": gettext_lazy("First day without a headache"),
    "pain down the leg": gettext_lazy("First day without pain down the leg"),
    "stiffness": gettext_lazy("First day without stiffness"),
    "stress": gettext_lazy("First day at ease"),
    "sleep": gettext_lazy("First good night"),
    "tiredness": gettext_lazy("First day without being tired"),
}


def good_day_words(complaint: str, type_name: str, client: str, good: Day) -> str:
    """Of a complaint, by its name and its type's, and of the client's name."""
    known = _FIRST.get(type_name.casefold())
    said = {
        "first": known or _("%(name)s: first day without trouble") % {"name": complaint},
        "client": client.split(" ", maxsplit=1)[0],
        "day": date_format(good.day, "l j F"),
    }
    if good.free_before is None:
        return (
            _(
                "%(first)s since %(client)s began keeping the diary: %(day)s."
                " Worth telling %(client)s that you noticed."
            )
            % said
        )
    said["span"] = span((good.day - good.free_before).days)
    return _("%(first)s in %(span)s, by the diary: %(day)s. Worth telling %(client)s that you noticed.") % said
