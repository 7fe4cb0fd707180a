from django.urls import path

from intake import between_views, for_you_views, renewal_views, review_views, step_views

urlpatterns = [
    path("", for_you_views.open_link, name="open"),
    path("birth-date/", for_you_views.birth_date, name="birth_date"),
    path("form/<slug:step>/", step_views.step, name="step"),
    path("form/<slug:step>/still/", renewal_views.still, name="still"),
    path("check-in/", between_views.check_in, name="check_in"),
    path("diary/", between_views.diary, name="diary"),
    path("look/", review_views.review, name="review"),
]
