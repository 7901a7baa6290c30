from django.conf import settings
from django.urls import path

from leadwright.team.access import ANYONE, EVERYONE, allow
from leadwright.web import views

app_name = "web"
GUIDED = ANYONE if settings.DEBUG or settings.DEMO else EVERYONE
urlpatterns = [
    path("", allow(ANYONE)(views.home), name="home"),
    path("today/", allow(EVERYONE)(views.today), name="today"),
    path("today/<slug:kind>/<int:pk>/", allow(EVERYONE)(views.today_item), name="today_item"),
    path("find/", allow(EVERYONE)(views.find), name="find"),
    path("styleguide/", allow(GUIDED)(views.styleguide), name="styleguide"),
]
