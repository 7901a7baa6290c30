from functools import partial

from django.urls import path

from leadwright.team.access import MANAGERS, SELLERS, allow
from leadwright.training import path_views, talk_views, views
from leadwright.training.models import Card, Lesson, Topic

app_name = "training"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("practice/", allow(SELLERS)(views.practice), name="practice"),
    path("talks/", allow(SELLERS)(talk_views.index), name="talks"),
    path("talks/<int:pk>/", allow(SELLERS)(talk_views.detail), name="talk"),
    path("talks/<int:pk>/turns/", allow(SELLERS)(talk_views.turns), name="turns"),
    path("talks/<int:pk>/ending/", allow(SELLERS)(talk_views.ending), name="ending"),
    path("topics/", allow(MANAGERS)(path_views.topics), name="topics"),
    path("topics/<int:pk>/", allow(SELLERS)(views.topic), name="topic"),
    path("topics/<int:pk>/edit/", allow(MANAGERS)(path_views.topic_edit), name="topic_edit"),
    path("topics/<int:pk>/removal/", allow(MANAGERS)(partial(path_views.removal, of=Topic)), name="topic_removal"),
    path(
        "topics/<int:pk>/restoration/",
        allow(MANAGERS)(partial(path_views.restoration, of=Topic)),
        name="topic_restoration",
    ),
    path("topics/<int:pk>/lessons/", allow(MANAGERS)(path_views.lessons), name="lessons"),
    path("topics/<int:pk>/gates/", allow(MANAGERS)(path_views.gates), name="gates"),
    path("topics/<int:pk>/gates/removal/", allow(MANAGERS)(path_views.gate_removal), name="gate_removal"),
    path("lessons/<int:pk>/", allow(SELLERS)(views.lesson), name="lesson"),
    path("lessons/<int:pk>/edit/", allow(MANAGERS)(path_views.lesson_edit), name="lesson_edit"),
    path("lessons/<int:pk>/removal/", allow(MANAGERS)(partial(path_views.removal, of=Lesson)), name="lesson_removal"),
    path(
        "lessons/<int:pk>/restoration/",
        allow(MANAGERS)(partial(path_views.restoration, of=Lesson)),
        name="lesson_restoration",
    ),
    path("lessons/<int:pk>/cards/", allow(MANAGERS)(path_views.cards), name="cards"),
    path("cards/<int:pk>/edit/", allow(MANAGERS)(path_views.card_edit), name="card_edit"),
    path("cards/<int:pk>/removal/", allow(MANAGERS)(partial(path_views.removal, of=Card)), name="card_removal"),
    path(
        "cards/<int:pk>/restoration/",
        allow(MANAGERS)(partial(path_views.restoration, of=Card)),
        name="card_restoration",
    ),
    path("onboardings/", allow(MANAGERS)(views.onboardings), name="onboardings"),
]
