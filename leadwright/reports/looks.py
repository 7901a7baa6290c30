"""Opens and clicks of mails that left with a picture or with links over us: by people, with what machines did left out
and told beside it. A person's look at a mail counts once, however often they look (conversations/telling_apart.py)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from leadwright.cadences.models import Cadence, Step
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message, Sighting
from leadwright.team.models import Workspace

__all__ = ["Row", "by_cadence", "by_mailbox", "by_step", "left_out", "to_be_judged", "whole"]

CADENCE = "touch__step__version__cadence"
STEP = Coalesce("touch__step__origin", "touch__step")  # one step through all versions of its cadence
STEP_OF_LOOK = Coalesce("message__touch__step__origin", "message__touch__step")
MACHINE = ~Q(why="")


@dataclass(frozen=True)
class Row:
    """Mails that left followed, how many of them a person opened or followed a link of, and looks of machines."""

    name: str
    of: str = ""
    sent: int = 0
    opened: int = 0
    clicked: int = 0
    machine_opens: int = 0
    scanner_clicks: int = 0

    @property
    def opened_share(self) -> str:
        return share(self.opened, self.sent)

    @property
    def clicked_share(self) -> str:
        return share(self.clicked, self.sent)


def whole(workspace: Workspace, *, since: datetime | None) -> Row:
    """All of them in one row."""
    counts = followed(workspace, since).aggregate(**by_people())
    machines = looks(workspace, since).aggregate(**by_machines())
    return Row(_("All mailboxes"), **counts, **machines)


def by_mailbox(workspace: Workspace, *, since: datetime | None) -> list[Row]:
    boxes = dict(Mailbox.objects.filter(workspace=workspace).values_list("pk", "address"))
    found = grouped(workspace, since, F("mailbox"), F("message__mailbox"))
    return ranked(Row(boxes.get(key, ""), **counts) for key, counts in found.items())


def by_cadence(workspace: Workspace, *, since: datetime | None) -> list[Row]:
    names = dict(Cadence.objects.filter(workspace=workspace).values_list("pk", "name"))
    found = grouped(workspace, since, F(CADENCE), F(f"message__{CADENCE}"))
    return ranked(Row(names.get(key) or _("No cadence"), **counts) for key, counts in found.items())


def by_step(workspace: Workspace, *, since: datetime | None) -> list[Row]:
    """In the order of the cadence; a step that a later version kept is one row."""
    found = grouped(workspace, since, STEP, STEP_OF_LOOK)
    found.pop(None, None)
    steps = Step.objects.filter(pk__in=found, version__cadence__workspace=workspace)
    steps = steps.select_related("version__cadence").order_by("version__cadence__name", "position", "pk")
    return [Row(str(step), of=step.version.cadence.name, **found[step.pk]) for step in steps]


def left_out(workspace: Workspace, *, since: datetime | None) -> list[tuple[str, int]]:
    """Looks that are no person's, by what gave them away, the most frequent first."""
    rows = looks(workspace, since).filter(MACHINE).order_by().values_list("why").annotate(n=Count("pk"))
    return [(str(Sighting.Why(why).label), count) for why, count in sorted(rows, key=lambda row: (-row[1], row[0]))]


def to_be_judged(workspace: Workspace) -> int:
    """Looks of the last minute, of which it is not known yet what else was asked for."""
    return Sighting.objects.filter(message__workspace=workspace, judged_at=None).count()


def followed(workspace: Workspace, since: datetime | None) -> QuerySet[Message]:
    sent = Message.objects.filter(workspace=workspace, tracked=True, automatic=True, state=Message.State.SENT)
    sent = sent.filter(at__gte=since) if since else sent
    people = Sighting.objects.filter(message=OuterRef("pk"), why="", judged_at__isnull=False)
    return sent.annotate(seen=Exists(people), went=Exists(people.filter(link__isnull=False))).order_by()


def looks(workspace: Workspace, since: datetime | None) -> QuerySet[Sighting]:
    """Judged looks at those mails."""
    found = Sighting.objects.filter(message__workspace=workspace, message__tracked=True, judged_at__isnull=False)
    return found.filter(message__at__gte=since) if since else found


def grouped(workspace: Workspace, since: datetime | None, of_mail: F, of_look: F) -> dict[int | None, dict[str, int]]:
    counts = followed(workspace, since).values(key=of_mail).annotate(**by_people())
    machines = looks(workspace, since).order_by().values(key=of_look).annotate(**by_machines())
    found = {row.pop("key"): row for row in counts}
    for row in machines:
        key = row.pop("key")
        if key in found:
            found[key] |= row
    return found


def by_people() -> dict[str, Count]:
    return {
        "sent": Count("pk"),
        "opened": Count("pk", filter=Q(seen=True)),
        "clicked": Count("pk", filter=Q(went=True)),
    }


def by_machines() -> dict[str, Count]:
    return {
        "machine_opens": Count("pk", filter=MACHINE & Q(link=None)),
        "scanner_clicks": Count("pk", filter=MACHINE & Q(link__isnull=False)),
    }


def ranked(rows: object) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.sent, row.name))


def share(part: int, of: int) -> str:
    return f"{100 * part / of:.0f} %" if of else "–"
