from clients import neighbours
from clients.models import Client
from tests import factories


def own(therapist):
    return sorted(Client.objects.filter(neighbours.own(therapist)).values_list("name", flat=True))


def test_own_clients_are_assigned_or_last_seen(therapist, colleague):
    """Assigned to them, or else the author of the last signed visit."""
    factories.client("Assigned", therapist=therapist)
    seen = {name: factories.client(name) for name in ("Seen", "Seen by both", "Draft only", "Nobody's")}
    assigned_away = factories.client("Assigned away", therapist=colleague)
    factories.visit(seen["Seen"], therapist, days_ago=3, signed=True)
    factories.visit(seen["Seen by both"], therapist, days_ago=9, signed=True)
    factories.visit(seen["Seen by both"], colleague, days_ago=2, signed=True)
    factories.visit(seen["Draft only"], therapist)
    factories.visit(assigned_away, therapist, days_ago=1, signed=True)
    assert own(therapist) == ["Assigned", "Seen"]
    assert own(colleague) == ["Assigned away", "Seen by both"]
