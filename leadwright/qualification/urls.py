from django.urls import path

from leadwright.qualification import views
from leadwright.team.access import DEVELOPERS, SELLERS, allow

app_name = "qualification"
urlpatterns = [
    path("lead/<int:pk>/", allow(SELLERS)(views.panel), name="panel"),
    path("lead/<int:pk>/evidence/", allow(SELLERS)(views.evidence), name="evidence"),
    path("lead/<int:pk>/verdict/", allow(DEVELOPERS)(views.verdict), name="verdict"),
    path("evidence/<int:pk>/struck-out/", allow(SELLERS)(views.struck_out), name="struck_out"),
    path("verdict/<int:pk>/withdrawal/", allow(DEVELOPERS)(views.withdrawal), name="withdrawal"),
]
