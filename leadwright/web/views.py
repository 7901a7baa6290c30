"""The pages that belong to no single room: the way in, Today, the palette, the style guide."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from leadwright.inbox.models import Reply
from leadwright.leads.models import Lead, LeadList
from leadwright.pipeline.models import Handoff, Opportunity
from leadwright.tasks.models import Task
from leadwright.web import cards, finding, guide
from leadwright.web.day import day_pace, later
from leadwright.web.desk import SHOWN_ALONE
from leadwright.web.templatetags.shell import forgotten
from leadwright.web.today import KIND, KINDS, queue

ROWS = {
    "reply": Reply,
    "handoff": Handoff,
    "call": Task,
    "settle": Task,
    "approve": Task,
    "linkedin": Task,
    "reminder": Task,
    "decide": Lead,
    "deal": Opportunity,
    "enrol": Lead,
    "inbound": Lead,
    "research": Lead,
    "nobodys": Lead,
}
AROUND = ("account", "list", "workspace", "owner__user", "brief")


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
    row = found(request, kind, pk)
    context = {
        "room": "today",
        "kind": KIND[kind],
        "row": row,
        "lead": row if isinstance(row, Lead) else row.lead,
        "settled": cards.settled(row),
        "is_task": isinstance(row, Task),
        "pane_template": f"web/today/{kind}.html",
        "colleagues": cards.others(request.member),
        **cards.to_ring(request, kind, row),
        **cards.letter(row, kind),
    }
    return render(request, "web/pane.html" if request.htmx else "web/item.html", context)


def found(request, kind: str, pk: int):
    """The row that a kind of Today speaks of, with the lead and what stands around it."""
    if kind not in KIND:
        raise Http404
    rows = ROWS[kind].objects.seen_by(request.member)
    lead = "" if ROWS[kind] is Lead else "lead__"
    return rows.select_related(*(lead + name for name in AROUND)).get_or_404(pk)


@require_safe
def focus(request) -> HttpResponse:
    """One task after another: the first card, and the addresses of the rest in order. `?kind=call` makes a power hour,
    `&list=` one for the people of a list."""
    only = request.GET.get("kind", "")
    only = only if only in KIND else ""
    asked = request.GET.get("list", "")
    of = LeadList.objects.seen_by(request.member).filter(pk=asked).first() if only and asked.isdecimal() else None
    groups = queue(request.member, request.now, only, SHOWN_ALONE, of and of.pk)
    items = [item for group in groups for item in group.items]
    first = next((item for item in items if item.card == request.GET.get("card")), items[0] if items else None)
    context = {"room": "focus", "only": KIND.get(only), "of": of, "items": items, "first": first}
    if first:
        context |= cards.card(request, first.kind, found(request, first.kind, first.pk))
    return render(request, "web/focus.html", context)


@require_safe
def focus_card(request, kind: str, pk: int) -> HttpResponse:
    """One card by itself, for Focus to fetch ahead; without htmx a page that holds it."""
    context = cards.card(request, kind, found(request, kind, pk))
    if request.htmx:
        return render(request, "web/card.html", context)
    return render(request, "web/focus.html", {"room": "focus", "items": [], "first": True, **context})


@require_safe
def promise(request) -> HttpResponse:
    """The line of the rail that says whether anybody was forgotten: it takes its time, so the page does not wait."""
    return render(request, "web/promise.html", {"forgotten": forgotten(request.member.workspace)})


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
