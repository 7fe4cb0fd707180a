"""Addresses of the board, cases, referrals, charts and homes, under the name `cases`."""

from django.urls import path

from cases import (
    board,
    case,
    changing,
    chart,
    deciding,
    directory_views,
    figure_views,
    homes,
    letter_views,
    meeting_views,
    outreach_views,
    referral_views,
    talk_views,
)

app_name = "cases"
urlpatterns = [
    path("today/", homes.today, name="today"),
    path("fresh-look/", board.board, name="board"),
    path("fresh-look/review/", meeting_views.meeting, name="meeting"),
    path("fresh-look/review/note/", meeting_views.meeting_note, name="meeting_note"),
    path("fresh-look/review/<uuid:public_id>/", meeting_views.meeting_case, name="meeting_case"),
    path("fresh-look/review/<uuid:public_id>/leave/", meeting_views.meeting_skip, name="meeting_skip"),
    path("fresh-look/reviews/", meeting_views.meetings, name="meetings"),
    path("fresh-look/reviews/<str:day>/", meeting_views.one_meeting, name="meeting_of"),
    path("fresh-look/figures/", figure_views.figures, name="figures"),
    path("fresh-look/figures/<slug:which>/", figure_views.figure, name="figure"),
    path("complaints/<uuid:public_id>/case/", case.case, name="case"),
    path("complaints/<uuid:public_id>/decide/", deciding.decide, name="decide"),
    path("complaints/<uuid:public_id>/change/", changing.change, name="change"),
    path("complaints/<uuid:public_id>/talk/", talk_views.talk, name="talk"),
    path("complaints/<uuid:public_id>/refer/", referral_views.begin, name="refer"),
    path("referrals/", referral_views.referrals, name="referrals"),
    path("referrals/<uuid:public_id>/", referral_views.referral, name="referral"),
    path("referrals/<uuid:public_id>/asked/", referral_views.asked, name="referral_asked"),
    path("referrals/<uuid:public_id>/replies/<uuid:upload>/", referral_views.reply, name="referral_reply"),
    path("referrals/<uuid:public_id>/letter/", letter_views.write, name="letter_write"),
    path("letters/<uuid:public_id>/", letter_views.letter, name="letter"),
    path("letters/<uuid:public_id>/pdf/", letter_views.pdf, name="letter_pdf"),
    path("professionals/", directory_views.professionals, name="professionals"),
    path("professionals/new/", directory_views.add_professional, name="professional_add"),
    path("professionals/<uuid:public_id>/", directory_views.professional, name="professional"),
    path("settings/conversation/", talk_views.guide, name="guide"),
    path("clients/<uuid:public_id>/kind-word/", outreach_views.reach, name="reach"),
    path("clients/<uuid:public_id>/chart/", chart.chart, name="chart"),
]
