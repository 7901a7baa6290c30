from django.urls import path

from leadwright.conversations import views, wire_views
from leadwright.team.access import ANYONE, EVERYONE, MANAGERS, SELLERS, allow

app_name = "conversations"
urlpatterns = [
    path("lead/<int:pk>/", allow(EVERYONE)(views.panel), name="panel"),
    path("lead/<int:pk>/messages/", allow(SELLERS)(views.messages), name="messages"),
    path("messages/<int:pk>/html/", allow(EVERYONE)(views.html), name="html"),
    path("files/<int:pk>/", allow(EVERYONE)(views.attachment), name="attachment"),
    path("messages/<int:pk>/cancellation/", allow(SELLERS)(views.cancellation), name="cancellation"),
    path("messages/<int:pk>/settlement/", allow(SELLERS)(views.settlement), name="settlement"),
    path("dials/<str:token>/words/", allow(ANYONE)(wire_views.words_of), name="dial_words"),
    path("dials/<str:token>/notice/", allow(ANYONE)(wire_views.notice), name="dial_notice"),
    path("dials/<str:token>/ours/", allow(ANYONE)(wire_views.ours), name="dial_ours"),
    path("dials/<str:token>/theirs/", allow(ANYONE)(wire_views.theirs), name="dial_theirs"),
    path("dials/<str:token>/recording/", allow(ANYONE)(wire_views.recording), name="dial_recording"),
    path("tracking/", allow(MANAGERS)(views.tracked), name="tracking"),
    path("o/<str:token>/", allow(ANYONE)(views.opened), name="opened"),
    path("c/<str:token>/", allow(ANYONE)(views.followed), name="followed"),
    path("u/<str:token>/", allow(ANYONE)(views.opt_out), name="opt_out"),
]
