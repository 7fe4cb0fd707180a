"""The week's work of a front desk in a browser: the phone rings, somebody is called, comes, or does not."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bookings.models import Appointment, AppointmentKind, Call, FollowUp, Table, Waiting
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def noon(monkeypatch, transactional_db):
    """A moment in the middle of a day, so that an hour either way is still today."""
    at = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return at


@pytest.fixture
def ines(noon):
    return factories.user("Ines Moreno")


@pytest.fixture
def at_desk(live, ines):
    """The desk's browser; `.fine()` holds of the page that is open what must be true of every page."""
    watched = live(factories.user("Dora Desk", is_front_desk=True))

    def fine():
        assert (watched.axe(), watched.sideways(), watched.errors) == ([], 0, [])

    watched.fine = fine
    return watched


def test_the_phone_rings_and_somebody_new_is_booked_four_times(at_desk, ines, noon):
    page = at_desk.page
    tomorrow = (noon + dt.timedelta(days=1)).date()
    at_desk.goto(f"/appointments/?day={tomorrow}")
    page.get_by_role("link", name="10:30 book Ines Moreno").click()
    expect(page.get_by_label("Search clients")).to_be_focused()
    at_desk.fine()
    page.keyboard.type("Rosa")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nobody found")).to_be_visible()
    page.get_by_role("link", name="Somebody new").click()
    page.get_by_label("Name", exact=True).fill("Rosa Petrov")
    page.get_by_label("Phone").fill("+1 555 0100")
    page.get_by_role("button", name="Add").click()
    at_desk.fine()
    page.get_by_role("link", name="Book", exact=True).click()
    page.get_by_text("A series, or somebody who is here already").click()
    page.get_by_label("Every so many weeks").fill("2")
    page.get_by_label("So many times in all").fill("4")
    at_desk.fine()
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Booked: ")).to_be_visible()
    expect(page.get_by_text("And: ")).to_be_visible()
    at_desk.fine()
    starts = [each.starts_at for each in Appointment.objects.order_by("during")]
    first = dt.datetime.combine(tomorrow, dt.time(10, 30), tzinfo=dt.UTC)
    assert starts == [first + n * dt.timedelta(weeks=2) for n in range(4)]


def test_follow_ups_are_called_and_booked_and_a_cancelled_time_goes_to_who_waits(at_desk, ines, noon):
    page, day = at_desk.page, (noon + dt.timedelta(days=2)).date()
    AppointmentKind.objects.create(name="Massage", minutes=60, turnover=15)
    Table.objects.create(room="Garden")
    ada, bea, gus = (factories.client(name, phone="+1 555 0101") for name in ("Ada Adler", "Bea Bauer", "Gus Falk"))
    facts = {"due_from": day, "due_by": day}
    asked, called = factories.follow_up(ada, ines, **facts), factories.follow_up(bea, ines, **facts)
    waits = Waiting.objects.create(client=gus, first_day=day, last_day=day, created_by=ines)
    at_desk.goto("/follow-ups/")
    at_desk.fine()
    row = page.get_by_role("listitem").filter(has_text="Bea Bauer")
    row.get_by_text("Called").click()
    row.get_by_role("radio", name="message left").check(force=True)
    row.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Noted: message left.")).to_be_visible()
    assert Call.objects.get().follow_up == called

    row = page.get_by_role("listitem").filter(has_text="Ada Adler")
    row.get_by_role("link", name="08:00 · Ines").click()
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Booked: ")).to_be_visible()
    asked.refresh_from_db()
    booked = asked.appointment
    assert (booked.client, booked.turnover, booked.table.room) == (ada, 15, "Garden")

    at_desk.goto(f"/appointments/{booked.public_id}/")
    page.get_by_text("Cancel this appointment").click()
    page.get_by_role("radio", name="the client cancelled").check(force=True)
    at_desk.fine()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.get_by_text("Its follow-up is back on the list.")).to_be_visible()
    expect(page.get_by_role("heading", name="Who waits for such a time")).to_be_visible()
    at_desk.fine()
    page.get_by_role("link", name="Book Gus Falk").click()
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Booked: ")).to_be_visible()
    waits.refresh_from_db()
    assert (waits.appointment.client, waits.appointment.during) == (gus, booked.during)
    assert FollowUp.objects.get(client=ada).status == "open"
    at_desk.goto("/waitlist/")
    expect(page.get_by_role("heading", name="Nobody waits")).to_be_visible()


def test_who_comes_who_does_not_and_who_cancels_too_late(at_desk, live, ines, noon):
    page = at_desk.page
    _here, _missing, late = (
        factories.appointment(factories.client(name), ines, noon + dt.timedelta(minutes=minutes))
        for name, minutes in (("Clara Whitfield", 30), ("Kai Klein", -120), ("Lena Lopez", 180))
    )
    at_desk.goto("/appointments/")
    at_desk.fine()
    page.get_by_role("button", name="Arrived Clara Whitfield").click()
    expect(page.get_by_text("Noted: arrived.")).to_be_visible()
    page.get_by_role("link", name="Kai Klein").click()
    page.get_by_role("button", name="Missed").click()
    expect(page.get_by_text("fee due")).to_be_visible()
    page.get_by_role("button", name="Say: fee waived").click()
    expect(page.get_by_text("fee waived", exact=True)).to_be_visible()
    at_desk.fine()
    at_desk.goto(f"/appointments/{late.public_id}/")
    page.get_by_text("Cancel this appointment").click()
    page.get_by_role("radio", name="the client cancelled").check(force=True)
    expect(page.get_by_text("It is too late to cancel free of charge")).to_be_visible()
    at_desk.fine()
    page.get_by_role("button", name="Cancel the appointment").click()
    expect(page.get_by_text("cancelled: the client cancelled")).to_be_visible()
    found = [(each.status, each.fee, each.cancelled_late) for each in Appointment.objects.order_by("pk")]
    assert found == [("arrived", "", None), ("missed", "waived", None), ("cancelled", "due", True)]
    todays = live(ines).page
    todays.goto("/today/")
    expect(todays.get_by_text("here since 12:00")).to_be_visible()


def test_an_appointment_moves_and_the_calendar_goes_by_keyboard_and_on_paper(at_desk, ines, noon):
    page, day = at_desk.page, (noon + dt.timedelta(days=1)).date()
    at = dt.datetime.combine(day, dt.time(10), tzinfo=dt.UTC)
    factories.appointment(factories.client("Clara Whitfield"), ines, at)
    at_desk.goto(f"/appointments/?day={day - dt.timedelta(days=1)}")
    page.locator("#sheet").focus()
    page.keyboard.press("PageDown")
    page.wait_for_url(f"**/?day={day}#sheet")
    expect(page.locator("#sheet")).to_be_focused()
    page.keyboard.press("ArrowDown")
    clara = page.get_by_role("link", name="Clara Whitfield")
    expect(clara).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="09:30 book Ines Moreno")).to_be_focused()
    page.keyboard.press("ArrowDown")
    at_desk.fine()
    page.emulate_media(media="print")
    expect(clara).to_be_visible()
    expect(page.get_by_role("navigation").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Move", exact=True).click()
    page.get_by_label("Time", exact=True).fill("14:15")
    at_desk.fine()
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("Moved.")).to_be_visible()
    expect(page.get_by_text(", from ")).to_be_visible()
    moved = Appointment.objects.get()
    assert (moved.starts_at, moved.events.count()) == (at + dt.timedelta(hours=4, minutes=15), 1)
    at_desk.goto(f"/appointments/week/?day={day}")
    expect(page.get_by_role("link", name="Clara Whitfield")).to_be_visible()
    at_desk.fine()
