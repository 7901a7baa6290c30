"""The pages that belong to no single room: the way in, Today, the palette, the style guide."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from leadwright.inbox.models import Reply
from leadwright.leads.models import Lead
from leadwright.pipeline.models import Handoff, Opportunity
from leadwright.tasks.models import Task
from leadwright.web import finding, guide
from leadwright.web.day import day_pace, later
from leadwright.web.today import KIND, KINDS, queue

ROWS = {
    "reply": Reply,
    "handoff": Handoff,
    "call": Task,
    "approve": Task,
    "linkedin": Task,
    "reminder": Task,
    "decide": Lead,
    "deal": Opportunity,
    "enrol": Lead,
    "research": Lead,
}


@require_safe
def home(request) -> HttpResponse:
    return redirect("web:today" if request.member else settings.LOGIN_URL)


@require_safe
def today(request) -> HttpResponse:
    """The queue. `?kind=` shows one kind alone; `?kind=later` what the day still brings."""
    only = request.GET.get("kind", "")
    only = only if only in KIND or only == "later" else ""
    everything = queue(request.member, request.now)
    coming = later(request.member, request.now)
    counts = {each.kind.name: each.count for each in everything}
    total = sum(counts.values())
    shown = everything
    if only in KIND:
        alone = [each for each in everything if each.kind.name == only and each.more]
        shown = queue(request.member, request.now, only) if alone else [e for e in everything if e.kind.name == only]
    context = {
        "room": "today",
        "only": only,
        "groups": [] if only == "later" else shown,
        "later": coming if only in {"", "later"} else [],
        "coming": len(coming),
        "filters": [(kind, counts[kind.name]) for kind in KINDS if kind.name in counts],
        "total": total,
        "pace": day_pace(request.member, request.now, total),
    }
    return render(request, "web/today.html#queue" if request.htmx else "web/today.html", context)


@require_safe
def today_item(request, kind: str, pk: int) -> HttpResponse:
    """What the pane shows of one row; without htmx a page of its own."""
    if kind not in KIND:
        raise Http404
    row = ROWS[kind].objects.seen_by(request.member).get_or_404(pk)
    lead = row if isinstance(row, Lead) else row.lead
    context = {
        "room": "today",
        "kind": KIND[kind],
        "row": row,
        "lead": lead,
        "settled": already_settled(row),
        "pane_template": f"web/today/{kind}.html",
    }
    return render(request, "web/pane.html" if request.htmx else "web/item.html", context)


def already_settled(row) -> bool:
    return bool(getattr(row, "closed_at", None) or getattr(row, "settled_at", None))


@require_safe
def find(request) -> HttpResponse:
    """The palette's lines for `?q=`: people first, then pages and acts."""
    words = request.GET.get("q", "")[:100]
    context = {"people": finding.people(request.member, words), "pages": finding.pages(request.member, words)}
    return render(request, "web/found.html", {**context, "words": words})


@require_safe
def styleguide(request) -> HttpResponse:
    """Each component of the look, with the words that explain it."""
    return render(request, "web/styleguide.html", {"room": "styleguide", **guide.examples(request.now)})
