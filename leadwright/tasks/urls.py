from django.urls import path

from leadwright.tasks import views
from leadwright.team.access import SELLERS, allow

app_name = "tasks"
urlpatterns = [
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("lead/<int:pk>/", allow(SELLERS)(views.panel), name="panel"),
    path("<int:pk>/closing/", allow(SELLERS)(views.close), name="close"),
    path("<int:pk>/reopening/", allow(SELLERS)(views.reopen), name="reopen"),
    path("<int:pk>/putting-off/", allow(SELLERS)(views.snooze), name="snooze"),
]
