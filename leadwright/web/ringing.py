"""Before a number is rung: whether it may be, and by what: a link that the own phone opens, or a wire of ours."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Subquery
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.channels.models import PhoneLine
from leadwright.conversations import dialling
from leadwright.conversations.models import Dial, NumberHold
from leadwright.leads.models import Channel, Lead, OptOut
from leadwright.tasks.models import Task
from leadwright.team.models import Member
from leadwright.web.work import asked_for, calling_window, home_of


@dataclass(frozen=True)
class Way:
    """How this lead is rung. `refused` says why not; without a `line` it is a link."""

    number: str
    refused: str = ""
    line: PhoneLine | None = None
    dial: Dial | None = None
    may_ask: bool = False
    no_phone: bool = False


def way(lead: Lead, task: Task | None, member: Member, now: datetime) -> Way:
    """`task` is the call that is due; without one it is somebody who asked to hear from us."""
    known = standing(lead, now)
    refused = why_not(lead, task, known, now)
    if known["line"] is None or task is None:
        return Way(lead.phone, refused)
    line = PhoneLine.objects.get(pk=known["line"])
    last = Dial.objects.filter(workspace=member.workspace_id, key=key_of(task)).select_related("line", "lead__account")
    dial = last.order_by("-asked_at").first()
    may_ask = bool(dial and dialling.may_ask(dial))
    return Way(lead.phone, refused, line, dial, may_ask, no_phone=not member.phone)


def key_of(task: Task) -> str:
    return f"task:{task.pk}"


def standing(lead: Lead, now: datetime) -> dict:
    """In one question: whether they said no to calls, until when their number rests, and by which line we ring."""
    no = OptOut.objects.covering(lead, Channel.PHONE)
    holds = NumberHold.objects.filter(workspace=lead.workspace_id, number=lead.phone, until__gt=now)
    line = PhoneLine.objects.filter(workspace=lead.workspace_id)
    asked = Lead.objects.filter(pk=lead.pk).order_by()
    return asked.values(
        no=Exists(no), rests_until=Subquery(holds.values("until")[:1]), line=Subquery(line.values("pk")[:1])
    ).get()


def why_not(lead: Lead, task: Task | None, known: dict, now: datetime) -> str:
    """Why this lead must not be rung now; "" where they may be."""
    if not lead.phone:
        return _("No number is known. Skip it, or add one on the lead’s page.")
    if known["no"]:
        return _("They said no to calls. Nobody rings them; skip it.")
    if until := known["rests_until"]:
        return _("Their number failed on three separate days. Nobody rings it before %s.") % day_of(until, lead)
    opens = calling_window(task, now)[0] if task else asked_for(home_of(lead), now)[0]
    if opens > now:
        there = opens.astimezone(home_of(lead).clock)
        return _("It is outside their hours. They may be called from %s there.") % formats.date_format(there, "D H:i")
    return ""


def day_of(at: datetime, lead: Lead) -> str:
    return formats.date_format(at.astimezone(home_of(lead).clock), "j M Y")
