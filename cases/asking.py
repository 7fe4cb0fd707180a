"""Questions to a therapist: what next for this client? Open until any later decision answers them."""

from django.db.models import Exists, OuterRef, QuerySet

from cases.enums import DecisionKind
from cases.models import Decision
from clients.models import Client
from clients.neighbours import own
from practice.models import User


def asked_of(therapist: User) -> QuerySet[Decision]:
    """Of this therapist's own clients, the most urgent first. One query."""
    later = Decision.objects.filter(complaint=OuterRef("complaint"), pk__gt=OuterRef("pk"))
    mine = Client.objects.filter(own(therapist), archived_at=None)
    return (
        Decision.objects.filter(
            kind=DecisionKind.ASK_THERAPIST, complaint__closed_on=None, complaint__client__in=mine
        )
        .exclude(Exists(later))
        .exclude(decided_by=therapist)
        .select_related("complaint__client", "decided_by")
        .order_by("answer_by", "pk")
    )
