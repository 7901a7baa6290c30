from django.urls import path

from leadwright.market import views
from leadwright.team.access import EVERYONE, allow

app_name = "market"
urlpatterns = [
    path("clock/", allow(EVERYONE)(views.clock), name="clock"),
    path("days/", allow(EVERYONE)(views.days), name="days"),
    path("helper/", allow(EVERYONE)(views.helper), name="helper"),
]
