from django.urls import path

from leadwright.ai import views
from leadwright.team.access import ADMINS, allow

app_name = "ai"
urlpatterns = [
    path("", allow(ADMINS)(views.language_model), name="language_model"),
    path("removal/", allow(ADMINS)(views.removal), name="removal"),
]
