from django.urls import path

from leadwright.channels.phone import views
from leadwright.team.access import ADMINS, allow

app_name = "phone"
urlpatterns = [
    path("", allow(ADMINS)(views.line), name="line"),
    path("removal/", allow(ADMINS)(views.removal), name="removal"),
]
