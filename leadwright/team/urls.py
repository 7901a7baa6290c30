from django.urls import path

from leadwright.team.access import ADMINS, ANYONE, EVERYONE, MANAGERS, allow
from leadwright.team.views import company, entering, own

app_name = "team"
urlpatterns = [
    path("login/", allow(ANYONE)(entering.login), name="login"),
    path("logout/", allow(ANYONE)(entering.logout), name="logout"),
    path("join/<str:token>/", allow(ANYONE)(entering.join), name="join"),
    path("enter/<str:token>/", allow(ANYONE)(entering.enter), name="enter"),
    path("become/", allow(EVERYONE)(entering.become), name="become"),
    path("profile/", allow(EVERYONE)(own.profile), name="profile"),
    path("profile/password/", allow(EVERYONE)(own.password), name="password"),
    path("members/", allow(ADMINS)(company.members), name="members"),
    path("members/<int:pk>/role/", allow(ADMINS)(company.role), name="role"),
    path("members/<int:pk>/activity/", allow(ADMINS)(company.activity), name="activity"),
    path("workspace/", allow(MANAGERS)(company.workspace), name="workspace"),
]
