from django.urls import path

from leadwright.cadences import doors, ruling, trying, views
from leadwright.team.access import DEVELOPERS, EVERYONE, MANAGERS, SELLERS, allow

app_name = "cadences"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("new/", allow(MANAGERS)(views.new), name="new"),
    path("forecast/", allow(MANAGERS)(views.forecast), name="forecast"),
    path("<int:pk>/", allow(SELLERS)(views.detail), name="detail"),
    path("<int:pk>/messages/", allow(SELLERS)(views.messages), name="messages"),
    path("<int:pk>/steps/", allow(MANAGERS)(views.steps), name="steps"),
    path("steps/<int:pk>/", allow(MANAGERS)(views.step), name="step"),
    path("steps/<int:pk>/preview/", allow(SELLERS)(views.preview), name="preview"),
    path("steps/<int:pk>/place/", allow(MANAGERS)(views.place), name="place"),
    path("steps/<int:pk>/removal/", allow(MANAGERS)(views.removal), name="removal"),
    path("steps/<int:pk>/variants/", allow(MANAGERS)(trying.variants), name="variants"),
    path("steps/<int:pk>/words/", allow(MANAGERS)(trying.choice), name="choice_of_words"),
    path("variants/<int:pk>/removal/", allow(MANAGERS)(trying.removal), name="variant_removal"),
    path("rulesets/", allow(SELLERS)(ruling.index), name="rulesets"),
    path("rulesets/new/", allow(MANAGERS)(ruling.new), name="new_ruleset"),
    path("rulesets/<int:pk>/", allow(MANAGERS)(ruling.ruleset), name="ruleset"),
    path("rulesets/<int:pk>/removal/", allow(MANAGERS)(ruling.removal), name="ruleset_removal"),
    path("<int:pk>/ruleset/", allow(MANAGERS)(ruling.choice), name="choice"),
    path("enrolments/", allow(DEVELOPERS)(doors.enrolments), name="enrolments"),
    path("enrolments/<int:pk>/hold/", allow(DEVELOPERS)(doors.hold), name="hold"),
    path("enrolments/<int:pk>/resumption/", allow(DEVELOPERS)(doors.resumption), name="resumption"),
    path("enrolments/<int:pk>/stop/", allow(DEVELOPERS)(doors.stop), name="stop"),
    path("lead/<int:pk>/", allow(EVERYONE)(doors.panel), name="panel"),
    path("lead/<int:pk>/enrolment/", allow(DEVELOPERS)(doors.enrolment), name="enrolment"),
    path("lead/<int:pk>/connection/", allow(DEVELOPERS)(doors.connection), name="connection"),
    path("lead/<int:pk>/override/", allow(MANAGERS)(doors.override), name="override"),
    path("lead/<int:pk>/why/", allow(EVERYONE)(doors.story), name="story"),
    path("calls/<int:pk>/", allow(SELLERS)(doors.call), name="call"),
    path("linkedin/<int:pk>/", allow(SELLERS)(doors.linkedin), name="linkedin"),
]
