"""A lead as a row of a table: what was known of it before anybody worked it. And how the leads of the past went."""

from collections.abc import Callable

from leadwright.activities.models import Activity, Kind
from leadwright.leads.models import Lead, Status
from leadwright.team.models import Workspace

QUALIFIED, WON = "Qualified", "Won"  # what a score may be of
DEALS = {"won": "yes", "lost": "no"}  # the columns of the board in which a deal ends
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


def history_of(workspace: Workspace, target: str = QUALIFIED) -> dict[str, list[str]]:
    """The table of all leads whose way has ended, by column, in the order in which they came, with the target yes or
    no. Of WON a way ends later: a lead whose deal is open has not come to its end."""
    went = _deals(workspace) if target == WON else _verdicts
    leads = Lead.objects.filter(workspace=workspace, status__in=list(WENT)).select_related("account", "list")
    newest = [lead for lead in leads.order_by("-created_at", "-pk")[:MOST_ROWS] if went(lead)]
    rows = [{**row_of(lead), target: went(lead)} for lead in reversed(newest)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [row.get(name, "") for row in rows] for name in names}


def _verdicts(lead: Lead) -> str:
    return WENT[Status(lead.status)]


def _deals(workspace: Workspace) -> Callable[[Lead], str]:
    """Pulled from the ledger, for deals stand in a room above: where the newest deal of a lead ended. Who was never
    handed over was not won; "" while a deal is open."""
    moves = Activity.objects.filter(workspace=workspace, kind=Kind.STAGE, detail__has_key="to").order_by("at", "pk")
    ended = {lead: DEALS.get(to, "") for lead, to in moves.values_list("lead", "detail__to")}

    def went(lead: Lead) -> str:
        usual = "" if lead.status == Status.QUALIFIED else "no"
        return ended.get(lead.pk, usual)

    return went
