"""A lead as a row of a table: what was known of it before anybody worked it. And how the leads of the past went."""

from leadwright.leads.models import Lead, Status
from leadwright.team.models import Workspace

TARGET = "Qualified"
WENT = {
    Status.QUALIFIED: "yes",
    Status.DISQUALIFIED: "no",
    Status.OPTED_OUT: "no",
    Status.FINISHED: "no",
}
MOST_ROWS = 50_000  # the newest; older ones say less about today


def row_of(lead: Lead) -> dict[str, str]:
    """Column by name. Never what names the person, nor what a rep wrote down. Columns of the list keep their names."""
    account = lead.account
    known = {
        "Title": lead.title,
        "Country": lead.country or (account.country if account else ""),
        "City": lead.city or (account.city if account else ""),
        "Language": lead.language,
        "Motion": lead.motion,
        "List": lead.list.name if lead.list else "",
        "Has a phone": "yes" if lead.phone else "no",
        "Has LinkedIn": "yes" if lead.linkedin else "no",
        "Industry": account.industry if account else "",
        "Employees": str(account.employees) if account and account.employees is not None else "",
        "Revenue": account.revenue if account else "",
    }
    columns = {str(name): "" if value is None else str(value) for name, value in lead.custom.items()}
    return {**columns, **known}


def history_of(workspace: Workspace) -> dict[str, list[str]]:
    """The table of all leads whose way has ended, by column, in the order in which they came, with TARGET yes or no."""
    leads = Lead.objects.filter(workspace=workspace, status__in=list(WENT)).select_related("account", "list")
    newest = list(leads.order_by("-created_at", "-pk")[:MOST_ROWS])
    rows = [{**row_of(lead), TARGET: WENT[Status(lead.status)]} for lead in reversed(newest)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [row.get(name, "") for row in rows] for name in names}
