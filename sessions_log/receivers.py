"""Verdicts follow what the rooms on the left change, in the same transaction; sheets, whether their mail went out."""

from django.dispatch import receiver

from intake.enums import Purpose
from intake.mailing import link_mailed
from intake.models import Complaint, ComplaintType
from practice.hooks import thresholds_changed, time_zone_changed, time_zone_changing
from sessions_log import judging, sheets


@receiver(thresholds_changed)
def restage(of, **kwargs) -> None:
    judging.restage(type=of if isinstance(of, ComplaintType) else None)


@receiver(time_zone_changing)
def hold(**kwargs) -> None:
    """Whoever judges holds complaints before it reads the practice's row: so does whoever changes that row."""
    judging.lock(_everything())


@receiver(time_zone_changed)
def rejudge(**kwargs) -> None:
    """Other local dates: a visit near midnight may belong to another day, another episode."""
    everything = _everything()
    judging.lock(everything)
    judging.recompute(everything)


@receiver(link_mailed)
def note_mailed_sheet(link, at, failed, **kwargs) -> None:
    if link.purpose == Purpose.SHEET:
        sheets.mailed(link, at, failed=failed)


def _everything() -> list[int]:
    return list(Complaint.objects.order_by("pk").values_list("pk", flat=True))
