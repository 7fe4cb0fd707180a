"""Addresses of the pages on what clients are asked, below /settings/intake/."""

from django.urls import path

from intake import consent_text_views
from intake import question_views as views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions/own/<uuid:own>/", views.question, name="question"),
    path("questions/own/<uuid:own>/move/", views.move_question, name="move_question"),
    path("questions/own/<uuid:own>/retire/", views.retire_question, name="retire_question"),
    path("questions/own/<uuid:own>/bring-back/", views.bring_back_question, name="bring_back_question"),
    path("questions/<slug:step>/", views.question_step, name="question_step"),
    path("questions/<slug:step>/new/", views.add_question, name="add_question"),
    path("editions/", views.edition_list, name="editions"),
    path("editions/<int:number>/", views.edition, name="edition"),
    path("consents/", consent_text_views.texts, name="consent_texts"),
    path("consents/<slug:kind>/", consent_text_views.change, name="consent_text_change"),
    path("consents/<slug:kind>/<int:number>/", consent_text_views.version, name="consent_text"),
]
