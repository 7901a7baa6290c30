from functools import partial

from django.urls import path

from leadwright.playbooks import small, views
from leadwright.playbooks.small import OBJECTIONS, SNIPPETS
from leadwright.team.access import SELLERS, allow

app_name = "playbooks"
urlpatterns = [
    path("", allow(SELLERS)(views.index), name="index"),
    path("new/", allow(SELLERS)(views.new), name="new"),
    path("preview/", allow(SELLERS)(views.preview), name="preview"),
    path("versions/<int:pk>/restoring/", allow(SELLERS)(views.restoring), name="restoring"),
    path("snippets/", allow(SELLERS)(partial(small.index, of=SNIPPETS)), name="snippets"),
    path("snippets/<int:pk>/", allow(SELLERS)(partial(small.edit, of=SNIPPETS)), name="snippet"),
    path("snippets/<int:pk>/removal/", allow(SELLERS)(partial(small.removal, of=SNIPPETS)), name="snippets_removal"),
    path("snippets/<int:pk>/words/<int:lead_pk>/", allow(SELLERS)(small.words), name="snippet_words"),
    path("objections/", allow(SELLERS)(partial(small.index, of=OBJECTIONS)), name="objections"),
    path("objections/<int:pk>/", allow(SELLERS)(partial(small.edit, of=OBJECTIONS)), name="objection"),
    path(
        "objections/<int:pk>/removal/", allow(SELLERS)(partial(small.removal, of=OBJECTIONS)), name="objections_removal"
    ),
    path("<int:pk>/", allow(SELLERS)(views.edit), name="edit"),
    path("<int:pk>/removal/", allow(SELLERS)(views.removal), name="removal"),
]
