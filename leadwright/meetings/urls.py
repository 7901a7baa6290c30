from django.urls import path

from leadwright.meetings import desk, granting, pages, views
from leadwright.meetings.public import public
from leadwright.team.access import ANYONE, MANAGERS, SELLERS, allow

app_name = "meetings"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("lead/<int:pk>/", allow(SELLERS)(views.panel), name="panel"),
    path("lead/<int:pk>/meeting/", allow(SELLERS)(views.meeting), name="meeting"),
    path("calendars/", allow(SELLERS)(views.own_calendars), name="calendars"),
    path("calendars/<int:pk>/removal/", allow(SELLERS)(views.removal), name="removal"),
    path("calendars/<slug:provider>/", allow(SELLERS)(granting.connect), name="connect"),
    path("calendars/<slug:provider>/back/", allow(SELLERS)(granting.connected), name="connected"),
    path("pages/", allow(SELLERS)(pages.pages), name="pages"),
    path("pages/<int:pk>/closing/", allow(SELLERS)(pages.closing), name="closing"),
    path("with/<str:token>/", allow(ANYONE)(pages.visitor), name="visitor"),
    path("routing/", allow(SELLERS)(desk.index), name="routing"),
    path("routing/rules/", allow(MANAGERS)(desk.new_rule), name="new_rule"),
    path("routing/rules/<int:pk>/", allow(MANAGERS)(desk.rule), name="rule"),
    path("routing/queues/", allow(MANAGERS)(desk.new_queue), name="new_queue"),
    path("routing/queues/<int:pk>/", allow(MANAGERS)(desk.queue), name="queue"),
    path("routing/queues/<int:pk>/seats/", allow(MANAGERS)(desk.seats), name="seats"),
    path("routing/seats/<int:pk>/", allow(MANAGERS)(desk.seat), name="seat"),
    path("<int:pk>/holding/", allow(SELLERS)(views.holding), name="holding"),
    path("<int:pk>/no-show/", allow(SELLERS)(views.no_show), name="no_show"),
    path("<int:pk>/calling-off/", allow(SELLERS)(views.calling_off), name="calling_off"),
    path("<int:pk>/host/", allow(SELLERS)(views.host), name="host"),
    path("<int:pk>/time/", allow(SELLERS)(views.time), name="time"),
    path("book/<str:token>/", allow(ANYONE)(public), name="public"),
]
