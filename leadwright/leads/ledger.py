"""What happens in this room is told to the workspace's ledger, which stands in a room above: it is reached through
the workspace that it belongs to."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.leads.deciding import Decision, KnownLead
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


def came_in(importing: Import, created: Iterable[Decision]) -> Iterator[tuple[int, int, str, str]]:
    """What is told of each lead that an import created: the lead, its row, summary and why."""
    name = importing.list.name if importing.list else importing.file_name
    summary = _("%(list)s, row %(row)s")
    given: dict[int | None, str] = {}
    for one in created:
        owner, row = one.lead.owner, one.person.number
        owned_by = owner.pk if owner else None
        if owned_by not in given:
            given[owned_by] = given_to(one.lead)[:300]
        yield one.lead.pk, row, (summary % {"list": name, "row": row})[:300], given[owned_by]


def given_to(lead: Lead | KnownLead) -> str:
    return _("Given to %(owner)s") % {"owner": lead.owner.name} if lead.owner else ""


def changed(lead: Lead, *, by: Member, what: str, key: str, now: datetime, kind: str = "note") -> None:
    """One thing that a person did to a lead in this room."""
    tell(
        lead.workspace,
        [{"kind": kind, "key": key, "lead": lead, "member": by, "summary": what, "at": now}],
    )
