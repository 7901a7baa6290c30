"""The pages that belong to no single room: the way in, Today, the palette, the style guide."""

from contextlib import suppress

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from leadwright.leads.models import LeadList
from leadwright.tasks.models import Task
from leadwright.web import cards, finding, guide
from leadwright.web.day import day_pace, later
from leadwright.web.desk import SHOWN, SHOWN_ALONE, desk
from leadwright.web.templatetags.shell import forgotten, known_forgotten
from leadwright.web.today import KIND, KINDS, groups, queue


@require_safe
def home(request) -> HttpResponse:
    return redirect("web:today" if request.member else settings.LOGIN_URL)


@require_safe
def today(request) -> HttpResponse:
    """The queue. `?kind=` shows one kind alone; `?kind=later` what the day still brings."""
    only = request.GET.get("kind", "")
    only = only if only in KIND or only == "later" else ""
    at = desk(request.member, request.now, SHOWN)
    everything, coming = groups(at), later(at)
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
        "forgotten": known_forgotten(request.member.workspace),
    }
    return render(request, "web/today.html#queue" if request.htmx else "web/today.html", context)


@require_safe
def today_item(request, kind: str, pk: int) -> HttpResponse:
    """What the pane shows of one row; without htmx a page of its own."""
    row = found(request, kind, pk)
    beside = cards.around([cards.lead_of(row)], request)
    context = {
        "room": "today",
        "kind": KIND[kind],
        "row": row,
        "lead": cards.lead_of(row),
        "settled": cards.settled(row),
        "is_task": isinstance(row, Task),
        "pane_template": f"web/today/{kind}.html",
        "colleagues": beside.others,
        **cards.to_ring(request, kind, row),
        **cards.letter(row, kind),
    }
    return render(request, "web/pane.html" if request.htmx else "web/item.html", context)


def found(request, kind: str, pk: int) -> Model:
    """The row that a kind of Today speaks of."""
    row = cards.found(request.member, [(kind, pk)]).get((kind, pk)) if kind in KIND else None
    if row is None:
        raise Http404
    return row


def alone(request, kind: str, row: Model) -> dict:
    return cards.card(request, kind, row, cards.around([cards.lead_of(row)], request))


@require_safe
def focus(request) -> HttpResponse:
    """One task after another: the first card, and the addresses of the rest in order. `?kind=call` makes a power hour,
    `&list=` one for the people of a list."""
    only = request.GET.get("kind", "")
    only = only if only in KIND else ""
    asked = request.GET.get("list", "")
    of = LeadList.objects.seen_by(request.member).filter(pk=asked).first() if only and asked.isdecimal() else None
    waiting = queue(request.member, request.now, only, SHOWN_ALONE, of and of.pk)
    items = [item for group in waiting for item in group.items]
    first = next((item for item in items if item.card == request.GET.get("card")), items[0] if items else None)
    context = {"room": "focus", "only": KIND.get(only), "of": of, "items": items, "first": first}
    if first:
        context |= alone(request, first.kind, found(request, first.kind, first.pk))
    return render(request, "web/focus.html", context)


@require_safe
def focus_card(request, kind: str, pk: int) -> HttpResponse:
    """One card by itself, for Focus to fetch ahead; without htmx a page that holds it."""
    context = alone(request, kind, found(request, kind, pk))
    if request.htmx:
        return render(request, "web/card.html", context)
    return render(request, "web/focus.html", {"room": "focus", "items": [], "first": True, **context})


@require_safe
def focus_cards(request) -> HttpResponse:
    """The next cards, for Focus to have them ready: `?card=` is the address of one, the first wanted first. What one
    answer does not hold is left out; what is gone is there as settled."""
    asked = list(dict.fromkeys(each for text in request.GET.getlist("card")[: cards.AT_ONCE] if (each := named(text))))
    shown = cards.cards(request, asked) if asked else []
    return HttpResponse("".join(render_to_string("web/cards.html", each, request) for each in shown))


def named(address: str) -> tuple[str, int] | None:
    """The kind and the number in the address of a card."""
    with suppress(Resolver404):
        door = resolve(address)
        if door.view_name == "web:focus_card" and door.kwargs["kind"] in KIND:
            return door.kwargs["kind"], door.kwargs["pk"]
    return None


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
