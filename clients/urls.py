from django.urls import path

from clients import editing, views

app_name = "clients"

urlpatterns = [
    path("clients/", views.client_list, name="list"),
    path("clients/new/", views.add, name="add"),
    path("clients/<uuid:public_id>/", views.detail, name="detail"),
    path("clients/<uuid:public_id>/edit/", editing.edit, name="edit"),
    path("clients/<uuid:public_id>/archive/", views.archive, name="archive"),
    path("clients/<uuid:public_id>/bring-back/", views.bring_back, name="bring_back"),
    path("clients/<uuid:public_id>/history/", editing.history_page, name="history"),
]
