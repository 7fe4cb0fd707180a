import uuid

from bookings.models import AppointmentKind, BookingRules, Table


def kind(**fields):
    known = {"what": "kind", "kind-request_id": str(uuid.uuid4()), "kind-name": "Long", "kind-minutes": "90"}
    return known | {"kind-turnover": "15"} | fields


def rules(**fields):
    known = {"what": "rules", "version": "1", "cancel_hours": "48", "week_start": "sunday"}
    return known | {"recall_weeks": "6", "lapsed_weeks": "16"} | fields


def test_a_kind_and_a_table_are_added_once_and_no_longer_offered(as_, owner, now):
    Table.objects.create(room="Garden")
    sent = kind()
    for _ in range(2):  # a double click
        as_(owner).post("/settings/bookings/", sent)
    made = AppointmentKind.objects.get()
    page = as_(owner).get("/settings/bookings/")
    assert "90 minutes, then 15 to turn the room over" in page.text and "Garden" in page.text
    same = as_(owner).post("/settings/bookings/", kind(**{"kind-name": "LONG"}))
    assert same.context["forms"]["kind"].errors == {"name": ["There is one of this name already."]}
    as_(owner).post(f"/settings/bookings/kinds/{made.public_id}/retire/")
    assert list(AppointmentKind.objects.usable()) == []
    as_(owner).post("/settings/bookings/", kind(**{"kind-name": "long"}))
    assert AppointmentKind.objects.usable().count() == 1


def test_of_two_who_save_rules_the_second_is_told(as_, owner, now):
    as_(owner).post("/settings/bookings/", rules())
    page = as_(owner).post("/settings/bookings/", rules(cancel_hours="12"))
    assert "Somebody saved other rules meanwhile" in page.text
    assert BookingRules.objects.values_list("cancel_hours", "week_start", "version").get() == (48, "sunday", 2)
    as_(owner).post(
        "/settings/bookings/", rules(cancel_hours="12", version=page.context["forms"]["rules"]["version"].value())
    )
    assert BookingRules.objects.get().cancel_hours == 12
    wrong = as_(owner).post("/settings/bookings/", rules(version="3", lapsed_weeks="5"))
    assert wrong.context["forms"]["rules"].errors == {
        "lapsed_weeks": ["This has to be more than the weeks before it."]
    }
