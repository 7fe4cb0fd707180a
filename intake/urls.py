from django.urls import include, path

app_name = "intake"

urlpatterns = [
    path("settings/vocabulary/", include("intake.word_urls")),
]
