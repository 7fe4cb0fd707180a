"""Addresses of what the front desk does with forms: it sends them, and sees how far they have come."""

from django.urls import path

from intake import sending_views

urlpatterns = [
    path("clients/<uuid:client>/forms/", sending_views.forms, name="forms"),
    path("clients/<uuid:client>/forms/send/", sending_views.send, name="send"),
    path("links/<uuid:link>/revoke/", sending_views.revoke, name="revoke_link"),
]
