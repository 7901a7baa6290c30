from django.urls import path

from leadwright.pipeline import board, outlook, proposals, views
from leadwright.team.access import CLOSERS, DEVELOPERS, MANAGERS, SELLERS, allow

app_name = "pipeline"
urlpatterns = [
    path("", allow(SELLERS)(board.index), name="index"),
    path("lead/<int:pk>/", allow(SELLERS)(views.panel), name="panel"),
    path("lead/<int:pk>/handoff/", allow(DEVELOPERS)(views.offer), name="offer"),
    path("handoffs/<int:pk>/", allow(SELLERS)(views.handoff), name="handoff"),
    path("handoffs/<int:pk>/acceptance/", allow(CLOSERS)(views.acceptance), name="acceptance"),
    path("handoffs/<int:pk>/return/", allow(CLOSERS)(views.giving_back), name="giving_back"),
    path("handoffs/<int:pk>/taking-back/", allow(DEVELOPERS)(views.taking_back), name="taking_back"),
    path("handoffs/<int:pk>/recipient/", allow(MANAGERS)(views.recipient), name="recipient"),
    path("deals/<int:pk>/", allow(SELLERS)(board.opportunity), name="opportunity"),
    path("deals/<int:pk>/shares/", allow(MANAGERS)(board.shares), name="shares"),
    path("deals/<int:pk>/proposals/", allow(SELLERS)(proposals.proposals), name="proposals"),
    path("proposals/templates/", allow(SELLERS)(proposals.templates), name="templates"),
    path("proposals/templates/<int:pk>/", allow(MANAGERS)(proposals.template), name="template"),
    path("proposals/<int:pk>/file/", allow(SELLERS)(proposals.file), name="proposal_file"),
    path("proposals/<int:pk>/sending/", allow(CLOSERS)(proposals.sending), name="proposal_sending"),
    path("forecast/", allow(SELLERS)(outlook.index), name="forecast"),
    path("forecast/exit-criteria/", allow(MANAGERS)(outlook.exit_criteria), name="exit_criteria"),
    path("forecast/answer-time/", allow(MANAGERS)(outlook.answer_time), name="answer_time"),
    path("handoffs/<int:pk>/introduction/", allow(DEVELOPERS)(views.introduction), name="introduction"),
    path("deals/<int:pk>/stage/", allow(CLOSERS)(board.stage), name="stage"),
]
