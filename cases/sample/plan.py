"""What happened in the sample practice, before anything is written: clients, complaints, visits."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from cases.sample import kits, story
from cases.sample.calendar import Calendar
from cases.sample.courses import COURSES, UNWINDING, Course
from cases.sample.kits import KITS, Kit, pick
from cases.sample.staff import INES, OCCUPATIONS, THERAPISTS, names


@dataclass(slots=True)
class PlannedVisit:
    start: dt.datetime
    therapist: str
    notes: dict[str, str]
    areas: list[tuple[str, str, str]]
    techniques: list[str]
    ratings: dict[str, dict[str, int | None]] = field(default_factory=dict)  # complaint -> before, after, days
    homework: list[tuple[str, str, int]] = field(default_factory=list)
    done: str = ""
    pressure: str = "medium"
    declined: bool = False
    draft: bool = False


@dataclass(slots=True)
class PlannedComplaint:
    type: str
    fields: dict[str, Any]
    intake: int | None
    opened: dt.datetime
    closed_on: dt.date | None = None

    @property
    def name(self) -> str:
        return self.fields["name"]


@dataclass(slots=True)
class PlannedClient:
    fields: dict[str, Any]
    therapist: str
    preferences: dict[str, str] = field(default_factory=dict)
    precautions: list[str] = field(default_factory=list)
    complaints: list[PlannedComplaint] = field(default_factory=list)
    visits: list[PlannedVisit] = field(default_factory=list)
    decision: dict[str, Any] | None = None

    @property
    def called(self) -> dt.datetime:
        """When the client was added: somewhat before all that was told and done."""
        told = [each.opened for each in self.complaints] + [self.visits[0].start - dt.timedelta(days=3)]
        return min(told) - dt.timedelta(hours=len(self.visits))


class Planner:
    def __init__(self, rng: random.Random, calendar: Calendar):
        self.rng, self.calendar, self.today = rng, calendar, calendar.today

    def clients(self) -> list[PlannedClient]:
        """Everybody, Clara Whitfield first."""
        courses = [course for course in COURSES for _each in range(course.clients)]
        called = iter(names(self.rng, len(courses) + UNWINDING))
        found = [self.clara()]
        found += [self.client(next(called), n, course) for n, course in enumerate(courses)]
        found += [self.unwinding(next(called), n) for n in range(UNWINDING)]
        return found

    def clara(self) -> PlannedClient:
        made = PlannedClient(dict(story.CLIENT), INES.email, dict(story.PREFERENCES))
        days = [self.today - dt.timedelta(days=ago) for ago in story.DAYS_AGO]
        starts = [dt.datetime.combine(day, dt.time(15, 45), tzinfo=self.calendar.zone) for day in days]
        for day in days:  # 15:45 to 16:45 lies across two times of the grid
            self.calendar.taken |= {(INES.email, day, dt.time(14, 45)), (INES.email, day, dt.time(16, 0))}
        opened = starts[0] - dt.timedelta(days=7, hours=3)
        for type_, about in (
            ("Headache", story.HEADACHES),
            ("Upper back", story.UPPER_BACK),
            ("Stress", story.STRESS),
        ):
            fields = about | {"track_days": story.RATINGS[about["name"]]["days"] is not None}
            made.complaints.append(PlannedComplaint(type_, fields, story.RATINGS[about["name"]]["intake"], opened))
        for n, (start, told) in enumerate(zip(starts, story.VISITS, strict=True)):
            notes = {key: getattr(told, key) for key in ("subjective", "objective", "assessment", "plan")}
            visit = PlannedVisit(start, INES.email, notes, list(told.areas), list(told.techniques), done=told.done)
            visit.homework = list(told.homework)
            for name, given in story.RATINGS.items():
                rated = {"before": given["before"][n], "after": given["after"][n]}
                visit.ratings[name] = rated | ({"days": given["days"][n]} if given["days"] else {})
            made.visits.append(visit)
        made.decision = story.DECISION | {"at": starts[2] + dt.timedelta(hours=1)}
        return made

    def client(self, name: str, n: int, course: Course) -> PlannedClient:
        rng, kit = self.rng, KITS[n % len(KITS)]
        made = self._person(name, n)
        count = rng.randint(*course.visits)
        days = self._days(count, course.gap, rng.randint(*course.ends))
        series = course.rate(rng, count)
        starts = sorted(self.calendar.past(made.therapist, day) for day in days)
        intake = None if course.declines else series[0]
        closed_on = starts[-1].date() if course.closed else None
        # Days of the last 7 need a diary; the sample asks how strong it is, which every type has.
        fields = {
            "name": kit.name,
            "own_words": kit.said[0],
            "since": rng.choice(("a month", "half a year", "years")),
        }
        complaint = PlannedComplaint(
            kit.type, fields, intake, starts[0] - dt.timedelta(days=rng.randint(2, 6)), closed_on
        )
        made.complaints.append(complaint)
        second = self._second(kit, count, complaint) if n % 5 == 0 and not course.closed else None
        if second:
            made.complaints.append(second[0])
        for at, start in enumerate(starts):
            visit = self._worked(start, made.therapist, kit, at)
            visit.declined = course.declines
            before = series[at]
            after = None if before is None or rng.random() < 0.4 else max(0, before - rng.choice((1, 2, 2, 3)))
            visit.ratings[complaint.name] = {"before": before, "after": after}
            if second:
                visit.ratings[second[0].name] = {"before": second[1][at], "after": None}
            made.visits.append(visit)
        if course.decided:
            made.decision = self._decision(kit, count, starts[-1])
        return made

    def unwinding(self, name: str, n: int) -> PlannedClient:
        """Wanting to unwind is a good reason to come: no complaint, no ratings."""
        made, rng = self._person(name, n), self.rng
        count = rng.randint(9, 13)
        for day in self._days(count, (24, 32), rng.randint(1, 28)):
            start = self.calendar.past(made.therapist, day)
            notes = {"subjective": "", "objective": rng.choice(kits.UNWIND_NOTES), "assessment": "", "plan": ""}
            areas = [(area, "", "") for area in pick(rng, kits.UNWIND_AREAS, 1, 3)]
            made.visits.append(
                PlannedVisit(start, made.therapist, notes, areas, pick(rng, kits.UNWIND_TECHNIQUES, 1, 3))
            )
        return made

    def _person(self, name: str, n: int) -> PlannedClient:
        rng = self.rng
        occupation, movements = OCCUPATIONS[n % len(OCCUPATIONS)]
        preferences = {"occupation": occupation, "repetitive_movements": movements}
        preferences["pressure"] = rng.choice(("light", "medium", "medium", "firm"))
        fields = {
            "name": name,
            "phone": f"+1 555 01{n % 10}{rng.randint(0, 9)} {rng.randint(1000, 9999)}",
            "email": f"{name.lower().replace(' ', '.')}@demo.example",
            "birth_date": dt.date(rng.randint(1944, 2004), rng.randint(1, 12), rng.randint(1, 28)),
            "preferred_times": [rng.choice(("mornings", "afternoons", "evenings"))],
        }
        made = PlannedClient(fields, THERAPISTS[n % 3].email, preferences)
        if n % 13 == 4:
            made.precautions.append(
                rng.choice(
                    ("Blood thinners: light pressure", "Pregnant: side-lying", "Low blood pressure: sit up slowly")
                )
            )
        return made

    def _days(self, count: int, gap: tuple[int, int], last: int) -> list[dt.date]:
        """`count` days, oldest first, the last one `last` days ago, all within a year."""
        ago = [last]
        while len(ago) < count:
            ago.append(ago[-1] + self.rng.randint(*gap))
        return [self.today - dt.timedelta(days=each) for each in reversed(ago) if each <= 365 or each == last]

    def _second(self, kit: Kit, count: int, first: PlannedComplaint) -> tuple[PlannedComplaint, list[int]]:
        """Another complaint of the same client, which gets better: each is judged alone."""
        other = next(each for each in KITS[3:] if each.type != kit.type)
        series = [max(1, 7 - n) if n < 5 else 2 for n in range(count)]
        return PlannedComplaint(other.type, {"name": other.name}, 7, first.opened), series

    def _worked(self, start: dt.datetime, therapist: str, kit: Kit, at: int) -> PlannedVisit:
        rng = self.rng
        notes = {
            "subjective": rng.choice(kit.said),
            "objective": rng.choice(kit.found),
            "assessment": rng.choice(kits.THOUGHTS),
            "plan": rng.choice(kits.PLANS),
        }
        areas = [(area, rng.choice(("left", "right", "both", "both")), "") for area in pick(rng, kit.areas, 2, 4)]
        finding = rng.choice(("", "trigger_point", "tender", "tension"))
        areas[0] = (*areas[0][:2], finding)
        visit = PlannedVisit(start, therapist, notes, areas, pick(rng, kit.techniques, 2, 4))
        visit.homework = [(*each, rng.choice((1, 2, 3))) for each in pick(rng, kit.homework, 1, 2)]
        visit.done = rng.choice(("none", "some", "some", "most", "most", "all")) if at else ""
        visit.pressure = rng.choice(("light", "medium", "medium", "firm"))
        return visit

    def _decision(self, kit: Kit, visits: int, last: dt.datetime) -> dict[str, Any]:
        kind, why = self.rng.choice(
            (
                ("change", f"More of the same will not do it. Slower work, and {kit.techniques[-1].lower()}."),
                ("rate_again", "The number stays, and yet the movement is freer. Ask again, with the diary."),
                (
                    "refer",
                    "A fair try, and about the same. Their doctor should look; said so, and it was taken well.",
                ),
            )
        )
        later = {"look_again_visit": visits + 2, "at": last + dt.timedelta(hours=2)}
        return {"kind": kind, "why": why, "visits": visits} | later
