"""How each lead stands: every lead is counted in exactly one outcome."""

from django.db.models import Count

from leadwright.leads.models import Lead, Status
from leadwright.team.models import Workspace

IN_PROGRESS = "in_progress"
OUTCOMES = {
    Status.QUALIFIED: "qualified",
    Status.DISQUALIFIED: "disqualified",
    Status.WAITING: "waiting",
    Status.OPTED_OUT: "opted_out",
    Status.BOUNCED: "bounced",
    Status.FINISHED: "finished",
}


def standing(workspace: Workspace) -> dict[str, int]:
    """Leads by outcome; the sum is the number of leads."""
    counts = dict.fromkeys([*OUTCOMES.values(), IN_PROGRESS], 0)
    rows = Lead.objects.filter(workspace=workspace).values_list("status").annotate(n=Count("pk")).order_by()
    for status, n in rows:
        counts[OUTCOMES.get(status, IN_PROGRESS)] += n
    return counts
