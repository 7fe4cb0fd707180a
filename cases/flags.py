"""Red flags of a complaint: whether they are asked today, and what was last said of them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from cases.models import Decision, FlagAnswer
from intake.models import Complaint, RedFlag
from practice.current import local_date
from sessions_log.sentences import Facts
from sessions_log.verdicts import Stage, Verdict


@dataclass(frozen=True, slots=True)
class LastAsked:
    """When they were last asked, by whom, and those that were so."""

    on: dt.date
    by: str
    yes: list[RedFlag]


def flags_of(complaint: Complaint, facts: Facts) -> list[RedFlag]:
    """Those to ask about today: at review, refer or anything worse. One query, or none."""
    asks = facts.stage in (Stage.REVIEW, Stage.REFER) or facts.verdict in (Verdict.WORSE, Verdict.MIXED)
    return list(RedFlag.objects.current().filter(types=complaint.type_id)) if asks else []


def must_ask(facts: Facts) -> bool:
    """At refer, or worse, nobody decides without saying whether they were asked."""
    return facts.stage == Stage.REFER or facts.verdict in (Verdict.WORSE, Verdict.MIXED)


def keep_answers(decision: Decision, asked: Collection[RedFlag], yes: Collection[RedFlag]) -> None:
    FlagAnswer.objects.bulk_create(FlagAnswer(decision=decision, flag=flag, yes=flag in yes) for flag in asked)


def last_asked(complaint: Complaint) -> LastAsked | None:
    """Two queries at most."""
    asked = Decision.objects.filter(complaint=complaint, flags__isnull=False).select_related("decided_by")
    last = asked.order_by("-decided_at", "-pk").first()
    if last is None:
        return None
    yes = [answer.flag for answer in last.flags.filter(yes=True).select_related("flag").order_by("pk")]
    return LastAsked(local_date(last.decided_at), last.decided_by.name, yes)
