from django.urls import path

from leadwright.accounts import views
from leadwright.team.access import EVERYONE, allow

app_name = "accounts"
urlpatterns = [path("<int:pk>/", allow(EVERYONE)(views.detail), name="detail")]
