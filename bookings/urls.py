from django.urls import path

from bookings import booking_views, day_views, followup_views

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
    path("appointments/<uuid:public_id>/mark/", day_views.mark, name="mark"),
]
