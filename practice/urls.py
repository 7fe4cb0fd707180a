"""All addresses. With wsgi and settings this is the only module that names the rooms above `practice`."""

from django.urls import include, path

from cases.homes import home
from practice import views

urlpatterns = [
    path("", home, name="home"),
    path("health/", views.health, name="health"),
    path("accounts/", include("practice.account_urls")),
    path("", include("clients.urls")),
    path("", include("bookings.urls")),
    path("", include("intake.urls")),
    path("", include("cases.urls")),
    path("", include("practice.routes")),
    path("", include("sessions_log.urls")),
]
