"""After a restore the journal is read from its beginning: a no that was said since the backup is kept again."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.leads import journal, ledger
from leadwright.leads.erasing import erase_again
from leadwright.leads.models import Channel, Lead, OptOut, Status
from leadwright.team.models import Workspace

SAME = ("address", "domain", "phone", "channel", "source", "at")


@dataclass(frozen=True)
class Replayed:
    """How many noes of the journal stand, how many the database had lost, and how many of the erased were back."""

    standing: int
    kept_again: int
    erased_again: int


def replay(*, now: datetime) -> Replayed:
    """Keep again what the database has lost. Running it twice changes nothing."""
    standing: dict[tuple, dict] = {}
    erased: dict[int, set[str]] = defaultdict(set)
    for line in journal.lines():
        key = (line.get("workspace_id"), line.get("lead_id"), *(line.get(name) for name in SAME))
        if line["what"] == journal.OPT_OUT:
            standing[key] = line
        elif line["what"] == journal.WITHDRAWN:
            standing.pop(key, None)
        elif line["what"] == journal.ERASED:
            erased[line["workspace_id"]] |= set(line["marks"])
    again = gone = 0
    for workspace in Workspace.objects.filter(pk__in={key[0] for key in standing}):
        told = [line for key, line in standing.items() if key[0] == workspace.pk]
        again += keep_again(workspace, told, now=now)
    for workspace in Workspace.objects.filter(pk__in=erased):
        gone += erase_again(workspace, erased[workspace.pk], now=now)
    return Replayed(len(standing), again, gone)


def keep_again(workspace: Workspace, told: list[dict], *, now: datetime) -> int:
    here = {said_by(row) for row in OptOut.objects.filter(workspace=workspace)}
    leads = Lead.objects.filter(workspace=workspace).in_bulk([line["lead_id"] for line in told if line["lead_id"]])
    lost = []
    for line in told:
        lead = leads.get(line["lead_id"])
        if lead and lead.created_at.isoformat() != line["born"]:
            lead = None  # the number was given to another after the backup
        if (*(line[name] for name in SAME[:-1]), line["at"]) not in here and (lead or named(line)):
            lost.append((line, lead))
    rows = [
        OptOut(workspace=workspace, lead=lead, at=datetime.fromisoformat(line["at"]), **{n: line[n] for n in SAME[:-1]})
        for line, lead in lost
    ]
    OptOut.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
    ended = [lead for line, lead in lost if lead and line["channel"] == Channel.ALL]
    Lead.objects.filter(pk__in=[lead.pk for lead in ended]).update(status=Status.OPTED_OUT)
    ledger.tell(workspace, [fact_of(line, lead, now) for line, lead in lost if lead])
    return len(lost)


def said_by(row: OptOut) -> tuple:
    return (*(str(getattr(row, name)) for name in SAME[:-1]), row.at.isoformat())


def named(line: dict) -> bool:
    return bool(line["address"] or line["domain"] or line["phone"])


def fact_of(line: dict, lead: Lead, now: datetime) -> dict:
    return {
        "kind": "opted_out",
        "key": f"lead:{lead.pk}:opted_out:{line['at']}:{line['channel']}"[:80],
        "lead": lead,
        "summary": Channel(line["channel"]).label,
        "why": _("Kept again from the journal after a restore."),
        "at": now,
    }
