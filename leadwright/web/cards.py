"""One task on one screen: all that Focus shows of it, so that the next cards can be fetched ahead, several at once."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from leadwright.activities.models import Kind as Fact
from leadwright.activities.views import SIGNS
from leadwright.inbox.models import Intent, Reply
from leadwright.leads.models import Lead
from leadwright.pipeline.models import Handoff, Opportunity
from leadwright.playbooks.sounding import reading_seconds
from leadwright.playbooks.warnings import warnings_of
from leadwright.research.checking import brief_or_blank
from leadwright.tasks.models import Task
from leadwright.team.models import Member
from leadwright.web import letters, ringing
from leadwright.web.around import Around
from leadwright.web.desk import desk
from leadwright.web.today import KIND

AT_ONCE = 4
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
# Which doors end the work on a card: after them the next one comes. (What a panel does besides keeps the card.)
ENDS = {
    "reply": [("inbox:answers", "row"), ("inbox:closing", "row")],
    "handoff": [("pipeline:acceptance", "row")],
    "decide": [("qualification:verdict", "lead"), ("pipeline:offer", "lead")],
    "enrol": [("cadences:enrolment", "lead")],
    "inbound": [("cadences:enrolment", "lead")],
}
# What another room shows of it, in the middle of the screen.
PANELS = {
    "reply": [("inbox:detail", "row")],
    "handoff": [("conversations:panel", "lead")],
    "settle": [("conversations:panel", "lead")],
    "decide": [("qualification:panel", "lead")],
    "enrol": [("cadences:panel", "lead")],
    "inbound": [("cadences:panel", "lead"), ("research:panel", "lead")],
    "research": [("research:panel", "lead")],
}
# Cards that take the room of several in one answer: their panels ask the database as often.
ROOM = {kind: 2 if kind == "reply" else AT_ONCE for kind in PANELS}
OWN_WORDS = {"call", "settle", "approve", "linkedin", "reminder", "deal", "nobodys"}


def cards(request: HttpRequest, asked: Sequence[tuple[str, int]]) -> list[dict]:
    """The contexts of web/card.html for what was asked for, in that order, as far as one answer holds: at most
    `AT_ONCE` cards, less where another room's panel takes the room of several. What is gone or somebody else's by now
    is only its address, with `gone`."""
    room, wanted = AT_ONCE, []
    for kind, pk in asked:
        room -= ROOM.get(kind, 1)
        if wanted and room < 0:
            break
        wanted.append((kind, pk))
    rows = found(request.member, wanted)
    mine = desk(request.member, request.now, 0)
    beside = around([lead_of(row) for row in rows.values()], request)
    shown = []
    for kind, pk in wanted:
        row = rows.get((kind, pk))
        here = row is not None and mine.has(row.offered_to_id if kind == "handoff" else row.owner_id)
        shown.append(card(request, kind, row, beside) if here else {"gone": reverse("web:focus_card", args=[kind, pk])})
    return shown


def found(member: Member, asked: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Model]:
    """The rows that kinds of Today speak of, with the lead and what stands around it: one question a kind."""
    rows = {}
    for kind in dict.fromkeys(kind for kind, _pk in asked):
        of_kind = ROWS[kind].objects.seen_by(member).filter(pk__in=[pk for each, pk in asked if each == kind])
        lead = "" if ROWS[kind] is Lead else "lead__"
        of_kind = of_kind.exclude(lead=None) if lead else of_kind
        for row in of_kind.select_related(*(lead + name for name in AROUND)):
            rows[kind, row.pk] = row
    return rows


def around(leads: Sequence[Lead], request: HttpRequest) -> Around:
    return Around(leads, request.member, request.now)


def lead_of(row: Model) -> Lead:
    return row if isinstance(row, Lead) else row.lead


def card(request: HttpRequest, kind: str, row: Model, beside: Around) -> dict:
    """The context of web/card.html."""
    lead = lead_of(row)
    tomorrow = request.member.local(request.now).date() + timedelta(days=1)
    panels = panels_of(kind, lead)
    shown = {name for name, _which in panels}
    story = beside.story(lead)
    context = {
        "kind": KIND[kind],
        "row": row,
        "lead": lead,
        "settled": settled(row),
        "brief": brief_or_blank(lead),
        "facts": [] if "research:panel" in shown else beside.facts(lead),  # once is enough
        "work_template": f"web/focus/{kind}.html" if kind in OWN_WORDS else "web/focus/panels.html",
        "panels": [(name, row.pk if which == "row" else lead.pk) for name, which in panels],
        "ends": [reverse(name, args=[row.pk if which == "row" else lead.pk]) for name, which in ENDS.get(kind, [])],
        "is_task": isinstance(row, Task),
        "colleagues": beside.others,
        "tomorrow": tomorrow,
        "story": [(each, SIGNS.get(each.kind, "pipeline")) for each in story],
        "heard": [each for each in story if each.kind == Fact.NOTE and each.detail.get("concern")],
        "running": beside.running(lead),
        "follows": beside.follows(lead),
        **to_ring(request, kind, row),
        **letter(row, kind),
    }
    if kind == "call" or (kind == "reply" and row.intent == Intent.OBJECTION):
        context["objections"] = beside.objections
    return context


def to_ring(request: HttpRequest, kind: str, row) -> dict:
    """How the lead is rung, for the kinds that ring."""
    if kind not in {"call", "inbound"}:
        return {}
    task, lead = (row, row.lead) if isinstance(row, Task) else (None, row)
    return {"way": ringing.way(lead, task, request.member, request.now)}


def letter(row, kind: str) -> dict:
    """A letter to approve: its subject, its text, the personal sentence that it could still get, and how it sounds."""
    if kind != "approve":
        return {}
    subject, text = letters.parts(row)
    seconds, warnings = reading_seconds(text), warnings_of(subject, text)
    return {"subject": subject, "text": text, "opener": letters.opener(row.lead, text)} | {
        "seconds": seconds,
        "warnings": warnings,
    }


def panels_of(kind: str, lead: Lead) -> list[tuple[str, str]]:
    if kind == "decide" and lead.status == "qualified":
        return [("pipeline:panel", "lead")]
    return PANELS.get(kind, [])


def settled(row) -> bool:
    return bool(
        getattr(row, "closed_at", None) or getattr(row, "settled_at", None) or getattr(row, "answered_at", None)
    )
