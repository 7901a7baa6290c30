from django.urls import path

from leadwright.channels import granting, views
from leadwright.team.access import MANAGERS, SELLERS, allow

app_name = "channels"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("connect/<slug:provider>/", allow(SELLERS)(granting.connect), name="connect"),
    path("connected/<slug:provider>/", allow(SELLERS)(granting.connected), name="connected"),
    path("<int:pk>/", allow(SELLERS)(views.edit), name="edit"),
    path("<int:pk>/standing/", allow(SELLERS)(views.standing), name="standing"),
    path("<int:pk>/stop/", allow(SELLERS)(views.stop), name="stop"),
    path("<int:pk>/release/", allow(SELLERS)(views.release), name="release"),
    path("sending/stop/", allow(MANAGERS)(views.stop_all), name="stop_all"),
    path("sending/release/", allow(MANAGERS)(views.release_all), name="release_all"),
]
