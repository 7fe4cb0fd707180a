"""How a diary asks about a day. What somebody has is asked for as such; sleep has words of its own."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.models import Complaint

# By the shipped name of a type. "Did it trouble you?" is right for every other, whatever it is called.
_ASKED: dict[str, str | Promise] = {
    "headache": _("Did you have it?"),
    "pain down the leg": _("Did you have it?"),
    "stiffness": _("Were you stiff?"),
    "stress": _("Were you stressed?"),
    "sleep": _("Did you sleep badly?"),
    "tiredness": _("Were you very tired?"),
}


def question(complaint: Complaint) -> str:
    return str(_ASKED.get(complaint.type.name.casefold(), _("Did it trouble you?")))
