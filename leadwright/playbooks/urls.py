from django.urls import path

from leadwright.playbooks import views
from leadwright.team.access import SELLERS, allow

app_name = "playbooks"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("preview/", allow(SELLERS)(views.preview), name="preview"),
    path("<int:pk>/", allow(SELLERS)(views.edit), name="edit"),
    path("<int:pk>/removal/", allow(SELLERS)(views.removal), name="removal"),
]
