"""Saving the practice's own settings, and telling the rooms on the right what changed."""

from django.db import transaction

from practice import hooks
from practice.models import Practice
from practice.versions import take_next

THRESHOLDS = ("review_after", "refer_after")


@transaction.atomic
def save_settings(changes: dict, *, seen: int) -> Practice:
    """Write `changes` over the settings that were shown at version `seen`. Raises Stale.

    Stored stages, local dates and what is due for renewal follow in the same transaction.
    """
    if "time_zone" in changes and not Practice.objects.filter(time_zone=changes["time_zone"]).exists():
        hooks.time_zone_changing.send(sender=Practice)
    row = Practice.objects.select_for_update().get(pk=1)
    take_next(row, seen)
    changed = {name for name, value in changes.items() if getattr(row, name) != value}
    weeks = row.referral_weeks
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes, "version"])
    if changed & set(THRESHOLDS):
        hooks.thresholds_changed.send(sender=Practice, of=row)
    if "time_zone" in changed:
        hooks.time_zone_changed.send(sender=Practice, of=row)
    if "renewal_months" in changed:
        hooks.renewal_months_changed.send(sender=Practice, of=row)
    if "referral_weeks" in changed:
        hooks.referral_weeks_changed.send(sender=Practice, of=row, before=weeks)
    return row
