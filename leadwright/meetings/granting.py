"""A calendar at Google or Microsoft: the person goes there, says yes, and comes back with a code, as for mailboxes
(channels/granting.py). The token opens the calendar and nothing else."""

import secrets
from dataclasses import replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from leadwright.channels.email import oauth
from leadwright.channels.email.oauth import NotGranted, Tokens
from leadwright.channels.email.providers import Provider
from leadwright.kit.pages import gone
from leadwright.meetings import calendars, google, microsoft
from leadwright.meetings.models import Calendar, CalendarGrant

KEPT = "calendar_oauth"  # in the session: what ties the way there and the way back to one browser
SCOPES = {Calendar.Kind.GOOGLE: google.SCOPE, Calendar.Kind.MICROSOFT: microsoft.SCOPE}


@require_GET
def connect(request: HttpRequest, provider: str) -> HttpResponse:
    """To the provider, where the person says yes."""
    found = provider_of(provider)
    state, proof = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    request.session[KEPT] = {"state": state, "proof": proof, "provider": found.code}
    return HttpResponseRedirect(oauth.permission_url(found, back=back_to(found), state=state, proof=proof))


@require_GET
def connected(request: HttpRequest, provider: str) -> HttpResponse:
    """Back from the provider. The code is worth something once, and only in the browser that went there."""
    found, kept = provider_of(provider), request.session.pop(KEPT, {})
    if kept.get("provider") != found.code or not constant_time_compare(request.GET.get("state", ""), kept["state"]):
        return _refused(request, _("This way back is not open any more. Connect the calendar again."))
    try:
        tokens = oauth.exchanged(
            found,
            answer_url=request.build_absolute_uri(),
            back=back_to(found),
            state=kept["state"],
            proof=kept["proof"],
            now=oauth.wall_clock(),
        )
    except NotGranted as error:
        return _refused(request, error.sentence)
    if not (tokens.address and tokens.refresh):
        return _refused(request, _("%s did not say whose calendar it is, or gives no lasting permission.") % found.name)
    try:
        calendar = _kept(request, found, tokens)
    except IntegrityError:
        return _refused(request, _("This calendar is here already."))
    calendars.read(calendar, now=request.now)
    said = calendar.read_error or _("The calendar of %s is read, and meetings are written into it.") % tokens.address
    return gone(request, to=reverse("meetings:calendars"), said=said)


def provider_of(code: str) -> Provider:
    """The provider with what a calendar needs, where this installation is registered with it."""
    found = next((one for one in oauth.offered() if one.code == code), None)
    if found is None:
        raise Http404
    return replace(found, scope=SCOPES[Calendar.Kind(code)])


def back_to(provider: Provider) -> str:
    return settings.PUBLIC_URL + reverse("meetings:connected", args=[provider.code])


def _refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "channels/refused.html", {"room": "calendars", "sentence": sentence}, status=422)


def _kept(request: HttpRequest, provider: Provider, tokens: Tokens) -> Calendar:
    given = {"kind": provider.code, "username": tokens.address, "created_at": request.now}
    granted = {"access": tokens.access, "refresh": tokens.refresh, "until": tokens.until}
    with transaction.atomic():
        calendar, _new = Calendar.objects.get_or_create(
            member=request.member, url=f"https://{provider.code}.com/{tokens.address}", defaults=given
        )
        CalendarGrant.objects.update_or_create(calendar=calendar, defaults=granted)
    return calendar
