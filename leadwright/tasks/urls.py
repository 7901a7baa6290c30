from django.urls import path

from leadwright.tasks import covers, views
from leadwright.team.access import SELLERS, allow

app_name = "tasks"
urlpatterns = [
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("team/", allow(SELLERS)(covers.team), name="team"),
    path("leaves/", allow(SELLERS)(covers.leaves), name="leaves"),
    path("leaves/<int:pk>/ending/", allow(SELLERS)(covers.leave_ending), name="leave_ending"),
    path("moves/", allow(SELLERS)(covers.moves), name="moves"),
    path("moves/<int:pk>/taking-back/", allow(SELLERS)(covers.move_taking_back), name="move_taking_back"),
    path("lead/<int:pk>/", allow(SELLERS)(views.panel), name="panel"),
    path("<int:pk>/closing/", allow(SELLERS)(views.close), name="close"),
    path("<int:pk>/reopening/", allow(SELLERS)(views.reopen), name="reopen"),
    path("<int:pk>/putting-off/", allow(SELLERS)(views.snooze), name="snooze"),
]
