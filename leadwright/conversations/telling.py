"""What became of a message, in words: its lines in the ledger."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Fact, Kind, fact, record_all
from leadwright.conversations.models import Message
from leadwright.team.models import Member

State = Message.State


def not_known(message: Message, words: str, now: datetime) -> None:
    with transaction.atomic():
        doubtful = Message.objects.filter(pk=message.pk, state=State.COMMITTING)
        # lease_by stays: if the worker lives after all, its receipt settles the doubt.
        if doubtful.update(state=State.UNKNOWN, failure=words[:300], lease_until=None):
            message.state, message.failure = State.UNKNOWN, words[:300]
            tell(message, now)


def tell(message: Message, now: datetime, *, why: str = "", by: Member | None = None) -> None:
    record_all([line_of(message, now, why=why, by=by)])


def line_of(message: Message, now: datetime, *, state: str = "", why: str = "", by: Member | None = None) -> Fact:
    """The ledger's line for what became of a message, once for each outcome. `state`: where the row does not say it."""
    subject, state = message.subject[:200], state or message.state
    # What went wrong before it came to this other end is not why it did.
    words, code = (message.failure_words, message.failure_code) if state == message.state else ("", "")
    if state == State.SENT:
        kind, summary = Kind.EMAIL_SENT, _("E-mail sent: “%(subject)s”") % {"subject": subject}
    elif state == State.UNKNOWN:
        kind = Kind.EMAIL_NOT_SENT
        summary = _("Not known whether “%(subject)s” was sent. It will not be tried again by itself.") % {
            "subject": subject
        }
    else:
        kind, summary = Kind.EMAIL_NOT_SENT, _("E-mail not sent: “%(subject)s”") % {"subject": subject}
    if not why:
        why = words or (
            _("A step of the cadence was due, and nothing spoke against it at the last look.")
            if message.automatic
            else _("A person wrote it.")
        )
    return fact(
        kind,
        workspace_id=message.workspace_id,
        key=f"message:{message.pk}:{state}",
        summary=summary,
        at=now,
        lead=message.lead,
        member=by or (None if message.automatic else message.author),
        why=why,
        detail={"message": message.pk, "state": str(state), "code": code},
    )
