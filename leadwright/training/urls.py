from django.urls import path

from leadwright.team.access import MANAGERS, SELLERS, allow
from leadwright.training import talk_views, views

app_name = "training"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("practice/", allow(SELLERS)(views.practice), name="practice"),
    path("talks/", allow(SELLERS)(talk_views.index), name="talks"),
    path("talks/<int:pk>/", allow(SELLERS)(talk_views.detail), name="talk"),
    path("talks/<int:pk>/turns/", allow(SELLERS)(talk_views.turns), name="turns"),
    path("talks/<int:pk>/ending/", allow(SELLERS)(talk_views.ending), name="ending"),
    path("topics/", allow(MANAGERS)(views.topics), name="topics"),
    path("topics/<int:pk>/", allow(SELLERS)(views.topic), name="topic"),
    path("topics/<int:pk>/lessons/", allow(MANAGERS)(views.lessons), name="lessons"),
    path("topics/<int:pk>/gates/", allow(MANAGERS)(views.gates), name="gates"),
    path("topics/<int:pk>/gates/removal/", allow(MANAGERS)(views.gate_removal), name="gate_removal"),
    path("lessons/<int:pk>/", allow(SELLERS)(views.lesson), name="lesson"),
    path("lessons/<int:pk>/cards/", allow(MANAGERS)(views.cards), name="cards"),
    path("onboardings/", allow(MANAGERS)(views.onboardings), name="onboardings"),
]
