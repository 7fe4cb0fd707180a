"""Sensitive areas and techniques: agreed to in person at each visit, with the reason for the work, before signing."""

from django.utils.translation import gettext as _

from sessions_log.models import SensitiveConsent, Visit


def not_agreed(visit: Visit) -> list[str]:
    """The names of those that a visit has worked without a yes and a reason: two queries."""
    agreed = SensitiveConsent.objects.filter(visit=visit, agreed=True).exclude(reason="")
    areas = visit.areas.filter(area__sensitive=True).exclude(area__in=agreed.filter(technique=None).values("area"))
    techniques = visit.techniques.filter(technique__sensitive=True).exclude(
        technique__in=agreed.filter(area=None).values("technique")
    )
    return [
        *areas.order_by("pk").values_list("area__name", flat=True),
        *techniques.order_by("pk").values_list("technique__name", flat=True),
    ]


def to_be_agreed(names: list[str]) -> str:
    """Why a visit is not signed yet."""
    return _(
        "%(names)s: say whether it was agreed to that day and why the work is there, or untick it, then sign."
    ) % {"names": ", ".join(names)}
