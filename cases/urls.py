"""Addresses of the board, cases, charts and homes, under the name `cases`."""

from django.urls import path

from cases import board, case, chart, deciding, homes

app_name = "cases"
urlpatterns = [
    path("today/", homes.today, name="today"),
    path("fresh-look/", board.board, name="board"),
    path("complaints/<uuid:public_id>/case/", case.case, name="case"),
    path("complaints/<uuid:public_id>/decide/", deciding.decide, name="decide"),
    path("clients/<uuid:public_id>/chart/", chart.chart, name="chart"),
]
