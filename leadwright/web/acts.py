"""What is done from Today and Focus: the outcome of a task, its taking back, another owner."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leadwright.activities.models import Kind, record
from leadwright.cadences import taking_back as cadence
from leadwright.cadences.calling import call_made
from leadwright.cadences.linkedin import touched
from leadwright.conversations import sending
from leadwright.conversations.models import Message
from leadwright.inbox.models import Reply
from leadwright.kit.pages import announce, see_other, wrong
from leadwright.knowledge.answering import ask_marked
from leadwright.leads.models import Lead
from leadwright.playbooks.objections import objections_of
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member
from leadwright.web.forms import OutcomeForm, OwnerForm

OF_A_CADENCE = {TaskKind.CALL, TaskKind.LINKEDIN}
LEADS = {"decide", "enrol", "research", "inbound", "nobodys"}
BEFORE = gettext_lazy("That was logged before; the first stands.")


@require_POST
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a task. Said twice, the first stands; Undo is at `taking_back`."""
    task = tasks(request).get_or_404(pk)
    form = OutcomeForm(request.POST, task=task, member=request.member, now=request.now)
    if not form.is_valid():
        return wrong(request, "web/refused.html", {"errors": form.errors})
    given = form.cleaned_data
    said = settle(task, given, by=request.member, now=request.now)
    if said:
        heard(task, given, by=request.member, now=request.now)
        promise(task, given, by=request.member, now=request.now)
        ask_marked(given["note"], lead=task.lead, asker=request.member, key=f"task:{task.pk}", now=request.now)
    undo = reverse("web:taking_back", args=[task.pk]) if said and task.kind != TaskKind.SETTLE else ""
    return answer(request, str(said or BEFORE), undo=undo)


def settle(task: Task, given: dict, *, by: Member, now: datetime) -> str:
    """Close the task the way its kind is closed; what to say of it, or "" where it was closed before."""
    note = given["note"]
    if given["outcome"] == Task.Outcome.SKIPPED:
        closed = task.close(by=by, outcome=Task.Outcome.SKIPPED, note=note[:1000], now=now)
        return _("Skipped: %s") % note if closed else ""
    if task.kind == TaskKind.CALL:
        back = given["call_back_at"]
        call = call_made(task, disposition=given["disposition"], note=note, by=by, now=now, call_back_at=back)
        return _("Logged: %s.") % call.get_disposition_display() if call else ""
    if task.kind == TaskKind.SETTLE:
        return settle_mail(task, given["sent"] == "yes", by=by, now=now)
    if task.kind == TaskKind.LINKEDIN:
        return _("Noted.") if touched(task, by=by, note=note[:1000], now=now) else ""
    return _("Done.") if task.close(by=by, outcome=Task.Outcome.DONE, note=note[:1000], now=now) else ""


def settle_mail(task: Task, sent: bool, *, by: Member, now: datetime) -> str:
    """A person's word on a doubtful send; the task that asked for it is done with it."""
    message = Message.objects.filter(workspace_id=task.workspace_id, pk=doubtful(task)).first()
    with transaction.atomic():
        if not task.close(by=by, outcome=Task.Outcome.DONE, now=now, told=False):
            return ""
        if message is not None:
            sending.settle(message, sent=sent, by=by, now=now)
    return _("Kept: it was sent.") if sent else _("Kept: it was not sent.")


def doubtful(task: Task) -> int:
    """The number of the message that the task asks about (cadences/engine.py: "settle:12")."""
    number = task.key.partition(":")[2]
    return int(number) if number.isdecimal() else 0


def heard(task: Task, given: dict, *, by: Member, now: datetime) -> None:
    """The concern that was heard: kept with the lead, so that whoever talks to them next sees it."""
    concern = " ".join(given["concern"].split())
    if not concern:
        return
    known = next((one for one in objections_of(by) if str(one.name).casefold() == concern.casefold()), None)
    record(
        Kind.NOTE,
        workspace_id=task.workspace_id,
        key=f"task:{task.pk}:concern:{now.isoformat()}",
        summary=_("Concern heard: %s") % concern,
        why=given["note"],
        lead=task.lead,
        member=by,
        detail={"concern": concern, "objection": known.pk if known else None, "task": task.pk},
        at=now,
    )


