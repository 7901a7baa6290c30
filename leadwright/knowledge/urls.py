from django.urls import path

from leadwright.knowledge import questions, views
from leadwright.team.access import EVERYONE, SELLERS, allow

app_name = "knowledge"
urlpatterns = [
    path("", allow(EVERYONE)(views.index), name="index"),
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("import/", allow(SELLERS)(views.imports), name="imports"),
    path("<int:pk>/", allow(EVERYONE)(views.detail), name="detail"),
    path("<int:pk>/edit/", allow(SELLERS)(views.edit), name="edit"),
    path("<int:pk>/removal/", allow(SELLERS)(views.removal), name="removal"),
    path("questions/", allow(SELLERS)(questions.index), name="questions"),
    path("questions/<int:pk>/", allow(SELLERS)(questions.detail), name="question"),
    path("questions/<int:pk>/colleague/", allow(SELLERS)(questions.colleague), name="colleague"),
    path("questions/<int:pk>/answer/", allow(SELLERS)(questions.answer), name="answer"),
]
