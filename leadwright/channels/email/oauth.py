"""The log-in by OAuth 2.0 (RFC 6749, with the proof key of RFC 7636): a person says yes at the provider, we get a token
to refresh and a short-lived one, which SMTP and IMAP take (XOAUTH2). Passwords of the provider never come to us.
"""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

from leadwright.channels.email.google import GOOGLE
from leadwright.channels.email.microsoft import MICROSOFT
from leadwright.channels.email.providers import Provider
from leadwright.channels.models import Grant, Mailbox
from leadwright.kit import clock
from leadwright.kit.http import NotFetched, send

PROVIDERS = {provider.code: provider for provider in (GOOGLE, MICROSOFT)}
EARLY = timedelta(minutes=5)  # a token that ends while we use it is of no use
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


class NotGranted(Exception):
    """The provider does not let us in. `for_good`: a person has to say yes again. The sentence is for them."""

    def __init__(self, sentence: str, *, for_good: bool) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.for_good = for_good


@dataclass(frozen=True)
class Tokens:
    access: str
    refresh: str
    until: datetime
    address: str = ""


def offered() -> list[Provider]:
    """The providers that this installation is registered with (LEADWRIGHT_GOOGLE_ID and so on)."""
    return [provider for provider in PROVIDERS.values() if settings.OAUTH.get(provider.code, ("", ""))[0]]


def permission_url(provider: Provider, *, back: str, state: str, proof: str) -> str:
    """Where the person says yes. `proof` is kept by us and shown again when the code is changed into tokens."""
    client = WebApplicationClient(settings.OAUTH[provider.code][0])
    return client.prepare_request_uri(
        provider.authorize_url,
        redirect_uri=back,
        scope=provider.scope.split(),
        state=state,
        code_challenge=client.create_code_challenge(proof, "S256"),
        code_challenge_method="S256",
        **dict(provider.extra),
    )


def exchanged(provider: Provider, *, answer_url: str, back: str, state: str, proof: str, now: datetime) -> Tokens:
    """The tokens for the code with which the provider sent the person back. Raises NotGranted."""
    client = WebApplicationClient(settings.OAUTH[provider.code][0])
    try:
        code = client.parse_request_uri_response(answer_url.replace("http://", "https://", 1), state=state)["code"]
    except (OAuth2Error, KeyError, ValueError):
        raise NotGranted(_("%s did not say yes.") % provider.name, for_good=True) from None
    body = client.prepare_request_body(
        code=code, redirect_uri=back, code_verifier=proof, client_secret=settings.OAUTH[provider.code][1]
    )
    return asked(provider, client, body, now)


def access_token(mailbox: Mailbox, *, now: datetime | None = None) -> str:
    """A token that lives: the one that is kept, or a fresh one. Raises NotGranted; "" where there is no grant."""
    now = now or wall_clock()
    with transaction.atomic():
        grant = Grant.objects.select_for_update().filter(mailbox_id=mailbox.pk).first()
        if grant is None:
            return ""
        if grant.until - EARLY > now:
            return grant.access
        tokens = refreshed(PROVIDERS[grant.provider], grant.refresh, now)
        grant.keep(tokens.access, tokens.refresh, tokens.until)
        return grant.access


def refreshed(provider: Provider, refresh: str, now: datetime) -> Tokens:
    client = WebApplicationClient(settings.OAUTH.get(provider.code, ("", ""))[0], refresh_token=refresh)
    body = client.prepare_refresh_body(
        client_id=client.client_id, client_secret=settings.OAUTH.get(provider.code, ("", ""))[1], scope=provider.scope
    )
    tokens = asked(provider, client, body, now)
    return tokens if tokens.refresh else Tokens(tokens.access, refresh, tokens.until)


def asked(provider: Provider, client: WebApplicationClient, body: str, now: datetime) -> Tokens:
    try:
        answer = send("POST", provider.token_url, headers=FORM, body=body.encode())
    except NotFetched as error:
        raise NotGranted(error.sentence, for_good=False) from None
    if answer.status >= 500 or answer.status == 429:
        raise NotGranted(_("%s does not answer just now.") % provider.name, for_good=False)
    try:
        # What we asked for in words may come back in others; the token says itself what it opens.
        client.parse_request_body_response(answer.body.decode("utf-8", "replace"), scope=None)
        token = client.token
        until = now + timedelta(seconds=int(token.get("expires_in", 3600)))
    except (OAuth2Error, ValueError, TypeError):
        raise NotGranted(
            _("%s does not let us in any more. Connect the mailbox again.") % provider.name, for_good=True
        ) from None
    return Tokens(client.access_token, token.get("refresh_token") or "", until, address_in(token.get("id_token", "")))


def address_in(id_token: str) -> str:
    """The address of the person who said yes. The token came straight from the provider over TLS, which is as good as
    its signature (OpenID Connect Core, 3.1.3.7)."""
    parts = id_token.split(".")
    if len(parts) != 3:
        return ""
    try:
        told = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, TypeError):
        return ""
    found = told.get("email") or told.get("preferred_username") or "" if isinstance(told, dict) else ""
    return found.lower() if isinstance(found, str) and "@" in found else ""


def wall_clock() -> datetime:
    """Tokens age by it, whatever time the market has."""
    return clock.on_the_wall()


def xoauth2(username: str, token: str) -> str:
    """What both wires say to log in."""
    return f"user={username}\x01auth=Bearer {token}\x01\x01"
