from django.urls import path

from leadwright.coaching.models import Recording
from leadwright.coaching.views import people, recordings, scorecards, work
from leadwright.conversations.models import Message
from leadwright.pipeline.models import Handoff
from leadwright.team.access import MANAGERS, SELLERS, allow

app_name = "coaching"
urlpatterns = [
    path("", allow(SELLERS)(people.index), name="index"),
    path("members/<int:pk>/", allow(SELLERS)(people.member), name="member"),
    path("members/<int:pk>/goals/", allow(SELLERS)(people.goals), name="goals"),
    path("members/<int:pk>/one-to-ones/", allow(MANAGERS)(people.one_to_ones), name="one_to_ones"),
    path("goals/<int:pk>/removal/", allow(SELLERS)(people.goal_removal), name="goal_removal"),
    path("recordings/", allow(SELLERS)(recordings.index), name="recordings"),
    path("recordings/new/", allow(SELLERS)(recordings.new), name="new"),
    path("recordings/rules/", allow(MANAGERS)(recordings.rules), name="rules"),
    path("recordings/<int:pk>/", allow(SELLERS)(recordings.detail), name="recording"),
    path("recordings/<int:pk>/sound/", allow(SELLERS)(recordings.sound), name="sound"),
    path("recordings/<int:pk>/words/", allow(SELLERS)(recordings.words), name="words"),
    path("recordings/<int:pk>/side/", allow(SELLERS)(recordings.side), name="side"),
    path("recordings/<int:pk>/hearers/", allow(SELLERS)(recordings.hearers), name="hearers"),
    path("recordings/<int:pk>/removal/", allow(SELLERS)(recordings.removal), name="removal"),
    path("recordings/<int:pk>/moments/", allow(SELLERS)(recordings.moments), name="moments"),
    path("recordings/<int:pk>/calibration/", allow(MANAGERS)(scorecards.calibration), name="calibration"),
    path("recordings/<int:pk>/remarks/", allow(SELLERS)(work.remarks(Recording)), name="recording_remarks"),
    path("recordings/<int:pk>/review/", allow(SELLERS)(work.review(Recording)), name="recording_review"),
    path("messages/<int:pk>/", allow(SELLERS)(work.message), name="message"),
    path("messages/<int:pk>/remarks/", allow(SELLERS)(work.remarks(Message)), name="message_remarks"),
    path("messages/<int:pk>/review/", allow(SELLERS)(work.review(Message)), name="message_review"),
    path("handoffs/<int:pk>/", allow(SELLERS)(work.handoff), name="handoff"),
    path("handoffs/<int:pk>/remarks/", allow(SELLERS)(work.remarks(Handoff)), name="handoff_remarks"),
    path("handoffs/<int:pk>/review/", allow(SELLERS)(work.review(Handoff)), name="handoff_review"),
    path("remarks/<int:pk>/removal/", allow(SELLERS)(work.remark), name="remark_removal"),
    path("moments/", allow(SELLERS)(recordings.library), name="library"),
    path("moments/<int:pk>/sound/", allow(SELLERS)(recordings.moment_sound), name="moment_sound"),
    path("moments/<int:pk>/removal/", allow(SELLERS)(recordings.moment_removal), name="moment_removal"),
    path("scorecards/", allow(SELLERS)(scorecards.index), name="scorecards"),
    path("scorecards/new/", allow(MANAGERS)(scorecards.new), name="scorecard_new"),
    path("scorecards/<int:pk>/", allow(MANAGERS)(scorecards.edit), name="scorecard"),
    path("scorecards/<int:pk>/retirement/", allow(MANAGERS)(scorecards.retirement), name="retirement"),
]
