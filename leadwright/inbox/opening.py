"""A mail is opened: parsed and read, before anybody asks whose it is. What stands here asks the database for no more
than what holds for a whole round of the mailbox."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from leadwright.channels.models import Mailbox
from leadwright.inbox import automatic
from leadwright.inbox.lessons import Lesson, taught
from leadwright.inbox.models import Kind, Reply
from leadwright.inbox.parsing import Parsed, Unreadable, parse
from leadwright.inbox.reading import Reading, read

MOST_LESSONS = 100


class Round:
    """What holds for every mail of one round of a mailbox, asked for once: our own addresses in the workspace, and what
    people corrected last."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    @cached_property
    def addresses(self) -> frozenset[str]:
        ours = Mailbox.objects.filter(workspace_id=self._mailbox.workspace_id).values_list("address", flat=True)
        return frozenset(address.lower() for address in ours)

    @cached_property
    def lessons(self) -> list[Lesson]:
        return lessons_of(self._mailbox)


@dataclass(frozen=True)
class Opened:
    """One mail with its reading; where nobody need ask whose it is, `aside` says why, and `reading` is None."""

    raw: bytes
    parsed: Parsed | None = None
    reading: Reading | None = None
    aside: str = ""
    settled: bool = False

    def as_taught(self, standing: Round) -> Reading:
        """The reading of a mail that is somebody's, as people corrected such ones; a machine's is never a reply."""
        reading = taught(self.reading, standing.lessons if self.reading.kind == "reply" else ())
        machine = automatic.from_daemon(self.parsed) or automatic.from_machine(self.parsed)
        if reading.kind == "reply" and machine:
            return Reading("other", "", reading.words, self.parsed.sender, 0.9)
        return reading


def opened(raw: bytes, standing: Round, *, now: datetime) -> Opened:
    try:
        parsed = parse(raw)
    except Unreadable as error:
        return Opened(raw, aside=error.sentence)
    if parsed.sender and parsed.sender in standing.addresses:  # a teammate's too: never a reply
        return Opened(raw, parsed, aside=_("A copy of our own mail."), settled=True)
    return Opened(raw, parsed, read(parsed, today=now.date()))


def lessons_of(mailbox: Mailbox) -> list[Lesson]:
    """What the workspace's people corrected last."""
    corrected = Reply.objects.filter(workspace_id=mailbox.workspace_id, corrected_by__isnull=False, kind=Kind.REPLY)
    rows = corrected.order_by("-pk").values_list("intent", "words")[:MOST_LESSONS]
    return [Lesson(intent, words) for intent, words in rows if intent and words]
