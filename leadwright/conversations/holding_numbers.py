"""Bad numbers: learnt from what the wire and the reps say, held for 30 days, and free again."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from leadwright.conversations.models import Call, Dial, NumberHold
from leadwright.conversations.numbers import held_until
from leadwright.team.models import Workspace

WORKS = {
    Call.Disposition.REACHED,
    Call.Disposition.VOICEMAIL,
    Call.Disposition.CALL_BACK,
    Call.Disposition.REFUSED,
    Call.Disposition.MEETING,
}


def learn(workspace: Workspace, number: str, *, now: datetime) -> NumberHold | None:
    """Called after each failure. The hold that stands now, or begins with it; None while the number may be rung."""
    if not number:
        return None
    calls = Call.objects.filter(workspace=workspace, number=number)
    dials = Dial.objects.filter(workspace=workspace, number=number)
    since = [
        calls.filter(disposition__in=WORKS).aggregate(at=Max("at"))["at"],
        dials.filter(state__in=[Dial.State.TALKING, Dial.State.ENDED]).aggregate(at=Max("asked_at"))["at"],
        NumberHold.objects.filter(workspace=workspace, number=number).aggregate(at=Max("until"))["at"],
    ]
    from_then = max((at for at in since if at), default=None)
    said_wrong = calls.filter(disposition=Call.Disposition.WRONG_NUMBER).values_list("at", flat=True)
    failed = dials.filter(state=Dial.State.FAILED).values_list("ended_at", flat=True)
    failures = [at for at in [*said_wrong, *failed] if from_then is None or at > from_then]
    until = held_until(failures, workspace.timezone or "UTC")
    if until is None:
        return held(workspace.pk, [number], now).get(number)
    why = _("It failed on three separate days.")
    rows = NumberHold.objects.filter(workspace=workspace, number=number)
    return rows.get_or_create(
        at=max(failures), defaults={"workspace": workspace, "number": number} | {"why": why, "until": until}
    )[0]


def held(workspace_id: int, numbers: Iterable[str], now: datetime) -> dict[str, NumberHold]:
    """Of these numbers those that nobody rings just now."""
    rows = NumberHold.objects.filter(workspace=workspace_id, number__in=set(numbers) - {""}, until__gt=now)
    return {hold.number: hold for hold in rows}
