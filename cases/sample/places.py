"""When the sample practice's therapists work, on which tables, and what they offer."""

import datetime as dt

from bookings.enums import AppointmentStatus, OverrideReason
from bookings.models import Appointment, AppointmentKind, Exceptional, Table, WorkingHours
from bookings.times import span
from cases.sample.calendar import Calendar
from cases.sample.staff import DESK, INES, JUNE, THERAPISTS, TOMAS
from clients.models import Client
from practice.models import User

MORNING, AFTERNOON = (dt.time(9), dt.time(12, 45)), (dt.time(13, 30), dt.time(18, 30))
KINDS = (
    ("Massage", 60, 15),
    ("Short massage", 30, 15),
    ("Massage with time to talk", 75, 15),
    ("Long massage", 90, 15),
)
TABLES = (("Quiet room", ""), ("Corner room", ""), ("Garden room", "left"), ("Garden room", "right"))
LIES_IN = {INES.email: "Quiet room", TOMAS.email: "Corner room", JUNE.email: "Garden room, left"}


class Places:
    """Kinds, tables and hours, made once; appointments as they are booked in them."""

    def __init__(self, calendar: Calendar, people: dict[str, User]):
        self.calendar, self.people = calendar, people
        self.kinds = {
            name: AppointmentKind.objects.create(name=name, minutes=minutes, turnover=turnover)
            for name, minutes, turnover in KINDS
        }
        tables = {str(made): made for made in (Table.objects.create(room=room, name=name) for room, name in TABLES)}
        self.tables = tables
        self.usual = {people[email].pk: tables[name] for email, name in LIES_IN.items()}
        self._hours()
        self._days_that_differ()

    def appointment(
        self,
        client: Client,
        therapist: User,
        start: dt.datetime,
        *,
        booked_at: dt.datetime,
        kind: str = "Massage",
        table: str = "",
        status: str = AppointmentStatus.BOOKED,
        **fields,
    ) -> Appointment:
        """One that is not saved yet, booked by the desk."""
        chosen, desk = self.kinds[kind], self.people[DESK.email]
        fields = {"created_by": desk, "status_by": desk, "status_at": booked_at} | fields
        return Appointment(
            client=client,
            therapist=therapist,
            during=span(start, chosen.minutes),
            kind=chosen,
            turnover=chosen.turnover,
            table=self.tables[table] if table else self.usual[therapist.pk],
            status=status,
            created_at=booked_at,
            outside_hours=OverrideReason.AGREED if start.weekday() > 4 else "",
            **fields,
        )

    def _hours(self) -> None:
        """All from Monday to Friday; June on Saturday mornings, too."""
        week = [(person, day) for person in THERAPISTS for day in range(5)]
        stretches = [(person, day, *part) for person, day in week for part in (MORNING, AFTERNOON)]
        stretches.append((JUNE, 5, *MORNING))
        WorkingHours.objects.bulk_create(
            WorkingHours(therapist=self.people[person.email], weekday=day, starts=starts, ends=ends)
            for person, day, starts, ends in stretches
        )

    def _days_that_differ(self) -> None:
        """A day of training for Tomas, a holiday of all; and where today is at a weekend, all work today."""
        today, by = self.calendar.today, self.people[DESK.email]
        training = self.calendar.working_day(4)
        self.calendar.close(TOMAS.email, training)
        off = [
            Exceptional(therapist=self.people[TOMAS.email], first_day=training, last_day=training, label="Training"),
            Exceptional(first_day=(day := self.calendar.working_day(26)), last_day=day, label="Holiday"),
        ]
        if today.weekday() > 4:
            off.append(Exceptional(first_day=today, last_day=today, starts=MORNING[0], ends=AFTERNOON[1]))
        for one in off:
            one.created_by = by
        Exceptional.objects.bulk_create(off)
