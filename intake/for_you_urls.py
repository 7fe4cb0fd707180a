from django.urls import path

from intake import for_you_views, review_views, step_views

urlpatterns = [
    path("", for_you_views.open_link, name="open"),
    path("birth-date/", for_you_views.birth_date, name="birth_date"),
    path("form/<slug:step>/", step_views.step, name="step"),
    path("look/", review_views.review, name="review"),
]
