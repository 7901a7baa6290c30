"""Questions to the lead list that the team keeps under a name, and the list that one answers with, as a file."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.kit.pages import gone
from leadwright.leads import columns, searching
from leadwright.leads.custom_values import as_cells, fields_of
from leadwright.leads.deciding import FIELDS
from leadwright.leads.exporting import as_csv
from leadwright.leads.models import CustomField, Lead, SavedView
from leadwright.leads.narrowing import is_filter

ASKED = ("q", "status", "list", "owner", "sort")
LONGEST_QUERY = 2_000
MOST_ROWS = 200_000
MOST_NOTES = 40  # columns of what lists brought beside our fields


def query_of(given: QueryDict) -> str:
    """What of an address is a question to the list; pages and nonsense are left out."""
    kept = QueryDict(mutable=True)
    for name in (*ASKED, *sorted(name for name in given if is_filter(name))):
        if value := given.get(name, "").strip()[:100]:
            kept[name] = value
    return kept.urlencode()


@require_POST
def saved_views(request: HttpRequest) -> HttpResponse:
    """Keep the question that stands in the address, for everybody; the same name again changes it."""
    name, query = " ".join(request.POST.get("name", "").split())[:60], query_of(request.POST)
    back_to = f"{reverse('leads:index')}?{query}"
    if not name or not query or len(query) > LONGEST_QUERY:
        return gone(request, to=back_to, said=_("Give the view a name, and narrow the list first."))
    told = {"query": query, "by": request.member, "at": request.now}
    try:
        with transaction.atomic():
            SavedView.objects.update_or_create(workspace=request.member.workspace, name=name, defaults=told)
    except IntegrityError:
        return gone(request, to=back_to, said=_("Somebody has kept a view of that name just now."))
    return gone(request, to=back_to, said=_("Kept for the team: %(name)s.") % {"name": name})


@require_POST
def saved_view_removal(request: HttpRequest, pk: int) -> HttpResponse:
    view = SavedView.objects.seen_by(request.member).get_or_404(pk)
    view.delete()
    return gone(request, to=reverse("leads:index"), said=_("%(name)s is no longer kept.") % {"name": view.name})


@require_GET
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The leads that the list shows, whole, as CSV that no spreadsheet works out."""
    search = searching.asked(request.GET, request.member, now=request.now)
    leads = Lead.objects.seen_by(request.member).order_by("-created_at", "-pk")
    chosen = searching.chosen(search, leads, request.member)[:MOST_ROWS]
    answer = StreamingHttpResponse(
        as_csv(lines(chosen, fields_of(request.member))), content_type="text/csv; charset=utf-8"
    )
    name = slugify(search.list.name) if search.list else "leads"
    answer["Content-Disposition"] = f'attachment; filename="{name or "leads"}.csv"'
    return answer


def lines(leads, fields: list[CustomField]) -> Iterator[list[str]]:
    own = {field.key for field in fields}
    first = leads.values_list("custom", flat=True)[:2_000]
    notes = sorted({key for custom in first for key in custom} - own)[:MOST_NOTES]
    head = [columns.label(name) for name in FIELDS if name != "timezone"]
    head += [
        _("Company"),
        _("Website"),
        _("Industry"),
        _("Number of employees"),
        _("List"),
        _("Owner"),
        _("Standing"),
        _("Score"),
    ]
    yield [*head, _("Came in"), _("Tags"), *(field.name for field in fields), *notes]
    rows = leads.select_related("account", "list", "owner__user", "score").iterator(chunk_size=2_000)
    for lead in rows:
        told = [getattr(lead, name) for name in FIELDS if name != "timezone"]
        firm = lead.account
        of_firm = [firm.name, firm.website or firm.domain, firm.industry, firm.employees or ""] if firm else [""] * 4
        beside = [lead.list.name if lead.list else "", lead.owner.name if lead.owner else "", lead.get_status_display()]
        beside.append(lead.score.points if hasattr(lead, "score") else "")
        came = [f"{lead.created_at:%Y-%m-%d}", ", ".join(lead.tags)]
        yield [*told, *of_firm, *beside, *came, *as_cells(lead, fields), *(lead.custom.get(key, "") for key in notes)]
