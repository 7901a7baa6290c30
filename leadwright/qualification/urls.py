from django.urls import path

from leadwright.qualification import asking, scores, views
from leadwright.team.access import DEVELOPERS, MANAGERS, SELLERS, allow

app_name = "qualification"
urlpatterns = [
    path("lead/<int:pk>/", allow(SELLERS)(views.panel), name="panel"),
    path("lead/<int:pk>/evidence/", allow(SELLERS)(views.evidence), name="evidence"),
    path("lead/<int:pk>/verdict/", allow(DEVELOPERS)(views.verdict), name="verdict"),
    path("evidence/<int:pk>/struck-out/", allow(SELLERS)(views.struck_out), name="struck_out"),
    path("verdict/<int:pk>/withdrawal/", allow(DEVELOPERS)(views.withdrawal), name="withdrawal"),
    path("framework/", allow(SELLERS)(asking.index), name="framework"),
    path("framework/adoption/", allow(MANAGERS)(asking.adoption), name="adoption"),
    path("framework/criteria/", allow(MANAGERS)(asking.new_criterion), name="new_criterion"),
    path("framework/criteria/<int:pk>/", allow(MANAGERS)(asking.criterion), name="criterion"),
    path("score/", allow(SELLERS)(scores.index), name="score"),
    path("score/training/", allow(MANAGERS)(scores.training), name="training"),
    path("score/columns/", allow(MANAGERS)(scores.column), name="column"),
    path("score/rules/", allow(MANAGERS)(scores.new_rule), name="new_rule"),
    path("score/rules/<int:pk>/", allow(MANAGERS)(scores.rule), name="rule"),
]
