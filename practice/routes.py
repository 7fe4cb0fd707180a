"""Addresses of the pages about the practice itself, under the name `practice`."""

from django.urls import path

from practice import claim_views, invitation_views, people_views, settings_views, style

app_name = "practice"
urlpatterns = [
    path("style/", style.style, name="style"),
    path("settings/", settings_views.settings, name="settings"),
    path("people/", people_views.people, name="people"),
    path("people/invite/", invitation_views.invite, name="invite"),
    path("people/invitations/<uuid:public_id>/renew/", invitation_views.renew, name="renew_invitation"),
    path("people/invitations/<uuid:public_id>/revoke/", invitation_views.revoke, name="revoke_invitation"),
    path("people/<uuid:public_id>/", people_views.person, name="person"),
    path("people/<uuid:public_id>/leave/", people_views.leave, name="leave"),
    path("people/<uuid:public_id>/switch-off/", people_views.switch_off, name="switch_off"),
    path("people/<uuid:public_id>/switch-on/", people_views.switch_on, name="switch_on"),
    path("people/<uuid:public_id>/password-link/", people_views.password_link, name="password_link"),
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
    path("setup/<str:token>/", claim_views.setup, name="setup"),
]
