from django.urls import path

from leadwright.inbox import views
from leadwright.team.access import SELLERS, allow

app_name = "inbox"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("triage/", allow(SELLERS)(views.triage), name="triage"),
    path("triage/<int:pk>/lead/", allow(SELLERS)(views.triage_lead), name="triage_lead"),
    path("triage/<int:pk>/settling/", allow(SELLERS)(views.triage_settling), name="triage_settling"),
    path("mailboxes/<int:pk>/", allow(SELLERS)(views.mailbox_days), name="mailbox_days"),
    path("<int:pk>/", allow(SELLERS)(views.detail), name="detail"),
    path("<int:pk>/answers/", allow(SELLERS)(views.answers), name="answers"),
    path("<int:pk>/reading/", allow(SELLERS)(views.readings), name="readings"),
    path("<int:pk>/notes/", allow(SELLERS)(views.notes), name="notes"),
    path("<int:pk>/owner/", allow(SELLERS)(views.owner), name="owner"),
    path("<int:pk>/putting-off/", allow(SELLERS)(views.snooze), name="snooze"),
    path("<int:pk>/closing/", allow(SELLERS)(views.closing), name="closing"),
    path("<int:pk>/reopening/", allow(SELLERS)(views.reopening), name="reopening"),
]
