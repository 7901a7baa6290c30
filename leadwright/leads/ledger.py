"""What happens in this room is told to the workspace's ledger, which stands in a room above: it is reached through
the workspace that it belongs to."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.leads.models import Import, Lead
from leadwright.team.models import Member, Workspace


def tell(workspace: Workspace, facts: Iterable[dict]) -> None:
    """Write facts (the fields of an activity: kind, key, summary, why, lead, member, at); known keys are left."""
    ledger = workspace.activities
    ledger.bulk_create(
        [
            ledger.model(
                **{
                    **fact,
                    "workspace": workspace,
                    "summary": fact["summary"][:300],
                    "why": fact.get("why", "")[:300],
                    "detail": fact.get("detail", {}),
                }
            )
            for fact in facts
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )


def came_in(importing: Import, created: Iterable[tuple[int, Lead]], *, now: datetime) -> None:
    """Each lead that an import created, with its row."""
    name = importing.list.name if importing.list else importing.file_name
    tell(
        importing.workspace,
        [
            {
                "kind": "imported",
                "key": f"lead:{lead.pk}:imported",
                "lead": lead,
                "member": importing.by,
                "summary": _("%(list)s, row %(row)s") % {"list": name, "row": number},
                "why": given_to(lead),
                "at": now,
                "detail": {"import": importing.pk, "row": number},
            }
            for number, lead in created
        ],
    )


def given_to(lead: Lead) -> str:
    return _("Given to %(owner)s") % {"owner": lead.owner.name} if lead.owner else ""


def changed(lead: Lead, *, by: Member, what: str, key: str, now: datetime, kind: str = "note") -> None:
    """One thing that a person did to a lead in this room."""
    tell(
        lead.workspace,
        [{"kind": kind, "key": key, "lead": lead, "member": by, "summary": what, "at": now}],
    )
