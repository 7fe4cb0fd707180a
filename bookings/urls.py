from django.urls import path

from bookings import booking_views, day_views, followup_views, planning_views

app_name = "bookings"

urlpatterns = [
    path("follow-ups/", followup_views.followups, name="followups"),
    path("follow-ups/<uuid:public_id>/book/", booking_views.book, name="book"),
    path("follow-ups/<uuid:public_id>/close/", followup_views.close, name="close"),
    path("follow-ups/<uuid:public_id>/reopen/", followup_views.reopen, name="reopen"),
    path("clients/<uuid:public_id>/follow-ups/new/", followup_views.ask, name="ask"),
    path("clients/<uuid:public_id>/appointments/new/", booking_views.new, name="new"),
    path("appointments/", day_views.day, name="day"),
    path("appointments/<uuid:public_id>/", day_views.appointment, name="appointment"),
    path("appointments/<uuid:public_id>/move/", day_views.move, name="move"),
    path("appointments/<uuid:public_id>/cancel/", day_views.cancel, name="cancel"),
    path("appointments/<uuid:public_id>/fee/", day_views.fee, name="fee"),
    path("settings/bookings/", planning_views.setup, name="setup"),
    path(
        "settings/bookings/kinds/<uuid:public_id>/retire/",
        planning_views.retire,
        {"what": "kind"},
        name="retire_kind",
    ),
    path(
        "settings/bookings/tables/<uuid:public_id>/retire/",
        planning_views.retire,
        {"what": "table"},
        name="retire_table",
    ),
    path("settings/bookings/hours/<uuid:public_id>/", planning_views.week, name="week_hours"),
    path("settings/bookings/exceptions/", planning_views.exceptions, name="exceptions"),
    path(
        "settings/bookings/exceptions/<uuid:public_id>/remove/",
        planning_views.remove_exception,
        name="remove_exception",
    ),
    path("appointments/<uuid:public_id>/mark/", day_views.mark, name="mark"),
]
