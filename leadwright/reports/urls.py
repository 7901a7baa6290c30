from django.urls import path

from leadwright.reports import views
from leadwright.team.access import EVERYONE, SELLERS, allow

app_name = "reports"
urlpatterns = [
    path("", allow(EVERYONE)(views.index), name="index"),
    path("looks/", allow(EVERYONE)(views.opens), name="looks"),
    path("rows/", allow(EVERYONE)(views.rows), name="rows"),
    path("lead/<int:pk>/next/", allow(SELLERS)(views.next_banner), name="next"),
]
