from django.urls import path

from sessions_log import (
    complaint_views,
    copy_views,
    ending_views,
    evening_views,
    handing_views,
    keep_views,
    next_views,
    paper_views,
    sheet_views,
    visit_views,
)
from sessions_log.accepting import views as accepting

app_name = "sessions_log"

# No clinical word stands in an address: it lands in logs and in the history of browsers.
urlpatterns = [
    path("clients/<uuid:client>/visits/new/", visit_views.start, name="start"),
    path("clients/<uuid:client>/visits/keep/", keep_views.keep_new, name="keep_new"),
    path("clients/<uuid:client>/concerns/new/", complaint_views.add, name="complaint_add"),
    path("visits/evening/", evening_views.evening, name="evening"),
    path("visits/<uuid:visit>/hand-over/", handing_views.hand_over, name="hand_over"),
    path("visits/<uuid:visit>/next/", next_views.next_step, name="next"),
    path("visits/<uuid:visit>/copy/", copy_views.copy, name="copy"),
    path("visits/<uuid:visit>/", visit_views.visit, name="visit"),
    path("visits/unsent/key/", keep_views.unsent_key, name="unsent_key"),
    path("visits/<uuid:visit>/keep/", keep_views.keep, name="keep"),
    path("visits/<uuid:visit>/sign/", visit_views.sign, name="sign"),
    path("visits/<uuid:visit>/discard/", ending_views.discard, name="discard"),
    path("visits/<uuid:visit>/bring-back/", ending_views.bring_back, name="bring_back"),
    path("visits/<uuid:visit>/void/", ending_views.void, name="void"),
    path("visits/<uuid:visit>/add/", ending_views.add, name="add"),
    path("visits/<uuid:visit>/paper/", paper_views.paper, name="paper"),
    path("paper/<uuid:paper>/", paper_views.photo, name="paper_photo"),
    path("paper/<uuid:paper>/small/", paper_views.small_photo, name="paper_small"),
    path("paper/<uuid:paper>/remove/", paper_views.remove, name="paper_remove"),
    path("visits/<uuid:visit>/homework/", sheet_views.sheet, name="homework_sheet"),
    path("visits/<uuid:visit>/homework/give/", sheet_views.give, name="sheet_give"),
    path("for-you/<str:token>/sheet/", sheet_views.for_you, name="sheet"),
    path("for-you/<str:token>/sheet/<uuid:kind>/", sheet_views.picture, name="sheet_picture"),
    path("intakes/<uuid:intake>/go-through/", accepting.go_through, name="accept"),
    path("concerns/<uuid:complaint>/", complaint_views.show, name="complaint"),
    path("concerns/<uuid:complaint>/edit/", complaint_views.edit, name="complaint_edit"),
    path("concerns/<uuid:complaint>/close/", complaint_views.close, name="complaint_close"),
    path("concerns/<uuid:complaint>/reopen/", complaint_views.reopen, name="complaint_reopen"),
    path("concerns/<uuid:complaint>/undo-close/", complaint_views.undo_close, name="complaint_undo_close"),
]
