"""Cases of a therapist who leaves: they are her clients', and go where the clients go."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.enums import Sort, Tab
from cases.queries import board
from practice.handover import Line, Section
from practice.models import User


def _chosen(leaver: User, now: dt.datetime) -> board.Chosen:
    return board.Chosen(timezone.localdate(now), own_of=leaver.pk)


def _lines(leaver: User, now: dt.datetime, limit: int) -> list[Line]:
    _counts, found = board.look(_chosen(leaver, now), Tab.DECIDE, Sort.URGENCY, limit=limit, offset=0)
    return [
        Line(
            _("%(client)s, %(complaint)s") % {"client": case.client_name, "complaint": case.name},
            reverse("cases:case", args=[case.public_id]),
        )
        for case in found
    ]


CASES = Section(
    key="cases",
    title=gettext_lazy("Complaints that need a decision"),
    note=gettext_lazy("They go with their clients. Decide now, or let whoever takes the clients over decide."),
    count=lambda leaver, now: board.counts(_chosen(leaver, now)).tabs[Tab.DECIDE],
    lines=_lines,
    order=40,
)
