from django.urls import path

from leadwright.knowledge import views
from leadwright.team.access import EVERYONE, SELLERS, allow

app_name = "knowledge"
urlpatterns = [
    path("", allow(EVERYONE)(views.index), name="index"),
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("<int:pk>/", allow(EVERYONE)(views.detail), name="detail"),
    path("<int:pk>/edit/", allow(SELLERS)(views.edit), name="edit"),
    path("<int:pk>/removal/", allow(SELLERS)(views.removal), name="removal"),
]
