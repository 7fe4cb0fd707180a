"""What every template may ask of the practice."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from practice.models import User


def practice(request):
    return {
        "practice": getattr(request, "practice", None),
        "has_reception": SimpleLazyObject(has_reception),
        "mail_works": settings.EMAIL_CONFIGURED,
    }


def has_reception() -> bool:
    """True where somebody else may sit at a front desk; a solo practice never reads of one."""
    roles = list(User.objects.active().values_list("is_front_desk", flat=True)[:100])
    return len(roles) > 1 and any(roles)
