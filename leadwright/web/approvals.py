"""The batch of letters: each is read in full, each may be left out, and one key sends those that stay in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from leadwright.kit.pages import done, gone, wrong
from leadwright.playbooks.warnings import warnings_of
from leadwright.tasks.models import Task, TaskKind
from leadwright.web import acts, letters
from leadwright.web.forms import LetterForm, LettersForm

PAGE = "web/approvals.html"
PART = "web/approvals.html#batch"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, page(request))


@require_POST
def drafts(request: HttpRequest) -> HttpResponse:
    """Letters from a template to the people of a list; they wait here and in Today until they are approved."""
    form = LettersForm(request.POST, member=request.member)
    if not form.is_valid():
        return wrong(request, PART if request.htmx else PAGE, page(request, form))
    told = letters.draft(form.cleaned_data["template"], form.cleaned_data["list"], by=request.member, now=request.now)
    said = ngettext("%(n)d letter waits for your word.", "%(n)d letters wait for your word.", told.made)
    said = said % {"n": told.made}
    if told.missing:
        lacking = ", ".join(f"{name} ({count})" for name, count in sorted(told.missing.items()))
        said += " " + _("Not written, for want of: %s.") % lacking
    return gone(request, to=reverse("web:approvals"), said=said)


@require_POST
def sending(request: HttpRequest) -> HttpResponse:
    """Send the letters that were left in (`letter`, many); what was not seen on the page is not touched."""
    chosen = [int(pk) for pk in request.POST.getlist("letter") if pk.isascii() and pk.isdigit() and len(pk) < 18]
    sent = 0
    for task in waiting(request).filter(pk__in=chosen[: letters.MOST]):
        subject, text = letters.parts(task)
        sent += letters.approve(task, subject=subject, text=text, by=request.member, now=request.now) is not None
    said = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", sent) % {"n": sent}
    return done(request, PART, page(request), back_to=reverse("web:approvals"), said=said, undo=undo(request, sent))


@require_POST
def approval(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter, as it stands in the form."""
    task = acts.tasks(request).filter(kind=TaskKind.APPROVE).get_or_404(pk)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return wrong(request, "web/refused.html", {"errors": form.errors})
    given = form.cleaned_data
    text = letters.with_personal(given["text"], given["personal"])
    message = letters.approve(task, subject=given["subject"], text=text, by=request.member, now=request.now)
    if message is None and task.is_open:
        sentence = _("It was not sent: they opted out of e-mail, or you have no mailbox.")
        return wrong(request, "web/refused.html", {"errors": {"text": [sentence]}})
    said = _("On its way to %s.") % task.lead.name if message else str(acts.BEFORE)
    return acts.answer(request, said, undo=undo(request, message))


@require_POST
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Undo of an approval: `?at=` is its moment, which all letters of a batch share."""
    try:
        at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        at = None
    count = letters.take_back(at, by=request.member, now=request.now) if at and at.tzinfo else 0
    said = ngettext("%(n)d letter waits again.", "%(n)d letters wait again.", count) % {"n": count}
    return acts.answer(request, said if count else _("They have left already."))


def waiting(request: HttpRequest):
    return acts.tasks(request).open().filter(kind=TaskKind.APPROVE, owner=request.member).order_by("due_at", "pk")


def page(request: HttpRequest, form: LettersForm | None = None) -> dict:
    found = [(task, *letters.parts(task)) for task in waiting(request)[: letters.MOST]]
    sounding = [(task, subject, text, warnings_of(subject, text)) for task, subject, text in found]
    return {"room": "today", "letters": sounding, "form": form or LettersForm(member=request.member)}


def undo(request: HttpRequest, sent: Task | object) -> str:
    return reverse("web:withdrawal") + "?" + urlencode({"at": request.now.isoformat()}) if sent else ""
