from django.urls import path

from leadwright.team.access import ANYONE, EVERYONE, allow
from leadwright.web import views

app_name = "web"
urlpatterns = [
    path("", allow(ANYONE)(views.home), name="home"),
    path("today/", allow(EVERYONE)(views.today), name="today"),
]
