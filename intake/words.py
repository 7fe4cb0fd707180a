"""Writing the vocabulary: add, change, order, retire, bring back. Nothing is deleted: it may have been used.

Each function owns its transaction and locks its whole list, which is short.
"""

import datetime as dt
import uuid
from typing import Any

from django.db import IntegrityError, transaction

from intake.models import Area, ComplaintType, Word
from intake.vocabulary import STEP
from practice.hooks import thresholds_changed
from practice.models import Practice


class NameTaken(Exception):
    """Another word of the list is called so, in whatever case."""


class LastOne(Exception):
    """Without any complaint type no complaint could be opened."""


@transaction.atomic
def add(model: type[Word], facts: dict[str, Any], *, request_id: uuid.UUID) -> Word:
    """A new word, last in its list (an area: last in its region). The same `request_id` again adds nothing."""
    words = _lock(model)
    for word in words:
        if word.request_id == request_id:
            return word
    plain, lists = _split(model, facts)
    made = model(**plain, request_id=request_id)
    _save(made)
    for name, chosen in lists.items():
        getattr(made, name).set(chosen)
    words.insert(_end(words, made), made)
    _number(model, words)
    return made


@transaction.atomic
def change(word: Word, facts: dict[str, Any]) -> Word:
    """Write what differs. Stored stages follow changed thresholds; an area that changes its region joins its end."""
    words = _lock(type(word))
    locked = _of(words, word)
    plain, lists = _split(type(word), facts)
    for name, chosen in lists.items():
        getattr(locked, name).set(chosen)
    changed = {name for name, value in plain.items() if getattr(locked, name) != value}
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, plain[name])
    _save(locked, *changed)
    if "region" in changed:
        words.remove(locked)
        words.insert(_end(words, locked), locked)
        _number(type(word), words)
    if changed & {"review_after", "refer_after"}:
        thresholds_changed.send(sender=ComplaintType, of=locked)
    return locked


@transaction.atomic
def move(word: Word, *, up: bool) -> None:
    """One place up or down among the current words (of its region). At the end it stays."""
    words = _lock(type(word))
    locked = _of(words, word)
    row = [one for one in words if one.retired_at is None and _group(one) == _group(locked)]
    place = next((n for n, one in enumerate(row) if one.pk == locked.pk), None)
    if place is None or not 0 <= (other := place - 1 if up else place + 1) < len(row):
        return
    a, b = words.index(locked), words.index(row[other])
    words[a], words[b] = words[b], words[a]
    _number(type(word), words)


@transaction.atomic
def retire(word: Word, *, now: dt.datetime) -> None:
    """It is no longer offered, and stays wherever it was used. Raises LastOne."""
    words = _lock(type(word))
    locked = _of(words, word)
    if locked.retired_at is None:
        if isinstance(locked, ComplaintType) and sum(one.retired_at is None for one in words) == 1:
            raise LastOne
        locked.retired_at = now
        locked.save(update_fields=["retired_at"])


@transaction.atomic
def bring_back(word: Word) -> None:
    """Offered again, in its old place."""
    locked = _of(_lock(type(word)), word)
    if locked.retired_at:
        locked.retired_at = None
        locked.save(update_fields=["retired_at"])


def _split(model: type[Word], facts: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the row itself, and what is chosen from another list."""
    several = {field.name for field in model._meta.many_to_many}
    plain = {name: value for name, value in facts.items() if name not in several}
    return plain, {name: facts[name] for name in facts if name in several}


def _lock(model: type[Word]) -> list[Word]:
    """All words of the list in their order.

    Whoever judges complaints shares the practice's row and then the rows of their types, and a new complaint refers
    to its type: hence the practice first, and a lock that lets a type be referred to.
    """
    if model is ComplaintType:
        Practice.objects.select_for_update(no_key=True).get(pk=1)
    locked = model.objects.select_for_update(no_key=True).order_by("pk")
    return sorted(locked, key=lambda word: (word.position, word.name, word.pk))


def _of(words: list[Word], word: Word) -> Word:
    return next(one for one in words if one.pk == word.pk)


def _group(word: Word) -> str:
    return word.region if isinstance(word, Area) else ""


def _end(words: list[Word], word: Word) -> int:
    """Where `word` goes so that words of one region stand together."""
    mates = [n for n, one in enumerate(words) if _group(one) == _group(word)]
    return mates[-1] + 1 if mates else len(words)


def _number(model: type[Word], words: list[Word]) -> None:
    changed = []
    for number, word in enumerate(words, start=1):
        if word.position != number * STEP:
            word.position = number * STEP
            changed.append(word)
    model.objects.bulk_update(changed, ["position"])


def _save(word: Word, *fields: str) -> None:
    try:
        with transaction.atomic():
            word.save(update_fields=fields or None)
    except IntegrityError as error:
        raise NameTaken from error
