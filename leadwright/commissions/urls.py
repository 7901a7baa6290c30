from django.urls import path

from leadwright.commissions import plans, views
from leadwright.team.access import MANAGERS, SELLERS, allow

app_name = "commissions"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("statement.csv", allow(SELLERS)(views.download), name="download"),
    path("lines/<int:pk>/", allow(SELLERS)(views.line), name="line"),
    path("lines/<int:pk>/dispute/", allow(SELLERS)(views.dispute), name="dispute"),
    path("disputes/<int:pk>/remark/", allow(SELLERS)(views.remark), name="remark"),
    path("disputes/<int:pk>/settlement/", allow(MANAGERS)(views.settlement), name="settlement"),
    path("plans/", allow(SELLERS)(plans.index), name="plans"),
    path("plans/version/", allow(MANAGERS)(plans.version), name="version"),
    path("plans/trial/", allow(MANAGERS)(plans.trial), name="trial"),
    path("members/<int:pk>/first-day/", allow(MANAGERS)(plans.first_day), name="first_day"),
]
