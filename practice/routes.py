"""Addresses of the pages about the practice itself, under the name `practice`."""

from django.urls import path

from practice import style

app_name = "practice"
urlpatterns = [
    path("style/", style.style, name="style"),
]
