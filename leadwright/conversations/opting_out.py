"""The way out that stands in each automatic mail: one signed address a message, good for ever."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.conversations.models import Message
from leadwright.leads.models import Channel, OptOut, opt_out

# Binds the signature to this one purpose: a token of another page is no opt-out.
PURPOSE = "leadwright.conversations.opting_out"


def unsubscribe_url(message: Message) -> str:
    """The public address at which the recipient of this message opts out. It says nothing about them."""
    return f"{settings.PUBLIC_URL}{before_the_token()}{token_of(message)}/"


@cache
def before_the_token() -> str:
    """Asked for once: Django takes longer to find an address than to build the rest of a mail."""
    before, token, after = reverse("conversations:opt_out", args=["TOKEN"]).partition("TOKEN")
    assert token and after == "/"
    return before


def token_of(message: Message) -> str:
    return signing.Signer(salt=PURPOSE).sign(signing.b62_encode(message.pk))


def message_of(token: str) -> Message | None:
    """The message that the token was made for, or None for a forged one."""
    try:
        pk = signing.b62_decode(signing.Signer(salt=PURPOSE).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Message.objects.select_related("lead", "workspace").filter(pk=pk, outbound=True).first()


def opt_out_by(message: Message, *, source: str, now: datetime) -> None:
    """Keep the no of this message's recipient, for e-mail. Once is enough; the commit is the promise."""
    lead = message.lead
    if lead is None:
        return
    with transaction.atomic():
        # The row lock orders this against the last look of a send that is under way (sending.py).
        lead = type(lead).objects.select_for_update().get(pk=lead.pk)
        if standing := OptOut.objects.covering(lead, Channel.EMAIL).first():
            OptOut.objects.say_again([standing])  # the first time may have ended before the journal had it
            return
        kept = opt_out(lead, channel=Channel.EMAIL, source=source, at=now)
        record(
            Kind.OPTED_OUT,
            workspace_id=lead.workspace_id,
            key=f"opt_out:{kept.pk}",
            summary=_("Opted out of e-mail by the link in the mail"),
            at=now,
            lead=lead,
            why=_("The link in “%(subject)s” was confirmed.") % {"subject": message.subject[:200]},
            detail={"message": message.pk},
        )
