"""Who else treats a client: professionals of the practice's directory, each there once."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from clients.models import Client
from intake.models import Professional, TeamMember
from practice.models import User


def known(kind: str, name: str, practice: str = "") -> Professional | None:
    """The one of this kind and name, if the directory has one; of two namesakes the one who works there."""
    same = Professional.objects.filter(kind=kind, name__iexact=name)
    if practice:
        same = same.filter(Q(practice__iexact=practice) | Q(practice=""))
    return same.order_by("-practice", "pk").first()


@transaction.atomic
def add_member(
    client: Client, *, kind: str, name: str, practice: str, may_write: bool, said_on: dt.date, by: User
) -> TeamMember:
    """This professional treats the client. Somebody who is on the team already is only brought up to date."""
    Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    professional = known(kind, name, practice) or Professional.objects.create(
        kind=kind, name=name, practice=practice, created_by=by
    )
    made, _is_new = TeamMember.objects.update_or_create(
        client=client,
        professional=professional,
        defaults={"may_write": may_write, "said_on": said_on, "ended_on": None},
    )
    return made


@transaction.atomic
def end_member(client: Client, professional: Professional, *, on: dt.date) -> None:
    """No longer treats the client. Ending it again changes nothing."""
    Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    TeamMember.objects.filter(client=client, professional=professional, ended_on=None).update(ended_on=on)
