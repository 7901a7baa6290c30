"""Mailboxes: set up, tried in both directions, stopped and released. Each member sees their own, managers all."""

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.channels.email import domain
from leadwright.channels.email.oauth import offered
from leadwright.channels.forms import MailboxForm
from leadwright.channels.models import DomainCheck, Mailbox
from leadwright.channels.trial import Trial, try_out
from leadwright.kit.pages import done, gone, wrong

INDEX = "channels/index.html"
FORM = "channels/form.html"
STANDING = "channels/standing.html"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, INDEX, _index(request))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    member = request.member
    # The member is set before the form: only a manager may choose somebody else.
    mailbox = Mailbox(workspace=member.workspace, member=member, created_at=request.now)
    return _form(request, mailbox)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, Mailbox.objects.shown_to(request.member).get_or_404(pk))


@require_http_methods(["GET", "POST"])
def standing(request: HttpRequest, pk: int) -> HttpResponse:
    """How the mailbox and its domain stand; POST tries both directions and looks at the domain once more."""
    mailbox = Mailbox.objects.shown_to(request.member).get_or_404(pk)
    trial = None
    if request.method == "POST":
        trial = try_out(mailbox, now=request.now)
        found = domain.check(
            mailbox.domain, smtp_host=mailbox.smtp_host, provider=mailbox.provider, returned=trial.mail
        )
        DomainCheck.objects.create(mailbox=mailbox, findings=domain.kept(found), at=request.now)
    last = mailbox.domain_checks.order_by("-at", "-pk").first()
    return render(request, STANDING, {"room": "mailboxes", "mailbox": mailbox, "trial": trial, "last": last})


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    mailbox = Mailbox.objects.shown_to(request.member).get_or_404(pk)
    mailbox.stop(_("Stopped by %(name)s.") % {"name": request.member.name}, request.now)
    said = _("%(address)s sends nothing until it is released. What is queued waits.") % {"address": mailbox.address}
    return _answer(request, said, undo=reverse("channels:release", args=[pk]))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    mailbox = Mailbox.objects.shown_to(request.member).get_or_404(pk)
    mailbox.release(request.now)
    said = _("%(address)s sends again.") % {"address": mailbox.address}
    return _answer(request, said, undo=reverse("channels:stop", args=[pk]))


@require_POST
def stop_all(request: HttpRequest) -> HttpResponse:
    workspace = request.member.workspace
    if workspace.sending_stopped_at is None:
        workspace.sending_stopped_at = request.now
        workspace.sending_stopped_why = (_("Stopped by %(name)s.") % {"name": request.member.name})[:200]
        workspace.save(update_fields=["sending_stopped_at", "sending_stopped_why"])
    return _answer(request, _("All sending is stopped. What is queued waits."), undo=reverse("channels:release_all"))


@require_POST
def release_all(request: HttpRequest) -> HttpResponse:
    workspace = request.member.workspace
    workspace.sending_stopped_at, workspace.sending_stopped_why = None, ""
    workspace.save(update_fields=["sending_stopped_at", "sending_stopped_why"])
    return _answer(request, _("Sending goes on."), undo=reverse("channels:stop_all"))


def _form(request: HttpRequest, mailbox: Mailbox) -> HttpResponse:
    form = MailboxForm(request.POST or None, instance=mailbox, member=request.member)
    context = {
        "room": "mailboxes",
        "form": form,
        "mailbox": mailbox,
        "is_new": mailbox.pk is None,
        "providers": offered(),
    }
    if request.method == "GET":
        return render(request, FORM, context)
    if not form.is_valid():
        return wrong(request, f"{FORM}#form" if request.htmx else FORM, context)
    found = None
    if form.wires_changed():
        # Not yet saved: the trial speaks to what the form says.
        found = try_out(form.instance, now=request.now)
        if not found.passed:
            context["trial"] = found
            return wrong(request, f"{FORM}#form" if request.htmx else FORM, context)
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("address", _("This address is set up already."))
        return wrong(request, f"{FORM}#form" if request.htmx else FORM, context)
    if found:
        # What lay there before is not for us, unless this very inbox was being read already.
        begin = found.last_uid if context["is_new"] or mailbox.uid_validity != found.uid_validity else mailbox.last_uid
        mailbox.keep_place(found.uid_validity, begin, request.now)
    return gone(request, to=reverse("channels:index"), said=_said(mailbox, found))


def _said(mailbox: Mailbox, found: Trial | None) -> str:
    if found is None:
        return _("%(address)s is kept.") % {"address": mailbox.address}
    if found.returned:
        return _("%(address)s works in both directions: a mail to itself went out and came back.") % {
            "address": mailbox.address
        }
    return _("%(address)s is kept; both log-ins work. %(note)s") % {"address": mailbox.address, "note": found.note}


def _answer(request: HttpRequest, said: str, *, undo: str) -> HttpResponse:
    return done(request, f"{INDEX}#state", _index(request), back_to=reverse("channels:index"), said=said, undo=undo)


def _index(request: HttpRequest) -> dict:
    mailboxes = (
        Mailbox.objects.shown_to(request.member).select_related("member__user").defer("password").order_by("address")
    )
    return {
        "room": "mailboxes",
        "workspace": request.member.workspace,
        "rows": [
            {"box": box, "fresh": box.freshly_read(request.now), "pace": box.pace(request.now)} for box in mailboxes
        ],
        "manages": request.member.manages,
    }
