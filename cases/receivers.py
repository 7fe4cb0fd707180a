"""What is waited for of referrals follows the practice's settings, in the same transaction."""

from django.dispatch import receiver

from cases.referring import wait_otherwise
from practice.hooks import referral_weeks_changed


@receiver(referral_weeks_changed)
def wait_anew(of, before: int, **kwargs) -> None:
    wait_otherwise(of.referral_weeks - before)
