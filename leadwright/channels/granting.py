"""A mailbox at Google or Microsoft: the person goes there, says yes, and comes back with a code, which
channels/email/oauth.py changes into tokens."""

import secrets

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from leadwright.channels.email import oauth
from leadwright.channels.email.oauth import NotGranted, Tokens
from leadwright.channels.email.providers import Provider
from leadwright.channels.models import Grant, Mailbox
from leadwright.channels.trial import try_out
from leadwright.kit.pages import gone

KEPT = "oauth"  # in the session: what ties the way there and the way back to one browser (RFC 6749, 10.12)


@require_GET
def connect(request: HttpRequest, provider: str) -> HttpResponse:
    """To the provider, where the person says yes."""
    found = provider_of(provider)
    return sent_there(request, found, back=back_to(found), kept=KEPT)


@require_GET
def connected(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(provider)
    try:
        tokens = brought_back(request, found, back=back_to(found), kept=KEPT)
    except NotGranted as error:
        return refused(request, error.sentence)
    mailbox = kept_mailbox(request, found, tokens)
    if mailbox is None:
        return refused(request, _("This address is set up already."))
    return gone(request, to=reverse("channels:edit", args=[mailbox.pk]), said=tried(request, mailbox))


def sent_there(request: HttpRequest, provider: Provider, *, back: str, kept: str) -> HttpResponse:
    """On the way to the provider; `kept` is the place in the session that waits for the way back."""
    state, proof = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    request.session[kept] = {"state": state, "proof": proof, "provider": provider.code}
    return HttpResponseRedirect(oauth.permission_url(provider, back=back, state=state, proof=proof))


def brought_back(request: HttpRequest, provider: Provider, *, back: str, kept: str) -> Tokens:
    """What the person brings from the provider. The code is worth something once, and only in the browser that went
    there. Raises NotGranted."""
    waits = request.session.pop(kept, {})
    given = request.GET.get("state", "")
    if waits.get("provider") != provider.code or not constant_time_compare(given, waits.get("state", "")):
        raise NotGranted(_("This way back is not open any more. Connect it again."), for_good=True)
    tokens = oauth.exchanged(
        provider,
        answer_url=request.build_absolute_uri(),
        back=back,
        state=waits["state"],
        proof=waits["proof"],
        now=oauth.wall_clock(),
    )
    if not (tokens.address and tokens.refresh):
        sentence = _("%s did not say who said yes, or gives no lasting permission.") % provider.name
        raise NotGranted(sentence, for_good=True)
    return tokens


def provider_of(code: str) -> Provider:
    found = next((one for one in oauth.offered() if one.code == code), None)
    if found is None:
        raise Http404
    return found


def back_to(provider: Provider) -> str:
    return settings.PUBLIC_URL + reverse("channels:connected", args=[provider.code])


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "channels/refused.html", {"room": "mailboxes", "sentence": sentence}, status=422)


def kept_mailbox(request: HttpRequest, provider: Provider, tokens: Tokens) -> Mailbox | None:
    """The mailbox of that address, with the tokens; None where it is somebody else's."""
    member = request.member
    with transaction.atomic():
        mailbox = Mailbox.objects.seen_by(member).filter(address__iexact=tokens.address).first()
        if mailbox and not Mailbox.objects.shown_to(member).filter(pk=mailbox.pk).exists():
            return None
        if mailbox is None:
            mailbox = Mailbox(workspace=member.workspace, member=member, created_at=request.now)
            mailbox.address, mailbox.sender_name = tokens.address, member.name
        mailbox.provider, mailbox.username, mailbox.password = provider.code, tokens.address, None
        mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security = provider.smtp
        mailbox.imap_host, mailbox.imap_port, mailbox.imap_security = provider.imap
        mailbox.save()
        granted = {"provider": provider.code, "access": tokens.access, "refresh": tokens.refresh, "until": tokens.until}
        Grant.objects.update_or_create(mailbox=mailbox, defaults=granted)
    return mailbox


def tried(request: HttpRequest, mailbox: Mailbox) -> str:
    """What came of the trial in both directions. A mailbox that does not work yet sends nothing."""
    found = try_out(mailbox, now=request.now)
    if not found.passed:
        mailbox.stop(found.sending or found.reading, request.now)
        return _("%(address)s is connected, but does not work yet: %(why)s") % {
            "address": mailbox.address,
            "why": found.sending or found.reading,
        }
    mailbox.keep_place(found.uid_validity, found.last_uid, request.now)
    return _("%s is connected and works in both directions.") % mailbox.address
