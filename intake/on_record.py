"""What the record holds of what a client once told, as answers of a form: she confirms it, or says what has changed.

Her own words alone. What therapists wrote themselves (precautions, alerts, visits, decisions) never passes here.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from clients.models import Client
from intake.answers import Json
from intake.answers import read as read_answers
from intake.models import ClientPreferences, Complaint, HealthCondition, HealthHistory, Intake, TeamMember

CONTACTS = (
    *("name", "phone", "email", "emergency_name", "emergency_phone"),
    *("guardian_name", "guardian_relationship", "guardian_phone"),
)
LIKES = ("pressure", "focus", "avoid", "oil", "quiet")
HEALTH = ("operations", "injuries", "skin", "pregnancy")
MEDICINES = ("medicines", "thinners", "thinners_more")


class OnRecord:
    """Of one client. Each table is read when it is first needed, and once."""

    def __init__(self, client: Client, conditions: Callable[[], Mapping[str, HealthCondition]]):
        """`conditions`: those that a form offers, by the ids that answers keep."""
        self.client, self._conditions = client, conditions

    def of(self, step: str) -> Json:
        """As answers to this step; empty where nothing is on record."""
        made: dict[str, Callable[[], Json]] = {
            "you": self._you,
            "about": self._about,
            "likes": lambda: _filled(self._preferences, LIKES),
            "health": self._health,
            "medicines": self._medicines,
            "team": self._team,
        }
        return made[step]() | self._own

    @cached_property
    def complaints(self) -> list[Complaint]:
        """Those that are open, in the order in which they came."""
        of_hers = Complaint.objects.open().filter(client=self.client)
        return list(of_hers.select_related("type").order_by("opened_at", "pk"))

    @cached_property
    def _preferences(self) -> ClientPreferences | None:
        return ClientPreferences.objects.filter(client=self.client).first()

    @cached_property
    def _history(self) -> HealthHistory | None:
        return HealthHistory.objects.filter(client=self.client).first()

    @cached_property
    def _own(self) -> Json:
        """The practice's own questions are kept with intakes alone: as she answered them last."""
        last = Intake.objects.submitted().filter(client=self.client).order_by("submitted_at", "pk").last()
        return read_answers(last.answers).own if last else {}

    def _you(self) -> Json:
        born = self.client.birth_date
        return _filled(self.client, CONTACTS) | ({"birth_date": born.isoformat()} if born else {})

    def _about(self) -> Json:
        found = _filled(self._preferences, ("occupation", "repetitive_movements"))
        if "repetitive_movements" in found:
            found["work_movements"] = found.pop("repetitive_movements")
        return found

    def _health(self) -> Json:
        """Conditions are on record by name; one that is no longer offered stands among the others."""
        history = self._history
        if history is None:
            return {}
        offered = {one.name.casefold(): key for key, one in self._conditions().items()}
        known = [offered[name.casefold()] for name in history.conditions if name.casefold() in offered]
        more = [name for name in history.conditions if name.casefold() not in offered]
        words = ", ".join(each for each in (*more, history.conditions_more) if each)
        return {"conditions": known, **_filled(history, HEALTH), **({"conditions_more": words} if words else {})}

    def _medicines(self) -> Json:
        history = self._history
        return _filled(history, MEDICINES) | {"allergies": history.allergies} if history else {}

    def _team(self) -> Json:
        members = TeamMember.objects.filter(client=self.client, ended_on=None).select_related("professional")
        return {
            "team": [
                {**_filled(member.professional, ("kind", "name", "practice")), "may_write": member.may_write}
                for member in members.order_by("said_on", "pk")
            ]
        }


def _filled(row: Any, names: tuple[str, ...]) -> Json:
    """What is not empty."""
    return {name: value for name in names if (value := getattr(row, name, None))}
