from django.urls import path

from leadwright.leads import arrivals, fields, inbound, kept_views, noes, retaining, sources, views
from leadwright.team.access import ANYONE, EVERYONE, IMPORTERS, MANAGERS, SELLERS, allow

app_name = "leads"
urlpatterns = [
    path("", allow(EVERYONE)(views.index), name="index"),
    path("new/", allow(IMPORTERS)(views.new), name="new"),
    path("<int:pk>/", allow(EVERYONE)(views.detail), name="detail"),
    path("<int:pk>/head/", allow(EVERYONE)(views.head), name="head"),
    path("<int:pk>/edit/", allow(SELLERS)(views.edit), name="edit"),
    path("<int:pk>/fields/", allow(SELLERS)(views.own_fields), name="own_fields"),
    path("<int:pk>/tags/", allow(EVERYONE)(views.tags), name="tags"),
    path("retention/", allow(MANAGERS)(retaining.retention), name="retention"),
    path("retention/<int:pk>/", allow(MANAGERS)(retaining.rule), name="retention_rule"),
    path("ask/<str:token>/", allow(ANYONE)(inbound.form), name="ask"),
    path("inbound/", allow(ANYONE)(inbound.api), name="inbound"),
    path("sources/", allow(MANAGERS)(sources.sources), name="sources"),
    path("sources/<int:pk>/", allow(MANAGERS)(sources.source), name="source"),
    path("territories/", allow(MANAGERS)(sources.territories), name="territories"),
    path("territories/<int:pk>/", allow(MANAGERS)(sources.territory), name="territory"),
    path("fields/", allow(MANAGERS)(fields.fields), name="fields"),
    path("fields/<int:pk>/", allow(MANAGERS)(fields.field), name="field"),
    path("<int:pk>/opt-out/", allow(SELLERS)(views.opt_out), name="opt_out"),
    path("<int:pk>/opt-out/withdrawal/", allow(SELLERS)(views.opt_out_withdrawal), name="opt_out_withdrawal"),
    path("list.csv", allow(MANAGERS)(kept_views.download), name="download"),
    path("views/", allow(IMPORTERS)(kept_views.saved_views), name="saved_views"),
    path("views/<int:pk>/removal/", allow(IMPORTERS)(kept_views.saved_view_removal), name="saved_view_removal"),
    path("suppressions/", allow(IMPORTERS)(noes.suppressions), name="suppressions"),
    path(
        "suppressions/<int:pk>/withdrawal/",
        allow(MANAGERS)(noes.suppression_withdrawal),
        name="suppression_withdrawal",
    ),
    path("lists/", allow(EVERYONE)(arrivals.lists), name="lists"),
    path("lists/import/", allow(IMPORTERS)(arrivals.upload), name="import"),
    path("lists/import/<int:pk>/", allow(IMPORTERS)(arrivals.import_detail), name="import_detail"),
    path("lists/import/<int:pk>/run/", allow(IMPORTERS)(arrivals.import_run), name="import_run"),
    path("lists/import/<int:pk>/withdrawal/", allow(IMPORTERS)(arrivals.import_undo), name="import_undo"),
    path("lists/import/<int:pk>/refused.csv", allow(IMPORTERS)(arrivals.import_refused), name="import_refused"),
]
