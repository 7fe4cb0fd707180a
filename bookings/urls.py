from django.urls import path

from bookings import (
    appointment_views,
    booking_views,
    calendar_views,
    client_views,
    desk_views,
    feed_views,
    followup_views,
    message_views,
    planning_views,
    waitlist_views,
)
from bookings.enums import Figure

app_name = "bookings"

urlpatterns = [
    path("follow-ups/", followup_views.followups, name="followups"),
    path("follow-ups/<uuid:public_id>/book/", booking_views.book, name="book"),
    path("follow-ups/<uuid:public_id>/close/", followup_views.close, name="close"),
    path("follow-ups/<uuid:public_id>/reopen/", followup_views.reopen, name="reopen"),
    path("clients/<uuid:public_id>/follow-ups/new/", followup_views.ask, name="ask"),
    path("clients/<uuid:public_id>/appointments/new/", booking_views.new, name="new"),
    path("follow-ups/<uuid:public_id>/called/", followup_views.called, name="called"),
    path("follow-ups/<uuid:public_id>/write/", followup_views.write, name="write"),
    path("follow-ups/said/<uuid:public_id>/seen-to/", followup_views.see_to, name="see_to"),
    path("recall/", desk_views.missing, name="recall"),
    path("clients/<uuid:public_id>/recall/", desk_views.call_back, name="call_back"),
    path("clients/<uuid:public_id>/peace/", desk_views.peace, name="peace"),
    path("figures/", desk_views.numbers, name="figures"),
    *[
        path(f"figures/{one.value}/", desk_views.behind, {"which": one.value}, name=f"figure_{one.value}")
        for one in Figure
    ],
    path("waitlist/", waitlist_views.waitlist, name="waitlist"),
    path("waitlist/<uuid:public_id>/stop/", waitlist_views.stop, name="stop_waiting"),
    path("clients/<uuid:public_id>/waitlist/", waitlist_views.add, name="wait"),
    path("appointments/", calendar_views.day, name="day"),
    path("appointments/week/", calendar_views.week, name="week"),
    path("appointments/free/", calendar_views.slot, name="slot"),
    path("appointments/<uuid:public_id>/", appointment_views.appointment, name="appointment"),
    path("appointments/<uuid:public_id>/move/", appointment_views.move, name="move"),
    path("appointments/<uuid:public_id>/cancel/", appointment_views.cancel, name="cancel"),
    path("appointments/<uuid:public_id>/fee/", appointment_views.fee, name="fee"),
    path("appointments/<uuid:public_id>/reminders/", message_views.reminders_of, name="reminders_of"),
    path("appointments/<uuid:public_id>/offer/", message_views.offer, name="offer"),
    path("mails/<uuid:public_id>/send-again/", message_views.send_again, name="send_again"),
    path("settings/mails/", message_views.mail_rules, name="mail_rules"),
    path("settings/mails/<str:kind>/<str:language>/", message_views.words, name="words"),
    path("visit/<str:token>/", client_views.for_client, name="for_client"),
    path("calendar/address/", feed_views.feed, name="feed"),
    path("calendar/address/revoke/", feed_views.revoke, name="revoke_feed"),
    path("calendar/<str:token>.ics", feed_views.feed_file, name="feed_file"),
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
    path("appointments/<uuid:public_id>/mark/", appointment_views.mark, name="mark"),
]
