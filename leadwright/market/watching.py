"""The independent witness of a simulation: what the sink took, in order, against when a stop was known.

The sink writes its own account (servers.Door.note). A stop is known from the moment that the reading of the mailbox
has committed it; the length of the account at that moment separates what arrived before from what arrived after.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from leadwright.cadences.models import Touch
from leadwright.inbox.models import Kind, Reply
from leadwright.leads.models import Lead, OptOut, Status
from leadwright.team.models import Workspace


@dataclass(frozen=True)
class Stop:
    """`final`: nothing at all may follow. Otherwise no mail of a cadence that had begun by then."""

    offset: int
    at: datetime
    final: bool


@dataclass(frozen=True)
class Noted:
    offset: int
    what: str
    recipient: str
    message_id: str


class Watch:
    def __init__(self, workspace: Workspace, log: Path) -> None:
        self.workspace, self.log = workspace, log
        self.last_reply = self.last_opt_out = 0
        self.stops: dict[str, list[Stop]] = {}

    def heard(self, now: datetime) -> None:
        """After each reading: keep how long the account was when new stops stood in the database."""
        offset = self.log.stat().st_size
        replies = Reply.objects.filter(workspace=self.workspace, pk__gt=self.last_reply).order_by("pk")
        for reply in replies.select_related("lead"):
            self.last_reply = reply.pk
            bounced = reply.kind == Kind.BOUNCE and reply.lead.status == Status.BOUNCED
            if reply.kind == Kind.REPLY or bounced:
                self.add(reply.lead, Stop(offset, now, final=bounced))
        for no in OptOut.objects.filter(workspace=self.workspace, pk__gt=self.last_opt_out).order_by("pk"):
            self.last_opt_out = no.pk
            self.stops.setdefault(no.address, []).append(Stop(offset, now, final=True))

    def add(self, lead: Lead, stop: Stop) -> None:
        self.stops.setdefault(lead.email, []).append(stop)

    def account(self) -> list[Noted]:
        offset, found = 0, []
        for line in self.log.read_bytes().splitlines(keepends=True):
            row = json.loads(line)
            found.append(Noted(offset, row["what"], row["recipient"], row["message_id"]))
            offset += len(line)
        return found

    def accepted(self) -> int:
        return sum(noted.what == "accepted" for noted in self.account())

    def touches(self) -> dict[str, Touch]:
        rows = Touch.objects.filter(message__workspace=self.workspace).select_related("message", "enrolment")
        return {touch.message.message_id: touch for touch in rows}

    def duplicates(self) -> int:
        """Message-IDs that arrived more than once, and steps of one enrolment that reached somebody more than once."""
        touches = self.touches()
        taken = [noted for noted in self.account() if noted.what == "accepted"]
        ids = Counter(noted.message_id for noted in taken)
        steps = Counter(
            (noted.recipient, touches[noted.message_id].enrolment_id, touches[noted.message_id].step_id)
            for noted in taken
            if noted.message_id in touches
        )
        again = [n - 1 for n in ids.values()] + [n - 1 for n in steps.values()]
        return sum(again)

    def sent_after_stop(self) -> int:
        """Mails that the sink took from us after that person's reply, bounce or opt-out was known."""
        touches, late = self.touches(), 0
        refused: dict[str, int] = {}
        for noted in self.account():
            if noted.what == "refused":
                refused.setdefault(noted.recipient, noted.offset)
                continue
            touch = touches.get(noted.message_id)
            began = touch.enrolment.started_at if touch else None
            late += noted.recipient in refused or any(
                noted.offset >= stop.offset and (stop.final or (began is not None and began <= stop.at))
                for stop in self.stops.get(noted.recipient, [])
            )
        return late
