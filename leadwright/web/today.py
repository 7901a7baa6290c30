"""What to do today, in order: composed from the rooms, one function a kind, one query each. Every row has its why."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from leadwright.team.models import Member
from leadwright.web import waiting, work
from leadwright.web.desk import SHOWN, SHOWN_ALONE, Desk, Find, Item, desk


@dataclass(frozen=True)
class Kind:
    """A kind of row: its words, its act with the key, and who has such work at all."""

    name: str
    word: str
    order: str
    sign: str
    act: str
    key: str
    find: Find


@dataclass(frozen=True)
class Group:
    """The rows of one kind, and how many there are where not all are shown."""

    kind: Kind
    items: list[Item]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.items)


# In the order of the work.
KINDS = (
    Kind("reply", _("Replies"), _("by meaning, then by age"), "reply", _("Answer"), "A", waiting.replies),
    Kind("inbound", _("Inbound"), _("who waits longest first"), "clock", _("Contact"), "R", waiting.inbound),
    Kind(
        "handoff", _("Hand-offs"), _("the one that waits longest first"), "handoff", _("Accept"), "A", waiting.handoffs
    ),
    Kind("call", _("Call now"), _("inside their hours, lunch left out"), "phone", _("Call"), "P", work.calls),
    Kind(
        "settle", _("Settle"), _("a person says what became of it"), "alert", _("Settle"), "A", work.tasks_of("settle")
    ),
    Kind(
        "approve",
        _("Approve"),
        _("written, and sent by your word"),
        "stamp",
        _("Approve"),
        "A",
        work.tasks_of("approve"),
    ),
    Kind(
        "linkedin",
        _("LinkedIn"),
        _("copied for you, done by you"),
        "social",
        _("Do it"),
        "D",
        work.tasks_of("linkedin"),
    ),
    Kind("reminder", _("Reminders"), _("made by your own work"), "bell", _("Done"), "D", work.tasks_of("reminder")),
    Kind("decide", _("Decide"), _("answered, and no verdict yet"), "target", _("Decide"), "Q", waiting.decisions),
    Kind("deal", _("Deals"), _("whose next step is due"), "pipeline", _("Open"), "↵", waiting.deals),
    Kind("enrol", _("Enrol"), _("the brief is good"), "cadence", _("Enrol"), "E", waiting.ready),
    Kind("research", _("Research"), _("no brief, no contact"), "research", _("Research"), "R", waiting.to_research),
    Kind("nobodys", _("Nobody's"), _("no owner, no work"), "person", _("Take it"), "M", waiting.nobodys),
)
KIND = {kind.name: kind for kind in KINDS}


def queue(member: Member, now: datetime, only: str = "", most: int = 0, of: int | None = None) -> list[Group]:
    """The groups that have something, in the order in which they are worked. `only` is the kind that is shown alone;
    `most` rows of each kind, else as many as a page shows; `of`: only the leads of that list."""
    return groups(desk(member, now, most or (SHOWN_ALONE if only else SHOWN), of), only)


def groups(at: Desk, only: str = "") -> list[Group]:
    found = [group(kind, at) for kind in KINDS if not only or kind.name == only]
    return [each for each in found if each.items]


def group(kind: Kind, at: Desk) -> Group:
    items, count = kind.find(at)
    return Group(kind, [replace(item, sign=kind.sign, act=(kind.act, kind.key)) for item in items], count)
