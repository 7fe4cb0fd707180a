"""The items of the client, the preferences, the health history and the team: which answer goes into which column.

A topic that was read and confirmed as it is on record has none.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clients.folding import digits, fold
from clients.models import Client
from intake.alerts import NOTHING, UNKNOWN
from intake.answers import Answers, Json
from intake.enums import Pregnancy, Pressure, ProfessionalKind, Quiet, Thinner
from intake.models import ClientPreferences, HealthHistory, TeamMember
from sessions_log.accepting.items import Item, of_list, to_set

CONTACT = (
    *("name", "legal_name", "pronouns", "birth_date", "phone", "email", "emergency_name", "emergency_phone"),
    *("guardian_name", "guardian_relationship", "guardian_phone"),
)
LIKES = ("pressure", "focus", "avoid", "oil", "quiet")
HEALTH = ("conditions_more", "operations", "injuries", "skin", "pregnancy")
MEDICINES = ("medicines", "thinners_more", "allergies")
WORDS: dict[str, Any] = {"pressure": Pressure, "quiet": Quiet, "pregnancy": Pregnancy}


def contact(client: Client, answers: Answers) -> list[Item]:
    """What was left open is no answer."""
    if "you" in answers.confirmed:
        return []
    said = {column: answers.you[column] for column in CONTACT if answers.you.get(column)}
    if answers.birth_date:
        said["birth_date"] = answers.birth_date
    return list(_columns("contact", client, said))


def preferences(row: ClientPreferences | None, client: Client, answers: Answers) -> list[Item]:
    about = {} if "about" in answers.confirmed else answers.about
    likes = {} if "likes" in answers.confirmed else answers.likes
    said = {column: likes[column] for column in LIKES if likes.get(column)}
    movements = [about[name].strip(" .;") for name in ("work_movements", "home_movements") if about.get(name)]
    for column, text in (("occupation", about.get("occupation")), ("repetitive_movements", "; ".join(movements))):
        if text:
            said[column] = text
    return list(_columns("likes", row or ClientPreferences(client=client), said))


def health(
    row: HealthHistory | None,
    client: Client,
    answers: Answers,
    *,
    names: dict[str, str],
    emptied: Collection[str],
    on: dt.date,
) -> list[Item]:
    """`names`: of conditions, by public id. `emptied`: columns that were shown filled and came back empty.

    Nothing was asked where neither step was answered.
    """
    if not answers.health and not answers.medicines:
        return []
    known = row or HealthHistory(client=client)
    found = []
    if "health" not in answers.confirmed:
        found += _conditions(known, answers, names)
        found += _columns("health", known, _texts(HEALTH, answers.health, emptied))
    if "medicines" not in answers.confirmed:
        found += _thinners(known, answers)
        found += _columns("health", known, _texts(MEDICINES, answers.medicines, emptied))
    if row is None or row.confirmed_on < on:
        was = date_format(row.confirmed_on, "DATE_FORMAT") if row else ""
        label, day = _("Health history: asked and answered on"), date_format(on, "DATE_FORMAT")
        found.append(Item("health.confirmed_on", label, was, day, "confirmed_on", on, ticked=True))
    return found


def _conditions(known: HealthHistory, answers: Answers, names: dict[str, str]) -> list[Item]:
    """One that is on record and no longer offered was said in words, if it was said."""
    if "conditions" not in answers.health:
        return []
    said = [names[key] for key in answers.health["conditions"] if key in names]
    more = answers.health.get("conditions_more", "").casefold()
    in_words = [name for name in known.conditions if name not in said and name.casefold() in more]
    label = _label(known, "conditions")
    record, column = known.conditions, "conditions"
    return of_list("health.conditions", label, record=record, said=[*said, *in_words], column=column, words={})


def _thinners(known: HealthHistory, answers: Answers) -> list[Item]:
    if "thinners" not in answers.medicines:
        return []
    labels = {each.value: str(each.label) for each in Thinner}
    record, said = without_none(known.thinners), without_none(answers.medicines["thinners"])
    label = _label(known, "thinners")
    return of_list("health.thinners", label, record=record, said=said, column="thinners", words=labels)


def without_none(thinners: Iterable[str]) -> list[str]:
    return [each for each in thinners if each not in UNKNOWN]


def team(members: list[TeamMember], answers: Answers, *, on: dt.date) -> list[Item]:
    """Whether we may write is the client's word, and her last one counts: it is ticked whatever is on record, unless
    that was said after the day of these answers."""
    found = []
    for number, colleague in enumerate(() if "team" in answers.confirmed else answers.team):
        there = next((each for each in members if is_the_same(each, colleague.kind, colleague.name)), None)
        if there and there.may_write == colleague.may_write:
            continue
        found.append(
            Item(
                f"team.{number}",
                capfirst(str(ProfessionalKind(colleague.kind).label)),
                _member(there.professional.name, there.professional.practice, there.may_write) if there else "",
                _member(colleague.name, colleague.practice, colleague.may_write),
                "team",
                colleague,
                ticked=bool(colleague.name) and (there is None or there.said_on <= on),
                asks_name=not colleague.name,
            )
        )
    return found


def is_the_same(member: TeamMember, kind: str, name: str) -> bool:
    return member.professional.kind == kind and fold(member.professional.name) == fold(name)


def something(text: str) -> str:
    """Nothing where somebody typed that there is nothing."""
    return "" if text.strip().casefold().rstrip(".!") in NOTHING else text.strip()


# Two ways to write the same are no difference: of a number, an address, a name, of nothing.
PLAIN: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("phone", "emergency_phone", "guardian_phone"), digits),
    **dict.fromkeys((*HEALTH, *MEDICINES), something),
    "pregnancy": str,
    "email": str.casefold,
    "name": fold,
}


def _member(name: str, practice: str, may_write: bool) -> str:
    may = _("we may write to them") if may_write else _("we may not write to them")
    return ", ".join(each for each in (name, practice, may) if each)


def _texts(columns: Iterable[str], said: Json, emptied: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in columns:
        if column in WORDS:
            found |= {column: said[column]} if said.get(column) else {}
        elif column in said or column in emptied:
            found[column] = something(said.get(column, ""))
    return found


def _columns(part: str, row: Any, said: dict[str, Any]) -> Iterable[Item]:
    for column, value in said.items():
        plain = PLAIN.get(column, lambda each: each)
        before = getattr(row, column)
        if plain(before or "") == plain(value or ""):
            continue
        yield to_set(
            f"{part}.{column}",
            _label(row, column),
            record=_in_words(column, before),
            said=_in_words(column, value),
            column=column,
            value=value,
        )


def _label(row: Any, column: str) -> str:
    return capfirst(str(row._meta.get_field(column).verbose_name))


def _in_words(column: str, value: Any) -> str:
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    return capfirst(str(WORDS[column](value).label)) if value and column in WORDS else str(value or "")
