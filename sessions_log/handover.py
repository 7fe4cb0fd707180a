"""Drafts of a therapist who leaves: named, and left to their author, for nobody signs for another."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practice.handover import Line, Section
from practice.models import User
from sessions_log.models import Visit


def _drafts(leaver: User) -> QuerySet[Visit]:
    found = Visit.objects.filter(therapist=leaver, signed_at=None, imported_at=None, voided_at=None)
    return found.select_related("client").order_by("starts_at", "pk")


def _lines(leaver: User, now: dt.datetime, limit: int) -> list[Line]:
    return [
        Line(
            _("%(client)s, visit of %(day)s")
            % {
                "client": visit.client.name,
                "day": formats.date_format(timezone.localtime(visit.starts_at), "j F Y"),
            }
        )
        for visit in _drafts(leaver)[:limit]
    ]


DRAFTS = Section(
    key="drafts",
    title=gettext_lazy("Visits not signed yet"),
    note=gettext_lazy(
        "Only whoever wrote a visit signs it. Ask for that before the login is switched off;"
        " what stays unsigned can be read, and remains marked as a draft."
    ),
    count=lambda leaver, now: _drafts(leaver).count(),
    lines=_lines,
    order=20,
)
