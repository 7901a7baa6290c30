"""Every room's addresses, in the order of the lead's way."""

from django.urls import include, path

from leadwright.kit import health
from leadwright.team.access import ANYONE, allow

urlpatterns = [
    path("healthz", allow(ANYONE)(health.live), name="healthz"),
    path("readyz", allow(ANYONE)(health.ready), name="readyz"),
    path("", include("leadwright.web.urls")),
    path("", include("leadwright.team.urls")),
    path("mailboxes/", include("leadwright.channels.urls")),
    path("phone/", include("leadwright.channels.phone.urls")),
    path("language-model/", include("leadwright.ai.urls")),
    path("accounts/", include("leadwright.accounts.urls")),
    path("leads/", include("leadwright.leads.urls")),
    path("timeline/", include("leadwright.activities.urls")),
    path("research/", include("leadwright.research.urls")),
    path("templates/", include("leadwright.playbooks.urls")),
    path("knowledge/", include("leadwright.knowledge.urls")),
    path("tasks/", include("leadwright.tasks.urls")),
    path("conversations/", include("leadwright.conversations.urls")),
    path("cadences/", include("leadwright.cadences.urls")),
    path("inbox/", include("leadwright.inbox.urls")),
    path("qualification/", include("leadwright.qualification.urls")),
    path("meetings/", include("leadwright.meetings.urls")),
    path("pipeline/", include("leadwright.pipeline.urls")),
    path("commissions/", include("leadwright.commissions.urls")),
    path("coaching/", include("leadwright.coaching.urls")),
    path("training/", include("leadwright.training.urls")),
    path("figures/", include("leadwright.reports.urls")),
    path("market/", include("leadwright.market.urls")),
]
