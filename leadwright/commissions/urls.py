from django.urls import path

from leadwright.commissions import views
from leadwright.team.access import SELLERS, allow

app_name = "commissions"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("statement.csv", allow(SELLERS)(views.download), name="download"),
]