def promise(task: Task, given: dict, *, by: Member, now: datetime) -> None:
    """What was promised becomes a reminder with its day."""
    if not given["promise"]:
        return
    ask(
        kind=TaskKind.REMINDER,
        lead=task.lead,
        owner=task.owner,
        title=given["promise"],
        why=_("You promised it on %s.") % date_format(by.local(now), "j M"),
        key=f"promise:{task.pk}:{now.isoformat()}",
        due_at=given["promised_at"],
        now=now,
    )


@require_POST
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The task waits again, and what its outcome did to the cadence is taken back as far as it has not gone on."""
    task = tasks(request).get_or_404(pk)
    if task.kind in OF_A_CADENCE:
        taken = cadence.take_back(task, by=request.member, now=request.now)
    else:
        taken = task.reopen(by=request.member, now=request.now)
    return answer(request, _("Taken back: it waits for you again.") if taken else _("It was open already."))


@require_POST
def owner(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A colleague does it from now on: a task, a reply, or a lead with all that it asks for. Undo, which posts
    nothing, says in the address who had it before; of a lead that may be nobody."""
    row = owned(request, kind, pk)
    was = row.owner_id
    if isinstance(row, Lead) and request.GET.get("to") == "nobody":
        hand(row, None, note="", by=request.member, now=request.now)
        return answer(request, _("It is nobody's again."))
    form = OwnerForm(request.POST or request.GET, member=request.member)
    if not form.is_valid():
        return wrong(request, "web/refused.html", {"errors": form.errors})
    to = form.cleaned_data["to"]
    hand(row, to, note=form.cleaned_data["note"], by=request.member, now=request.now)
    undo = reverse("web:owner", args=[kind, pk]) + f"?to={was or 'nobody'}"
    return answer(request, _("%s has it now.") % to.name, undo=undo if was or isinstance(row, Lead) else "")


def owned(request: HttpRequest, kind: str, pk: int) -> Task | Reply | Lead:
    if kind == "reply":
        return Reply.objects.seen_by(request.member).select_related("lead").get_or_404(pk)
    if kind in LEADS:
        return Lead.objects.seen_by(request.member).get_or_404(pk)
    if kind in {"call", "linkedin", "reminder", "approve", "settle"}:
        return tasks(request).get_or_404(pk)
    raise Http404


def hand(row: Task | Reply | Lead, to: Member | None, *, note: str, by: Member, now: datetime) -> None:
    """Only a lead may go to nobody. What a lead's owner had to do for it goes along."""
    if isinstance(row, Task):
        row.hand(to, by, now, note=note)
        return
    lead = row if isinstance(row, Lead) else row.lead
    with transaction.atomic():
        if not type(row).objects.filter(pk=row.pk).exclude(owner=to).update(owner=to):
            return
        if isinstance(row, Lead) and to is not None:
            theirs = Q(owner=row.owner_id) if row.owner_id else Q(owner=None)
            Reply.objects.filter(theirs, lead=row, settled_at=None).update(owner=to)
            Task.objects.open().filter(theirs, lead=row).update(owner=to)
        what = _("Lead given to %s") if isinstance(row, Lead) else _("Reply given to %s")
        record(
            Kind.NOTE,
            workspace_id=lead.workspace_id,
            key=f"{type(row).__name__.lower()}:{row.pk}:owner:{now.isoformat()}",
            summary=what % (to.name if to else _("nobody")),
            why=note,
            lead=lead,
            member=by,
            at=now,
        )


def tasks(request: HttpRequest):
    found = Task.objects.seen_by(request.member).exclude(lead=None)
    return found.select_related("lead__workspace", "lead__account", "owner__user")


def answer(request: HttpRequest, said: str, undo: str = "") -> HttpResponse:
    """Nothing is drawn anew here: the queue and Focus know what comes next. Without htmx back to where it was done."""
    if request.htmx or request.headers.get("HX-Request"):
        return announce(HttpResponse(status=204), said, undo)
    messages.success(request, said)
    return see_other(reverse("web:focus" if request.POST.get("from") == "focus" else "web:today"))
