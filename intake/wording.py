"""Words that the front desk hands on to a client."""

from django.utils.translation import gettext as _

from clients.models import Client
from intake.enums import Purpose
from practice.models import Practice


def text_message(client: Client, purpose: str, address: str, practice: Practice) -> str:
    """A ready text for a telephone. Short, and nothing clinical: whoever looks over a shoulder may read it."""
    facts = {"name": client.name, "practice": practice.name, "address": address}
    if purpose == Purpose.RENEWAL:
        if practice.name:
            return _("Hello %(name)s, a few questions, as every year, from %(practice)s: %(address)s") % facts
        return _("Hello %(name)s, a few questions, as every year: %(address)s") % facts
    if practice.name:
        return _("Hello %(name)s, a few questions before your visit at %(practice)s: %(address)s") % facts
    return _("Hello %(name)s, a few questions before your visit: %(address)s") % facts
