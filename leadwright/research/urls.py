from django.urls import path

from leadwright.research import views
from leadwright.team.access import EVERYONE, SELLERS, allow

app_name = "research"
urlpatterns = [
    path("", allow(EVERYONE)(views.index), name="index"),
    path("lead/<int:pk>/", allow(SELLERS)(views.panel), name="panel"),
    path("lead/<int:pk>/check/", allow(SELLERS)(views.checked), name="check"),
    path("lead/<int:pk>/facts/", allow(SELLERS)(views.facts), name="facts"),
    path("lead/<int:pk>/facts/<int:fact_pk>/struck-out/", allow(SELLERS)(views.struck_out), name="struck_out"),
    path("lead/<int:pk>/facts/<int:fact_pk>/confirmed/", allow(SELLERS)(views.confirmed), name="confirmed"),
    path("lead/<int:pk>/feed/", allow(SELLERS)(views.feed), name="feed"),
    path("lead/<int:pk>/pasted/", allow(SELLERS)(views.pasted), name="pasted"),
    path("lead/<int:pk>/site/", allow(SELLERS)(views.site), name="site"),
]
