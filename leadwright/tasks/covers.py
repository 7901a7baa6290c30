"""The team's work at a glance: what is due and overdue of whom, who covers for whom, and one act to move it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.tasks import covering
from leadwright.tasks.forms import LeaveForm, MoveForm, colleagues
from leadwright.tasks.models import Leave, Move

PAGE = "tasks/team.html"
PART = "tasks/team.html#team"


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, _page(request))


@require_POST
def leaves(request: HttpRequest) -> HttpResponse:
    """Somebody is away: a rep says it of themselves, a manager of anybody."""
    form = LeaveForm(request.POST, by=request.member, now=request.now)
    if not form.is_valid():
        return wrong(request, _part(request), _page(request, form))
    leave = form.save(commit=False)
    leave.workspace_id, leave.by, leave.at = request.member.workspace_id, request.member, request.now
    leave.save(force_insert=True)
    said = _("%(cover)s sees the work of %(member)s in Today while they are away.") % {
        "cover": leave.cover.name,
        "member": leave.member.name,
    }
    return _answer(request, said, undo=reverse("tasks:leave_ending", args=[leave.pk]))


@require_POST
def leave_ending(request: HttpRequest, pk: int) -> HttpResponse:
    leave = Leave.objects.seen_by(request.member).get_or_404(pk)
    if not request.member.manages and request.member.pk != leave.member_id:
        raise PermissionDenied
    Leave.objects.filter(pk=leave.pk, ended_at=None).update(ended_at=request.now)
    return _answer(request, _("The cover has ended."))


@require_POST
def moves(request: HttpRequest) -> HttpResponse:
    """All that is due of one member to a colleague (`to`), or what is overdue to new days."""
    form = MoveForm(request.POST, by=request.member)
    if not form.is_valid():
        return wrong(request, _part(request), {**_page(request), "move_form": form})
    member, to = form.cleaned_data["member"], form.cleaned_data["to"]
    if to:
        act = covering.reassign(member, to, by=request.member, now=request.now)
    else:
        act = covering.shift(member, by=request.member, now=request.now)
    if act is None:
        return _answer(request, _("Nothing of theirs is late."))
    count = len(act.before)
    if to:
        said = ngettext("%(n)d task is %(name)s's now.", "%(n)d tasks are %(name)s's now.", count)
    else:
        said = ngettext("%(n)d task has a new day.", "%(n)d tasks have new days.", count)
    undo = reverse("tasks:move_taking_back", args=[act.pk])
    return _answer(request, said % {"n": count, "name": to.name if to else ""}, undo=undo)


@require_POST
def move_taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    act = Move.objects.seen_by(request.member).get_or_404(pk)
    if not request.member.manages and request.member.pk != act.by_id:
        raise PermissionDenied
    count = covering.take_back(act, now=request.now)
    said = ngettext("%(n)d task is as it was.", "%(n)d tasks are as they were.", count) % {"n": count}
    return _answer(request, said)


def _part(request: HttpRequest) -> str:
    return PART if request.htmx else PAGE


def _answer(request: HttpRequest, said: str, undo: str = "") -> HttpResponse:
    return done(request, PART, _page(request), back_to=reverse("tasks:team"), said=said, undo=undo)


def _page(request: HttpRequest, form: LeaveForm | None = None) -> dict:
    member, now = request.member, request.now
    today = member.local(now).date()
    waiting = covering.standing(member.workspace_id, now)
    known = Leave.objects.seen_by(member).filter(ended_at=None, last_on__gte=today).order_by("first_on", "pk")
    to_come = list(known.select_related("member__user", "cover__user"))
    away = {leave.member_id: leave for leave in to_come if leave.first_on <= today}
    people = list(colleagues(member))
    return {
        "room": "today",
        "people": [
            {"member": one, "waiting": waiting.get(one.pk), "away": away.get(one.pk), "mine": _may_move(member, one)}
            for one in people
        ],
        "colleagues": people,
        "leaves": [(leave, _may_move(member, leave.member)) for leave in to_come],
        "leave_form": form or LeaveForm(by=member, now=now, initial={"first_on": today, "last_on": today}),
        "now": now,
    }


def _may_move(by, member) -> bool:
    return by.manages or by.pk == member.pk
