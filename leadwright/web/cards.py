"""One task on one screen: all that Focus shows of it, asked for at once so that the next card can be fetched ahead."""

from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.activities.models import Kind as Fact
from leadwright.activities.views import SIGNS
from leadwright.cadences.models import Enrolment, Step
from leadwright.inbox.models import Intent
from leadwright.leads.models import Lead
from leadwright.playbooks.objections import measured, objections_of
from leadwright.playbooks.sounding import reading_seconds
from leadwright.playbooks.warnings import warnings_of
from leadwright.research.checking import brief_or_blank, facts_of
from leadwright.tasks.forms import colleagues
from leadwright.tasks.models import Task
from leadwright.team.models import Member
from leadwright.web import letters, ringing
from leadwright.web.today import KIND

FACTS = 5
STORY = 9
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
OWN_WORDS = {"call", "settle", "approve", "linkedin", "reminder", "deal", "nobodys"}


def card(request: HttpRequest, kind: str, row) -> dict:
    """The context of web/card.html."""
    lead = row if isinstance(row, Lead) else row.lead
    tomorrow = request.member.local(request.now).date() + timedelta(days=1)
    panels = panels_of(kind, lead)
    shown = {name for name, _which in panels}
    found = {
        "kind": KIND[kind],
        "row": row,
        "lead": lead,
        "settled": settled(row),
        "brief": brief_or_blank(lead),
        "facts": [] if "research:panel" in shown else facts_of(lead)[:FACTS],  # once is enough
        "work_template": f"web/focus/{kind}.html" if kind in OWN_WORDS else "web/focus/panels.html",
        "panels": [(name, row.pk if which == "row" else lead.pk) for name, which in panels],
        "ends": [reverse(name, args=[row.pk if which == "row" else lead.pk]) for name, which in ENDS.get(kind, [])],
        "is_task": isinstance(row, Task),
        "colleagues": others(request.member),
        "tomorrow": tomorrow,
        **to_ring(request, kind, row),
        **story(lead, request.member),
        **next_step(lead),
    }
    if kind == "call" or (kind == "reply" and row.intent == Intent.OBJECTION):
        found["objections"] = measured(objections_of(request.member), now=request.now, lately=True)
    found |= letter(row, kind)
    return found


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


def others(member: Member) -> list[Member]:
    """To whom something may be handed."""
    return [one for one in colleagues(member) if one.pk != member.pk]


def panels_of(kind: str, lead: Lead) -> list[tuple[str, str]]:
    if kind == "decide" and lead.status == "qualified":
        return [("pipeline:panel", "lead")]
    return PANELS.get(kind, [])


def settled(row) -> bool:
    return bool(
        getattr(row, "closed_at", None) or getattr(row, "settled_at", None) or getattr(row, "answered_at", None)
    )


def story(lead: Lead, member: Member) -> dict:
    """The last that happened, and the concerns among it."""
    rows = list(Activity.objects.filter(lead=lead).told_to(member).order_by("-at", "-pk")[:STORY])
    heard = [row for row in rows if row.kind == Fact.NOTE and row.detail.get("concern")]
    return {"story": [(row, SIGNS.get(row.kind, "pipeline")) for row in rows], "heard": heard}


def next_step(lead: Lead) -> dict:
    """The cadence that the lead is on, and the step that follows the one of today."""
    running = Enrolment.objects.active().filter(lead=lead).select_related("version__cadence").first()
    if running is None:
        return {"running": None}
    later = Step.objects.filter(version=running.version_id, position__gt=running.position).order_by("position")
    return {"running": running, "follows": later.first()}
