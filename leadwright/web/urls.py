from django.conf import settings
from django.urls import path

from leadwright.team.access import ANYONE, DEVELOPERS, EVERYONE, MANAGERS, SELLERS, allow
from leadwright.web import acts, approvals, bulk, dials, notices, person, views

app_name = "web"
GUIDED = ANYONE if settings.DEBUG or settings.DEMO else EVERYONE
urlpatterns = [
    path("", allow(ANYONE)(views.home), name="home"),
    path("today/", allow(EVERYONE)(views.today), name="today"),
    path("today/<slug:kind>/<int:pk>/", allow(EVERYONE)(views.today_item), name="today_item"),
    path("today/<slug:kind>/<int:pk>/owner/", allow(SELLERS)(acts.owner), name="owner"),
    path("today/tasks/<int:pk>/outcome/", allow(SELLERS)(acts.outcome), name="outcome"),
    path("today/tasks/<int:pk>/taking-back/", allow(SELLERS)(acts.taking_back), name="taking_back"),
    path("today/tasks/<int:pk>/dial/", allow(SELLERS)(dials.dial), name="dial"),
    path("today/tasks/<int:pk>/dial/hanging-up/", allow(SELLERS)(dials.hanging_up), name="hanging_up"),
    path("today/tasks/<int:pk>/dial/agreement/", allow(SELLERS)(dials.agreement), name="agreement"),
    path("focus/", allow(SELLERS)(views.focus), name="focus"),
    path("focus/cards/", allow(SELLERS)(views.focus_cards), name="focus_cards"),
    path("focus/<slug:kind>/<int:pk>/", allow(SELLERS)(views.focus_card), name="focus_card"),
    path("approvals/", allow(SELLERS)(approvals.index), name="approvals"),
    path("approvals/drafts/", allow(SELLERS)(approvals.drafts), name="drafts"),
    path("approvals/sending/", allow(SELLERS)(approvals.sending), name="sending"),
    path("approvals/withdrawal/", allow(SELLERS)(approvals.withdrawal), name="withdrawal"),
    path("approvals/<int:pk>/", allow(SELLERS)(approvals.approval), name="approval"),
    path("notices/", allow(EVERYONE)(notices.index), name="notices"),
    path("notices/live/", allow(EVERYONE)(notices.live), name="live"),
    path("notices/seeing/", allow(EVERYONE)(notices.seeing), name="seeing"),
    path("notices/choices/", allow(EVERYONE)(notices.choices), name="choices"),
    path("notices/devices/", allow(EVERYONE)(notices.devices), name="devices"),
    path("notices/devices/<int:pk>/removal/", allow(EVERYONE)(notices.device_removal), name="device_removal"),
    path("worker/", allow(ANYONE)(notices.worker), name="worker"),
    path("ring/<int:pk>/", allow(SELLERS)(dials.ring), name="ring"),
    path("people/<int:pk>/", allow(SELLERS)(person.person), name="person"),
    path("people/<int:pk>/export/", allow(MANAGERS)(person.export), name="export"),
    path("people/<int:pk>/merging/", allow(DEVELOPERS)(person.merging), name="merging"),
    path("people/<int:pk>/parting/", allow(DEVELOPERS)(person.parting), name="parting"),
    path("people/<int:pk>/erasure/", allow(MANAGERS)(person.erasure), name="erasure"),
    path("bulk/", allow(DEVELOPERS)(bulk.bulk), name="bulk"),
    path("bulk/<int:pk>/", allow(DEVELOPERS)(bulk.bulk_done), name="bulk_done"),
    path("bulk/<int:pk>/taking-back/", allow(DEVELOPERS)(bulk.bulk_taking_back), name="bulk_taking_back"),
    path("promise/", allow(EVERYONE)(views.promise), name="promise"),
    path("find/", allow(EVERYONE)(views.find), name="find"),
    path("styleguide/", allow(GUIDED)(views.styleguide), name="styleguide"),
]
