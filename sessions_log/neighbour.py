"""What visits tell the clients room, which cannot import them: whose client somebody is."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import Exact

from clients.neighbours import Neighbour
from practice.models import User
from sessions_log.models import Visit


class Visits(Neighbour):
    def own(self, therapist: User) -> Q:
        """Clients whose last signed visit this therapist wrote. Who never signed one for them is ruled out first."""
        signed = Visit.objects.exclude(signed_at=None).filter(voided_at=None)
        last = signed.filter(client=OuterRef("pk")).order_by("-starts_at", "-pk").values("therapist")[:1]
        return Q(pk__in=signed.filter(therapist=therapist).values("client")) & Q(Exact(Subquery(last), therapist.pk))
