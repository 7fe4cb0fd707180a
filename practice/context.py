"""What every template may ask of the practice."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from practice.claiming import is_claimed
from practice.models import Practice, User

BACKUP_IS_OLD_AFTER = dt.timedelta(days=7)


def practice(request):
    row = getattr(request, "practice", None)
    return {
        "practice": row,
        "backup_is_old": backup_is_old(row, timezone.now()),
        "unclaimed": SimpleLazyObject(lambda: not is_claimed()),  # asked by the login page alone
        "has_reception": SimpleLazyObject(has_reception),
        "several_therapists": SimpleLazyObject(several_therapists),
        "mail_works": settings.EMAIL_CONFIGURED,
    }


def has_reception() -> bool:
    """True where somebody else may sit at a front desk; a solo practice never reads of one."""
    roles = list(User.objects.active().values_list("is_front_desk", flat=True)[:100])
    return len(roles) > 1 and any(roles)


def several_therapists() -> bool:
    """True where "mine" is not the same as "all"."""
    return User.objects.active().filter(is_therapist=True)[:2].count() > 1


def backup_is_old(row: Practice | None, now: dt.datetime) -> bool:
    """Is there a backup, but none of the last seven days?"""
    return bool(row and row.last_backup_at and now - row.last_backup_at > BACKUP_IS_OLD_AFTER)
