"""What a visit lacks for a good record: named once before it is signed, each with the place where it is added."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.enums import REQUIRED
from intake.standing import holds, last_words
from practice.current import local_date
from sessions_log.models import Visit
from sessions_log.wording import in_sentence


@dataclass(frozen=True, slots=True)
class Lack:
    """ "headaches rating", and the address where it is one tap away."""

    words: str
    address: str

    def __str__(self) -> str:
        return self.words


def not_recorded(visit: Visit) -> list[Lack]:
    """What a good record would have and this one has not. A rating that was declined, or not asked for with a reason,
    is no lack."""
    page = reverse("sessions_log:visit", args=[visit.public_id])
    lacks = _consents(visit)
    if visit.health_changed is None:
        lacks.append(Lack(_("anything new in health or medicines"), f"{page}#health-q"))
    asked = visit.complaints.filter(worked_on=True, declined=False, not_asked="", complaint__closed_on=None)
    rated = visit.ratings.filter(timing="before").values("complaint_id")
    unrated = asked.exclude(complaint_id__in=rated).order_by("complaint_id")
    for pk, name in unrated.values_list("complaint_id", "complaint__name"):
        lacks.append(Lack(_("%(complaint)s rating") % {"complaint": in_sentence(name)}, f"{page}#card-{pk}"))
    if not visit.areas.exists():
        lacks.append(Lack(_("where you worked"), f"{page}#areas-q"))
    if not visit.techniques.exists():
        lacks.append(Lack(_("how you worked"), f"{page}#how-q"))
    return lacks


def _consents(visit: Visit) -> list[Lack]:
    """The required consents that did not hold on the day of the visit."""
    on, said = local_date(visit.starts_at), last_words(visit.client)
    address = reverse("intake:consents", args=[visit.client.public_id])
    lacks = []
    for kind in REQUIRED:
        last = said.get(kind)
        if last and holds(last, on):
            continue
        if last and last.agreed and last.until < on:
            words = _("consent to %(what)s, out of date since %(day)s") % {
                "what": kind.label,
                "day": date_format(last.until, "j F Y"),
            }
        else:
            words = _("consent to %(what)s") % {"what": kind.label}
        lacks.append(Lack(words, address))
    return lacks
