"""Addresses of what the front desk does with forms: it sends them, and sees how far they have come."""

from django.urls import path

from intake import outstanding_views, passing_views, sending_views

urlpatterns = [
    path("forms/", outstanding_views.before_visits, name="outstanding"),
    path("forms/renewals/", outstanding_views.renewals, name="renewals"),
    path("forms/renewals/mail/", outstanding_views.mail_renewals, name="mail_renewals"),
    path("clients/<uuid:client>/forms/", sending_views.forms, name="forms"),
    path("clients/<uuid:client>/forms/send/", sending_views.send, name="send"),
    path("clients/<uuid:client>/for-the-therapist/", passing_views.pass_on, name="pass_on"),
    path("links/<uuid:link>/revoke/", sending_views.revoke, name="revoke_link"),
]
