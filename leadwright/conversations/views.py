"""What was written to a lead and by them, on the lead page; and the public way out of our mail."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from leadwright.channels import files
from leadwright.channels.email.parts import part_of
from leadwright.channels.files import file_name
from leadwright.conversations import opting_out, sending, tracking
from leadwright.conversations.forms import MessageForm
from leadwright.conversations.models import Attachment, Message, TrackedLink, Tracking
from leadwright.conversations.writing import queue_email
from leadwright.kit.html import clean
from leadwright.kit.pages import done, gone, wrong
from leadwright.leads.models import Channel, Lead, OptOut
from leadwright.team.access import SELLERS

PANEL = "conversations/panel.html"
MOST_MESSAGES = 60
# Nothing is fetched and nothing runs; the frame around it has no origin of its own.
FRAME_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, PANEL, _panel(request, Lead.objects.seen_by(request.member).get_or_404(pk)))


@require_POST
def messages(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one e-mail; it goes at once."""
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    form = MessageForm(request.POST, request.FILES, lead=lead, member=request.member)
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, form))
    queue_email(
        lead=lead,
        mailbox=form.cleaned_data["mailbox"],
        author=request.member,
        subject=form.cleaned_data["subject"],
        text=form.cleaned_data["text"],
        automatic=False,
        parent=form.parent(),
        files=files.keep(lead.workspace_id, form.cleaned_data["files"]),
        due_at=request.now,
        now=request.now,
    )
    return _answer(request, lead, _("On its way to %(name)s.") % {"name": lead.name})


@require_GET
def html(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail as its writer made it, for the sandboxed frame only."""
    message = Message.objects.seen_by(request.member).filter(outbound=False).exclude(html="").get_or_404(pk)
    response = HttpResponse(f'<!doctype html><meta charset="utf-8"><base target="_blank">{clean(message.html)}')
    response["Content-Security-Policy"] = FRAME_POLICY
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of a mail, to be kept and never shown: whatever it is, a browser runs nothing of it."""
    row = get_object_or_404(
        Attachment.objects.filter(message__in=Message.objects.seen_by(request.member)).select_related("file"), pk=pk
    )
    response = HttpResponse(content_of(row), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file_name(row.name))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def content_of(row: Attachment) -> bytes:
    if row.file is not None:
        return bytes(row.file.content)
    raw = Message.objects.filter(pk=row.message_id).values_list("raw", flat=True).first()
    found = part_of(bytes(raw or b""), row.part)
    if found is None:
        raise Http404
    return found


@require_POST
def cancellation(request: HttpRequest, pk: int) -> HttpResponse:
    message = _ours(request, pk)
    withdrawn = sending.cancel(message, by=request.member, now=request.now)
    return _answer(request, message.lead, _("Withdrawn. It was not sent.") if withdrawn else _("It has left already."))


@require_POST
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's word on a doubtful send: `sent` is yes or no."""
    message = _ours(request, pk)
    if request.POST.get("sent") not in {"yes", "no"}:
        return wrong(request, PANEL, _panel(request, message.lead))
    sent = request.POST["sent"] == "yes"
    sending.settle(message, sent=sent, by=request.member, now=request.now)
    return _answer(request, message.lead, _("Kept: it was sent.") if sent else _("Kept: it was not sent."))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """The public page behind the link in a mail. Scanners open links, so GET changes nothing; POST, from the page or
    from a mail program (RFC 8058), does, and answers 200 without a redirect once the no is stored."""
    message = opting_out.message_of(token)
    if message is None:
        return _public({"unknown": True}, status=404)
    if request.method == "POST":
        source = "form" if "page" in request.GET else "one_click"
        opting_out.opt_out_by(message, source=source, now=request.now)
    out = message.lead is None or OptOut.objects.covering(message.lead, Channel.EMAIL).exists()
    return _public({"message": message, "out": out})


@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The picture of a tracked mail; whatever asks gets it, and is kept as a look."""
    message = Message.objects.filter(pk=tracking.pk_in(token, tracking.OPEN)).first()
    if message is not None:
        tracking.seen(message, request, now=request.now)
    return HttpResponse(tracking.PICTURE, content_type="image/gif", headers={"Cache-Control": "no-store, private"})


@require_safe
def followed(request: HttpRequest, token: str) -> HttpResponse:
    """On to where the link of the mail led, and nowhere else."""
    found = TrackedLink.objects.filter(pk=tracking.pk_in(token, tracking.CLICK)).select_related("message")
    link = found.first()
    if link is None:
        return _public({"unknown": True}, status=404)
    tracking.seen(link.message, request, link=link, now=request.now)
    response = HttpResponseRedirect(link.url)
    response["Cache-Control"], response["Referrer-Policy"] = "no-store, private", "no-referrer"
    return response


@require_http_methods(["GET", "POST"])
def tracked(request: HttpRequest) -> HttpResponse:
    """What the workspace wants to know of mails whose template asks for it: off until a manager says otherwise."""
    workspace = request.member.workspace
    if request.method == "POST":
        wanted = {"opens": "opens" in request.POST, "clicks": "clicks" in request.POST}
        Tracking.objects.update_or_create(
            workspace=workspace, defaults={**wanted, "by": request.member, "at": request.now}
        )
        return gone(request, to=reverse("conversations:tracking"), said=_("Kept. It holds for mails from now on."))
    wanted = Tracking.objects.filter(workspace=workspace).select_related("by__user").first()
    return render(request, "conversations/tracking.html", {"wanted": wanted, "room": "templates"})


def _public(context: dict, status: int = 200) -> HttpResponse:
    """Without the request, so that a mail program that posts here gets no cookie (RFC 8058)."""
    return HttpResponse(render_to_string("conversations/opt_out.html", context), status=status)


def _ours(request: HttpRequest, pk: int) -> Message:
    message = Message.objects.seen_by(request.member).select_related("lead").filter(outbound=True).get_or_404(pk)
    if message.lead is None:
        raise Http404
    return message


def _answer(request: HttpRequest, lead: Lead, said: str) -> HttpResponse:
    return done(request, PANEL, _panel(request, lead), back_to=reverse("leads:detail", args=[lead.pk]), said=said)


def _panel(request: HttpRequest, lead: Lead, form: MessageForm | None = None) -> dict:
    newest = Message.objects.filter(lead=lead).select_related("author__user", "mailbox", "conversation__mailbox")
    # A password is decrypted wherever its mailbox is loaded.
    lighter = newest.defer("raw", "enclosed", "mailbox__password", "conversation__mailbox__password")
    lighter = lighter.prefetch_related("files", "sightings")
    shown = list(lighter.order_by("-at", "-pk")[: MOST_MESSAGES + 1])
    kept = sorted(shown[:MOST_MESSAGES], key=lambda message: (message.conversation_id, message.at, message.pk))
    threads = [
        {"conversation": conversation, "messages": list(found)}
        for conversation, found in groupby(kept, key=lambda message: message.conversation)
    ]
    threads.sort(key=lambda thread: thread["messages"][-1].at, reverse=True)
    may_write = request.member.role in SELLERS
    return {
        "lead": lead,
        "threads": threads,
        "count": len(kept),
        "more": len(shown) > MOST_MESSAGES,
        "may_write": may_write,
        "form": form or (MessageForm(lead=lead, member=request.member) if may_write else None),
        "open": form is not None,
        "opted_out": lead.opted_out_of(Channel.EMAIL),
    }
