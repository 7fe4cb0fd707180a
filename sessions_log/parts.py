"""Makes the parts of a draft what its content says; what stays the same is not touched. Inside record.py's locks."""

import datetime as dt

from django.db.models import Model

from sessions_log.content import Answer, Content
from sessions_log.models import (
    AreaWorked,
    Homework,
    HomeworkReview,
    Rating,
    SensitiveConsent,
    TechniqueUsed,
    Visit,
    VisitComplaint,
)

About = tuple[int | None, int | None]  # an area, or a technique

SAID = ("value", "parts", "scale_max", "source")  # of a rating


def save(visit: Visit, content: Content, editions: dict[int, int], now: dt.datetime) -> None:
    """`editions` holds the edition of the activities of each complaint that is answered for."""
    _keep(AreaWorked, visit, "area_id", content.areas)
    _keep(TechniqueUsed, visit, "technique_id", content.techniques)
    _save_consents(visit, content, now)
    _keep(Homework, visit, "kind_id", content.homework)
    _keep(HomeworkReview, visit, "homework_id", content.reviews)
    for complaint, answer in content.answers.items():
        save_answer(visit, complaint, answer, editions[complaint], now)


def _save_consents(visit: Visit, content: Content, now: dt.datetime) -> None:
    """Of what is still chosen. What was said keeps its time when only the reason is put better."""
    areas: dict[About, dict] = {(pk, None): said for pk, said in content.area_consents.items() if pk in content.areas}
    techniques: dict[About, dict] = {
        (None, pk): said for pk, said in content.technique_consents.items() if pk in content.techniques
    }
    wanted = areas | techniques
    there = {(row.area_id, row.technique_id): row for row in SensitiveConsent.objects.filter(visit=visit)}
    gone = [row.pk for about, row in there.items() if about not in wanted]
    if gone:
        SensitiveConsent.objects.filter(pk__in=gone).delete()
    for (area, technique), said in wanted.items():
        row = there.get((area, technique))
        if row is None:
            SensitiveConsent.objects.create(visit=visit, area_id=area, technique_id=technique, said_at=now, **said)
        elif (row.agreed, row.reason) != (said["agreed"], said["reason"]):
            said_at = row.said_at if row.agreed == said["agreed"] else now
            SensitiveConsent.objects.filter(pk=row.pk).update(said_at=said_at, **said)


def save_answer(visit: Visit, complaint: int, answer: Answer, edition: int, now: dt.datetime) -> bool:
    """Keep what is said of one complaint; True where that is something new to the rule."""
    said = {name: getattr(answer, name) for name in ("worked_on", "declined", "judgement", "not_asked")}
    row, made = VisitComplaint.objects.get_or_create(visit=visit, complaint_id=complaint, defaults=said)
    changed = made or any(getattr(row, name) != value for name, value in said.items())
    if changed and not made:
        VisitComplaint.objects.filter(pk=row.pk).update(**said)
    return _save_ratings(visit, complaint, answer, edition, now) or changed


def _save_ratings(visit: Visit, complaint: int, answer: Answer, edition: int, now: dt.datetime) -> bool:
    rows = Rating.objects.filter(visit=visit, complaint_id=complaint)
    there = {(row.timing, row.measure): row for row in rows}
    wanted = {(timing, rating.measure): rating for timing, rating in answer.ratings()}
    # A rating of activities that are no longer asked about is not on any page, so no page takes it back.
    gone = [row.pk for key, row in there.items() if key not in wanted and row.activities_edition == edition]
    if gone:
        Rating.objects.filter(pk__in=gone).delete()
    changed = bool(gone)
    for key, rating in wanted.items():
        row = there.get(key)
        if row and _same(row, rating):
            continue
        changed = True
        value = {name: getattr(rating, name) for name in SAID}
        Rating.objects.update_or_create(
            visit=visit,
            complaint_id=complaint,
            timing=key[0],
            measure=key[1],
            defaults={**value, "activities_edition": edition, "rated_at": now},
        )
    return changed


def _same(row: Rating, rating) -> bool:
    return all(getattr(row, name) == getattr(rating, name) for name in SAID)


def _keep(model: type[Model], visit: Visit, key: str, wanted: dict[int, dict]) -> None:
    there = {getattr(row, key): row for row in model._default_manager.filter(visit=visit)}
    gone = [row.pk for about, row in there.items() if about not in wanted]
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    new = [model(visit=visit, **{key: about}, **said) for about, said in wanted.items() if about not in there]
    model._default_manager.bulk_create(new)
    for about, said in wanted.items():
        row = there.get(about)
        if row and any(getattr(row, name) != value for name, value in said.items()):
            model._default_manager.filter(pk=row.pk).update(**said)
