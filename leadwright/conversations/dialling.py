"""A call through a wire: asked for, told of by the wire as it goes, recorded only as the country allows."""

from datetime import datetime
from secrets import token_urlsafe

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from leadwright.channels.email.smtp import NotDelivered
from leadwright.channels.models import PhoneLine
from leadwright.channels.phone.consent import Consent, rule_of
from leadwright.channels.phone.twilio import client
from leadwright.conversations.holding_numbers import learn
from leadwright.conversations.models import Dial
from leadwright.leads.models import Lead
from leadwright.team.models import Member

State = Dial.State
# A call only goes on: what comes late or twice changes nothing.
ORDER = [State.ASKED, State.UNKNOWN, State.RINGING, State.TALKING]
OVER = {State.ENDED, State.BUSY, State.NO_ANSWER, State.FAILED, State.CALLED_OFF}


def dial(line: PhoneLine, lead: Lead, member: Member, *, key: str, now: datetime) -> Dial:
    """Ring the member's phone, then the lead's. Asked again while it rings, it is the same dial.

    The row is there before the wire is asked: a call cannot be taken back, so a lost answer must not ring twice.
    """
    made = Dial(workspace=lead.workspace, line=line, lead=lead, member=member, key=key, number=lead.phone, asked_at=now)
    made.token = token_urlsafe(32)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return Dial.objects.get(workspace=lead.workspace, key=key, ended_at=None)
    try:
        sid = client.place_call(line, to=member.phone, words_at=address(made, "words"), state_at=address(made, "ours"))
    except NotDelivered as error:
        state = State.UNKNOWN if error.ambiguous else State.CALLED_OFF
        change(made, state=state, why=error.reason[:300], ended_at=None if error.ambiguous else now)
    else:
        change(made, sid=sid[:64])
    return made


def address(row: Dial, door: str) -> str:
    return settings.PUBLIC_URL + reverse(f"conversations:dial_{door}", args=[row.token])


def heard(row: Dial, state: str, *, seconds: int = 0, theirs: bool, now: datetime) -> None:
    """The wire says where the call stands. `theirs`: the lead's end of it, which decides; when the rep's end is over,
    all is over."""
    with transaction.atomic():
        row = Dial.objects.select_for_update().get(pk=row.pk)
        if not row.is_live or not state:
            return
        if state in OVER:
            finish(row, state, seconds, theirs, now)
        elif theirs and ORDER.index(State(state)) > ORDER.index(State(row.state)):
            begun = {"answered_at": row.answered_at or now} if state == State.TALKING else {}
            change(row, state=state, **begun)
        elif row.state == State.UNKNOWN:
            change(row, state=State.ASKED, why="")


def finish(row: Dial, state: str, seconds: int, theirs: bool, now: datetime) -> None:
    """The rep's own phone that fails says nothing of the lead's number."""
    if not theirs and row.answered_at is None:
        state = State.CALLED_OFF
    change(row, state=state, ended_at=now, seconds=seconds if row.answered_at else 0)
    if state == State.FAILED:
        learn(row.workspace, row.number, now=now)


def hang_up(row: Dial, *, now: datetime) -> None:
    if row.is_live and row.line and row.sid:
        client.hang_up(row.line, row.sid)
    if row.state in {State.ASKED, State.UNKNOWN}:
        heard(row, State.CALLED_OFF, theirs=False, now=now)


def records_at_once(row: Dial) -> bool:
    """Whether the recording begins with the answer: where they are told first, and the workspace wants it at all."""
    return bool(row.line and row.line.records and rule_of(country_of(row.lead)).consent == Consent.TELL)


def may_ask(row: Dial) -> bool:
    """Whether the rep may still note that they agreed to a recording."""
    asks = rule_of(country_of(row.lead)).consent == Consent.ASK
    return bool(row.line and row.line.records and asks and row.state == State.TALKING and not row.agreed_at)


def agreed(row: Dial, *, now: datetime) -> None:
    """They said yes: it is recorded from here on. The yes is kept also where the recording then fails."""
    if not may_ask(row):
        return
    change(row, agreed_at=now)
    client.record(row.line, row.sid, kept_at=address(row, "recording"))


def recorded(row: Dial, sid: str, seconds: int) -> None:
    """The wire has a recording: never one that nobody agreed to and nobody was told of."""
    if row.agreed_at or records_at_once(row):
        change(row, recording=sid[:64], recording_seconds=seconds)


def country_of(lead: Lead) -> str:
    return lead.country or (lead.account.country if lead.account else "")


def change(row: Dial, **fields) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
