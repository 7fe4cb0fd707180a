"""What a visit holds, in words: for the signed record, and for two versions of a draft side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.enums import Measure, Pressure, Side
from intake.queries import Vocabulary
from sessions_log.content import Answer, Content
from sessions_log.enums import Done, FindingChange, FindingKind, Judgement, NotAsked, Timing
from sessions_log.forms import VisitForm
from sessions_log.numbers import say
from sessions_log.reading import FIELDS
from sessions_log.scales import scale_of

# What a key of a difference begins with, and the part of Content that it is in.
CONSENTS = {"agreed-area-": "area_consents", "agreed-technique-": "technique_consents"}


def worked_area(words: Vocabulary, pk: int, said: dict[str, str]) -> str:
    """ "Scalenes, left: trigger point (deep, near the rib)" """
    text = words.areas[pk].name
    if said["side"]:
        text = f"{text}, {Side(said['side']).label}"
    found = finding(said)
    if change := said.get("change"):
        found = f"{found}, {FindingChange(change).label}" if found else str(FindingChange(change).since)
    return f"{text}: {found}" if found else text


def finding(said: dict[str, str]) -> str:
    """ "trigger point (deep, near the rib)" """
    found = FindingKind(said["finding"]).label if said["finding"] else ""
    if said["finding_note"]:
        found = f"{found} ({said['finding_note']})" if found else said["finding_note"]
    return str(found)


def consent(said: dict[str, Any]) -> str:
    """ "agreed: the chest is short from desk work" """
    word = {True: _("agreed"), False: _("not agreed"), None: _("not asked yet")}[said["agreed"]]
    return f"{word}: {said['reason']}" if said["reason"] else word


def consents(words: Vocabulary, rows: Iterable[dict[str, Any]]) -> list[str]:
    """ "Pectoralis major, agreed: the chest is short from desk work" """

    def name(row: dict[str, Any]) -> str:
        return (words.areas[row["area_id"]] if row["area_id"] else words.techniques[row["technique_id"]]).name

    return [f"{name(row)}, {consent(row)}" for row in rows]


def dose(detail: str, times_a_day: int | None) -> str:
    """ "chin tucks, 2 times a day" """
    times = ""
    if times_a_day:
        times = ngettext("once a day", "%(count)s times a day", times_a_day) % {"count": times_a_day}
    return ", ".join(part for part in (detail, times) if part)


def given_homework(words: Vocabulary, kind: int, detail: str, times_a_day: int | None) -> str:
    name, how = words.homework[kind].name, dose(detail, times_a_day)
    return f"{name}: {how}" if how else name


def answer(said: Answer) -> str:
    """ "intensity 6; after the treatment: intensity 4" """
    parts = [] if said.worked_on else [_("not worked on today")]
    if said.declined:
        parts.append(_("would rather not rate"))
    if said.not_asked:
        parts.append(not_asked(said.not_asked))
    if said.judgement:
        parts.append(str(Judgement(said.judgement).label))
    for timing, rating in said.ratings():
        value = say(rating.value) if rating.value is not None else ", ".join(map(say, rating.parts))
        if rating.scale_max != scale_of(rating.measure).top:
            value = _("%(value)s of %(top)s") % {"value": value, "top": say(rating.scale_max)}
        text = f"{Measure(rating.measure).label} {value}"
        parts.append(text if timing == Timing.BEFORE else _("after the treatment: %(rating)s") % {"rating": text})
    return "; ".join(parts)


def not_asked(reason: str) -> str:
    """ "not asked: no time" """
    return _("not asked: %(why)s") % {"why": NotAsked(reason).label}


def return_weeks(weeks: int | None) -> str:
    if weeks is None:
        return ""
    if weeks == 0:
        return _("the client decides")
    return ngettext("in a week", "in %(count)s weeks", weeks) % {"count": weeks}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two versions of a draft tell differently. `key` is how a page picks the saved one."""

    key: str
    label: str
    saved: str
    typed: str


def differences(saved: Content, typed: Content, words: Vocabulary, names: dict[int, str]) -> list[Difference]:
    """What `typed` would change of `saved`; `names` are the complaints'."""
    rows = [
        Difference(name, _label(name), _field(name, saved.fields[name]), _field(name, typed.fields[name]))
        for name in FIELDS
        if saved.fields[name] != typed.fields[name]
    ]
    for pk, name in names.items():
        old, new = saved.answers.get(pk, Answer()), typed.answers.get(pk, Answer())
        if _as_set(old) != _as_set(new):
            rows.append(Difference(f"answer-{pk}", name, answer(old), answer(new)))
    rows += _consent_differences(saved, typed, words)
    lists = {
        "areas": (_("Where you worked"), lambda it: (worked_area(words, *row) for row in it.areas.items())),
        "techniques": (_("How"), lambda it: (words.techniques[pk].name for pk in it.techniques)),
        "homework": (_("Homework"), lambda it: (given_homework(words, k, **said) for k, said in it.homework.items())),
        "reviews": (_("Last homework"), lambda it: (str(Done(said["done"]).label) for said in it.reviews.values())),
    }
    for key, (label, tell) in lists.items():
        if getattr(saved, key) != getattr(typed, key):
            rows.append(Difference(key, label, _list(tell(saved)), _list(tell(typed))))
    return rows


def take(keys: Iterable[str], *, of: Content, into: Content) -> None:
    """Put what `of` says of these keys into the other version."""
    for key in keys:
        if key in FIELDS:
            into.fields[key] = of.fields[key]
        elif key in ("areas", "techniques", "homework", "reviews"):
            setattr(into, key, getattr(of, key))
        elif key.startswith(tuple(CONSENTS)):
            _take_consent(key, of, into)
        elif key.startswith("answer-") and key[7:].isdecimal() and int(key[7:]) in into.answers:
            into.answers[int(key[7:])] = of.answers.get(int(key[7:]), Answer())


def _consent_differences(saved: Content, typed: Content, words: Vocabulary) -> Iterator[Difference]:
    for start, name in CONSENTS.items():
        old, new = getattr(saved, name), getattr(typed, name)
        terms = words.areas if name == "area_consents" else words.techniques
        for pk in dict.fromkeys([*old, *new]):
            if old.get(pk) != new.get(pk):
                told = [consent(said[pk]) if pk in said else "" for said in (old, new)]
                yield Difference(f"{start}{pk}", _("%(name)s: agreed today?") % {"name": terms[pk].name}, *told)


def _take_consent(key: str, of: Content, into: Content) -> None:
    for start, name in CONSENTS.items():
        pk = key.removeprefix(start)
        if key.startswith(start) and pk.isdecimal():
            there, here = getattr(of, name), getattr(into, name)
            here.pop(int(pk), None)
            if int(pk) in there:
                here[int(pk)] = there[int(pk)]


def _as_set(said: Answer):
    ratings = {(t, r.measure): (r.value, list(r.parts), r.scale_max) for t, r in said.ratings()}
    return said.worked_on, said.declined, said.not_asked, said.judgement, ratings


def _label(name: str) -> str:
    return str(VisitForm.base_fields[name].label)


def _field(name: str, value) -> str:
    if name == "starts_at":
        return date_format(localtime(value), "DATETIME_FORMAT")
    if name == "health_changed":
        return {True: _("yes"), False: _("no")}.get(value, "")
    if name == "pressure":
        return str(Pressure(value).label) if value else ""
    if name == "return_weeks":
        return return_weeks(value)
    return str(value)


def _list(texts: Iterable[object]) -> str:
    return "; ".join(str(text) for text in texts)
