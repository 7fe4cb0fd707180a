"""What the front desk sees of histories follows the practice's settings, in the same transaction."""

from django.dispatch import receiver

from intake import desk
from practice.hooks import renewal_months_changed


@receiver(renewal_months_changed)
def count_anew(of, **kwargs) -> None:
    desk.count_histories_anew(of.renewal_months)
