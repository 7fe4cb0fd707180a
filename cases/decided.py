"""Decisions as pages show them, read along with their complaints."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.enums import DecisionKind
from cases.models import Decision, DecisionChange
from sessions_log.wording import in_sentence


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as pages show it; `changes` is a sentence, or nothing."""

    kind: str
    label: str
    why: str
    by: str
    at: dt.datetime
    visits: int
    look_again_visit: int | None
    look_again_on: dt.date | None
    massage_for: str
    answer_by: dt.date | None
    changes: str

    @property
    def mark(self) -> str:
        """For the picture: what was decided, and what changed by it."""
        return f"{self.label}: {self.changes}" if self.changes else self.label


def changes_named() -> ArraySubquery:
    """What changes by the decision of the outer query: rows for said_of()."""
    changes = DecisionChange.objects.filter(decision=OuterRef("pk")).order_by("pk")
    return ArraySubquery(changes.values(json=JSONObject(adds="adds", name=Coalesce("technique__name", "area__name"))))


def said_changes(added: Collection[str], left: Collection[str]) -> str:
    """ "Adds cupping and scalp; leaves petrissage." Nothing where nothing was named."""
    said = []
    if added:
        said.append(_("adds %(what)s") % {"what": _listed(added)})
    if left:
        said.append(_("leaves %(what)s") % {"what": _listed(left)})
    return f"{capfirst('; '.join(said))}." if said else ""


def _listed(names: Collection[str]) -> str:
    *most, last = (in_sentence(each) for each in names)
    return _("%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last


def said_of(named: list[dict]) -> str:
    """A sentence, or nothing."""
    return said_changes(*([each["name"] for each in named if each["adds"] is adds] for adds in (True, False)))


def decisions_said() -> ArraySubquery:
    """Of the complaint of the outer query, oldest first."""
    decisions = Decision.objects.filter(complaint=OuterRef("pk")).order_by("decided_at", "pk")
    return ArraySubquery(
        decisions.values(
            json=JSONObject(
                kind="kind",
                why="why",
                by="decided_by__name",
                at="decided_at",
                visits="visits",
                look_again_visit="look_again_visit",
                look_again_on="look_again_on",
                massage_for="massage_for",
                answer_by="answer_by",
                changes=changes_named(),
            )
        )
    )


def decided(row: dict) -> Decided:
    """One row of decisions_said()."""
    return Decided(
        kind=row["kind"],
        label=str(DecisionKind(row["kind"]).label).capitalize(),
        why=row["why"],
        by=row["by"],
        at=dt.datetime.fromisoformat(row["at"]),
        visits=row["visits"],
        look_again_visit=row["look_again_visit"],
        look_again_on=parse_date(row["look_again_on"] or ""),
        massage_for=row["massage_for"],
        answer_by=parse_date(row["answer_by"] or ""),
        changes=said_of(row["changes"]),
    )
