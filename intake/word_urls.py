"""Addresses of the vocabulary's pages, below /settings/vocabulary/."""

from django.urls import path

from intake import word_views as views

urlpatterns = [
    path("", views.vocabulary, name="vocabulary"),
    path("<slug:kind>/", views.word_list, name="words"),
    path("<slug:kind>/new/", views.add_word, name="add_word"),
    path("<slug:kind>/<uuid:public_id>/", views.word, name="word"),
    path("homework/<uuid:public_id>/picture/", views.picture, name="homework_picture"),
    path("<slug:kind>/<uuid:public_id>/move/", views.move_word, name="move_word"),
    path("<slug:kind>/<uuid:public_id>/retire/", views.retire_word, name="retire_word"),
    path("<slug:kind>/<uuid:public_id>/bring-back/", views.bring_back_word, name="bring_back_word"),
]
