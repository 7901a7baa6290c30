"""A calendar at Google or Microsoft: the person goes there, says yes, and comes back with a code, as for mailboxes
(channels/granting.py). The token opens the calendar and nothing else."""

from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from leadwright.channels.email import oauth
from leadwright.channels.email.oauth import NotGranted, Tokens
from leadwright.channels.email.providers import Provider
from leadwright.channels.granting import brought_back, sent_there
from leadwright.kit.pages import gone
from leadwright.meetings import calendars, google, microsoft
from leadwright.meetings.models import Calendar, CalendarGrant

KEPT = "calendar_oauth"  # in the session: what ties the way there and the way back to one browser
SCOPES = {Calendar.Kind.GOOGLE: google.SCOPE, Calendar.Kind.MICROSOFT: microsoft.SCOPE}


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
        calendar = _kept(request, found, tokens)
    except NotGranted as error:
        return render(request, "channels/refused.html", {"room": "calendars", "sentence": error.sentence}, status=422)
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


def _kept(request: HttpRequest, provider: Provider, tokens: Tokens) -> Calendar:
    given = {"kind": provider.code, "username": tokens.address, "created_at": request.now}
    granted = {"access": tokens.access, "refresh": tokens.refresh, "until": tokens.until}
    with transaction.atomic():
        calendar, _new = Calendar.objects.get_or_create(
            member=request.member, url=f"https://{provider.code}.com/{tokens.address}", defaults=given
        )
        CalendarGrant.objects.update_or_create(calendar=calendar, defaults=granted)
    return calendar
