from django.urls import include, path

from intake import (
    alert_views,
    blank_views,
    consent_views,
    entry_views,
    health_views,
    intake_views,
    training_views,
    views,
)

app_name = "intake"

urlpatterns = [
    path("for-you/<str:token>/", include("intake.for_you_urls")),
    path("", include("intake.desk_urls")),
    path("settings/vocabulary/", include("intake.word_urls")),
    path("intake/blank/", blank_views.blank_forms, name="blank"),
    path("intake/blank/<slug:which>/", blank_views.blank_form, name="blank_form"),
    path("settings/intake/", include("intake.question_urls")),
    path("clients/<uuid:client>/preferences/", views.preferences, name="preferences"),
    path("clients/<uuid:client>/precautions/new/", views.add_precaution, name="precaution_add"),
    path("clients/<uuid:client>/consents/", consent_views.consents, name="consents"),
    path("clients/<uuid:client>/consents/from-paper/", consent_views.paper_consent, name="paper_consent"),
    path("consents/<uuid:consent>/", consent_views.consent, name="consent"),
    path("consents/<uuid:consent>/photo/", consent_views.photo, name="consent_photo"),
    path("consents/<uuid:consent>/take-back/", consent_views.withdraw_consent, name="withdraw_consent"),
    path("precautions/<uuid:precaution>/end/", views.end_precaution, name="precaution_end"),
    path("clients/<uuid:client>/alerts/", alert_views.alerts, name="alerts"),
    path("alerts/<uuid:alert>/", alert_views.deal_with, name="deal_with"),
    path("clients/<uuid:client>/health/", health_views.health, name="health"),
    path("clients/<uuid:client>/team/", health_views.team, name="team"),
    path("clients/<uuid:client>/team/<uuid:professional>/end/", health_views.end_member, name="team_end"),
    path("clients/<uuid:client>/intakes/", intake_views.intakes, name="intakes"),
    path("clients/<uuid:client>/intakes/enter/", entry_views.enter, name="enter"),
    path("clients/<uuid:client>/intakes/enter/throw-away/", entry_views.throw_away, name="entry_discard"),
    path("intakes/<uuid:intake>/enter/", entry_views.entry, name="entry"),
    path("intakes/<uuid:intake>/enter/<slug:step>/", entry_views.entry_step, name="entry_step"),
    path("training/", training_views.training, name="training"),
    path("intakes/<uuid:intake>/", intake_views.submitted, name="submitted"),
]
