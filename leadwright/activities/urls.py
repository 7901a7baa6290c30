from django.urls import path

from leadwright.activities import views
from leadwright.team.access import EVERYONE, SELLERS, allow

app_name = "activities"
urlpatterns = [
    path("lead/<int:pk>/", allow(EVERYONE)(views.panel), name="panel"),
    path("lead/<int:pk>/notes/", allow(SELLERS)(views.notes), name="notes"),
]
