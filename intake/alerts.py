"""Alerts: what a therapist looks at before the visit. Raised when an intake arrives, or by somebody who passes a word
on; dealt with once, with a note; never gone."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import Client
from intake import desk
from intake.answers import Answers
from intake.answers import read as read_answers
from intake.enums import AlertKind, Care, Pregnancy, Thinner
from intake.keeping import add_precaution
from intake.models import Alert, HealthCondition, Intake, RedFlag
from practice.models import User

MOST = 500  # characters of an alert; what is longer stands whole in the intake
# From here on the tablets themselves may keep a headache going (SNNOOP10, Do et al. 2019; ICHD-3 8.2).
MANY_PAINKILLER_DAYS = 10
UNKNOWN = ("", Thinner.NONE)
NOTHING = frozenset({"", "-", "0", "no", "none", "nothing", "n/a", "na"})


@transaction.atomic
def raise_for(intake: Intake, now: dt.datetime) -> list[Alert]:
    """An alert for each answer that a therapist must know of before touching. Called once, as the intake arrives."""
    answers = read_answers(intake.answers)
    made = [*_red_flags(answers), *_health(answers)]
    for alert in made:
        alert.client, alert.intake, alert.raised_at, alert.text = intake.client, intake, now, alert.text[:MOST]
    Alert.objects.bulk_create(made)
    desk.push(intake.client, now)
    return made


def pass_on(client: Client, text: str, *, by: User, request_id: uuid.UUID, now: dt.datetime) -> Alert:
    """A caller's words for the therapist. The same `request_id` again gives the alert that it made."""
    made, _is_new = Alert.objects.get_or_create(
        request_id=request_id,
        defaults={"client": client, "kind": AlertKind.MESSAGE, "text": text, "raised_by": by, "raised_at": now},
    )
    return made


@transaction.atomic
def deal_with(alert: Alert, *, by: User, note: str, now: dt.datetime, precaution: str = "") -> Alert:
    """A therapist has looked at it, and says what follows; it may become a precaution. The first one counts."""
    Client.objects.select_for_update(no_key=True).get(pk=alert.client_id)
    locked = Alert.objects.select_for_update().get(pk=alert.pk)
    if locked.dealt_at:
        return locked
    locked.dealt_at, locked.dealt_by, locked.dealt_note = now, by, note
    locked.save(update_fields=["dealt_at", "dealt_by", "dealt_note"])
    if precaution:
        add_precaution(locked.client, by=by, request_id=locked.request_id, text=precaution)
    desk.push(locked.client, now)
    return locked


def _red_flags(answers: Answers) -> list[Alert]:
    said_yes = [key for key, yes in answers.flags.items() if yes]
    found = [
        Alert(
            kind=AlertKind.RED_FLAG,
            urgent=flag.urgent,
            key=f"flag {flag.public_id}",
            text=flag.name,
            advice=flag.advice,
        )
        for flag in RedFlag.objects.filter(public_id__in=said_yes)
    ]
    days = answers.main.painkiller_days if answers.main else None
    if days is not None and days >= MANY_PAINKILLER_DAYS:
        found.append(
            Alert(
                kind=AlertKind.RED_FLAG,
                key="painkillers",
                text=_("Painkillers on %(days)d days a month") % {"days": days},
                advice=_("On many days they can keep a headache going: a doctor should know of it."),
            )
        )
    return found


def _health(answers: Answers) -> list[Alert]:
    ticked = answers.health.get("conditions", [])
    conditions = HealthCondition.objects.filter(public_id__in=ticked).exclude(care=Care.KNOW)
    made = [
        Alert(
            kind=AlertKind.HEALTH,
            urgent=one.urgent or one.care == Care.STOP,
            key=f"condition {one.public_id}",
            text=one.name,
            advice=one.advice,
        )
        for one in conditions
    ]
    for key, text in (
        ("thinners", _thinners(answers)),
        ("pregnancy", _pregnancy(answers)),
        ("allergies", _said(answers.medicines.get("allergies"), _("Allergies: %s"))),
        ("conditions_more", _said(answers.health.get("conditions_more"), _("Also said: %s"))),
    ):
        if text:
            made.append(Alert(kind=AlertKind.HEALTH, key=key, text=text))
    return made


def _thinners(answers: Answers) -> str:
    taken = [Thinner(each).label for each in answers.medicines.get("thinners", []) if each not in UNKNOWN]
    more = answers.medicines.get("thinners_more", "")
    return _("Blood thinners: %s") % ", ".join(str(each) for each in [*taken, more] if each) if taken or more else ""


def _pregnancy(answers: Answers) -> str:
    said = answers.health.get("pregnancy") or Pregnancy.NO
    return "" if said == Pregnancy.NO else _("Pregnancy: %s") % Pregnancy(said).label


def _said(text: str | None, pattern: str) -> str:
    """Nothing where somebody typed that there is nothing."""
    said = (text or "").strip()
    return pattern % said if said.casefold().rstrip(".!") not in NOTHING else ""
