"""Recordings that the telephony wire made: brought here, kept as any other, and deleted there."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Concat

from leadwright.channels.email.smtp import NotDelivered
from leadwright.channels.phone.twilio import client
from leadwright.coaching.jobs import listen
from leadwright.coaching.keeping import Refused, take_in
from leadwright.coaching.models import Recording
from leadwright.conversations.models import Call, Dial

AT_ONCE = 10
TRIED_FOR = timedelta(days=3)  # a recording that cannot be had by then stays at the wire


def collect(*, now: datetime) -> int:
    """Every recording that the wire told of and that is not here yet; how many came. May run twice."""
    key = Concat(Value("wire:"), OuterRef("recording"), output_field=CharField())
    here = Recording.objects.filter(workspace=OuterRef("workspace"), key=key)
    waiting = Dial.objects.exclude(recording="").filter(asked_at__gte=now - TRIED_FOR, line__isnull=False)
    waiting = waiting.filter(~Exists(here)).select_related("line", "member__user", "lead__account")
    return sum(_bring(dial, now) for dial in waiting.order_by("asked_at")[:AT_ONCE])


def _bring(dial: Dial, now: datetime) -> bool:
    """Kept with the yes that stands on the dial, or with the sentence that they heard first."""
    try:
        recording = take_in(
            client.sound_of(dial.line, dial.recording),
            member=dial.member,
            by=dial.member,
            title=dial.lead.name,
            consent=Recording.Consent.ASKED if dial.agreed_at else Recording.Consent.ANNOUNCED,
            now=now,
            recorded_at=dial.answered_at or dial.asked_at,
            call=Call.objects.filter(workspace_id=dial.workspace_id, key=dial.key).first(),
            lead=dial.lead,
            key=f"wire:{dial.recording}",
        )
    except (NotDelivered, Refused):
        return False
    listen.defer(recording_id=recording.pk)
    with suppress(NotDelivered):  # it is here; what stays there goes by the wire's own rules
        client.forget(dial.line, dial.recording)
    return True
