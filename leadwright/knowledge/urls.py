from django.urls import path

from leadwright.knowledge import questions, site_views, views
from leadwright.team.access import EVERYONE, SELLERS, allow

app_name = "knowledge"
urlpatterns = [
    path("", allow(EVERYONE)(views.index), name="index"),
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("import/", allow(SELLERS)(views.imports), name="imports"),
    path("sites/", allow(SELLERS)(site_views.index), name="sites"),
    path("sites/<int:pk>/", allow(SELLERS)(site_views.detail), name="site"),
    path("sites/<int:pk>/reading/", allow(SELLERS)(site_views.reading), name="site_reading"),
    path("sites/<int:pk>/articles/", allow(SELLERS)(site_views.articles), name="site_articles"),
    path("<int:pk>/", allow(EVERYONE)(views.detail), name="detail"),
    path("<int:pk>/edit/", allow(SELLERS)(views.edit), name="edit"),
    path("<int:pk>/review/", allow(SELLERS)(views.review), name="review"),
    path("<int:pk>/removal/", allow(SELLERS)(views.removal), name="removal"),
    path("questions/", allow(SELLERS)(questions.index), name="questions"),
    path("questions/new/", allow(SELLERS)(questions.ask), name="ask"),
    path("questions/<int:pk>/", allow(SELLERS)(questions.detail), name="question"),
    path("questions/<int:pk>/colleague/", allow(SELLERS)(questions.colleague), name="colleague"),
    path("questions/<int:pk>/answer/", allow(SELLERS)(questions.answer), name="answer"),
    path("questions/<int:pk>/setting-aside/", allow(SELLERS)(questions.setting_aside), name="setting_aside"),
]
