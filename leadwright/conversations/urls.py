from django.urls import path

from leadwright.conversations import views
from leadwright.team.access import ANYONE, EVERYONE, SELLERS, allow

app_name = "conversations"
urlpatterns = [
    path("lead/<int:pk>/", allow(EVERYONE)(views.panel), name="panel"),
    path("lead/<int:pk>/messages/", allow(SELLERS)(views.messages), name="messages"),
    path("messages/<int:pk>/html/", allow(EVERYONE)(views.html), name="html"),
    path("messages/<int:pk>/cancellation/", allow(SELLERS)(views.cancellation), name="cancellation"),
    path("messages/<int:pk>/settlement/", allow(SELLERS)(views.settlement), name="settlement"),
    path("u/<str:token>/", allow(ANYONE)(views.opt_out), name="opt_out"),
]
