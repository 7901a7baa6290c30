"""Real funnels and deals, brought over whole into a database of their own: what is counted and paid there, beside the
same reckoned here from the files, another way.

Olist: leads with the SDR and the AE of each deal. Maven: closed deals of a hardware company. The plans are invented.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from fractions import Fraction
from math import floor
from pathlib import Path

from measure.figure import Figure

SDR_CENTS, SDR_BEYOND, SDR_MORE_CENTS = 8_000, 5, 11_000
AE_STEPS = ((0, 1_000), (5_000_000, 1_250), (20_000_000, 1_500))  # beyond cents in a month, basis points
SOURCE_BP = 700


def figures(data: Path) -> Iterator[Figure]:
    """In a process of its own, for `make measure` reads its settings before there is a database."""
    done = subprocess.run([sys.executable, "-m", "measure.deals", str(data)], stdout=subprocess.PIPE, check=True)
    yield from (Figure(**row) for row in json.loads(done.stdout.splitlines()[-1]))


def measured(data: Path) -> list[Figure]:
    from leadwright.cli.database import migrate, scratch_database, set_up

    with scratch_database():
        set_up()
        migrate()
        return [*olist(data / "leads_olist"), *maven(data / "crm_maven")]


def olist(folder: Path) -> Iterator[Figure]:
    leads = rows_of(folder / "olist_marketing_qualified_leads_dataset.csv")
    deals = rows_of(folder / "olist_closed_deals_dataset.csv")
    workspace = bring_olist(leads, deals)
    from leadwright.leads.models import Lead
    from leadwright.pipeline.models import Handoff, Opportunity

    name = "leads_olist"
    yield Figure(name, "leads brought over", Lead.objects.filter(workspace=workspace).count(), len(leads))
    known = (
        Counter(lead["origin"] for lead in leads),
        Counter(lead["origin"] for lead in leads if lead["mql_id"] in {deal["mql_id"] for deal in deals}),
    )
    lists = Lead.objects.filter(workspace=workspace).values_list("custom__origin", flat=True)
    won = Opportunity.objects.filter(workspace=workspace, stage="won").values_list("lead__custom__origin", flat=True)
    found = Counter(lists), Counter(won)
    right = sum(found[0][origin] == known[0][origin] and found[1][origin] == known[1][origin] for origin in known[0])
    yield Figure(name, "origins with the same leads and wins", right, len(known[0]))
    credits_known = Counter(deal["sdr_id"] for deal in deals) + Counter(deal["sr_id"] for deal in deals)
    accepted = Handoff.objects.filter(workspace=workspace, state="accepted")
    credited = Counter(accepted.values_list("offered_by__title", flat=True)) + Counter(
        Opportunity.objects.filter(workspace=workspace).values_list("owner__title", flat=True)
    )
    yield Figure(name, "people with the same credits", sum(credited[who] == n for who, n in credits_known.items()),
                 len(credits_known))  # fmt: skip
    events = [
        (moment(deal["won_date"]).date(), deal["sr_id"], deal["sdr_id"], cents(deal["declared_monthly_revenue"]))
        for deal in deals
    ]
    yield from paid(name, workspace, reckoned(events, with_sdr=True))


def maven(folder: Path) -> Iterator[Figure]:
    deals = rows_of(folder / "sales_pipeline.csv")
    workspace = bring_maven(deals, rows_of(folder / "accounts.csv"), rows_of(folder / "sales_teams.csv"))
    from django.db.models import Count, Q, Sum

    from leadwright.pipeline.forecasting import Deal, back_test
    from leadwright.pipeline.models import Opportunity

    name = "crm_maven"
    stands = Opportunity.objects.filter(workspace=workspace)
    found = stands.aggregate(
        all=Count("pk"), won=Count("pk", Q(stage="won")), value=Sum("amount_cents", filter=Q(stage="won"))
    )
    yield Figure(name, "closed deals brought over", found["all"], len(deals))
    yield Figure(
        name,
        "win rate",
        found["won"],
        found["all"],
        f"{100 * found['won'] / found['all']:.2f} %, won value {found['value'] / 100:,.0f}",
    )
    events = [
        (us_day(deal["close_date"]), deal["sales_agent"], None, cents(deal["close_value"]))
        for deal in deals
        if deal["deal_stage"] == "Won"
    ]
    yield from paid(name, workspace, reckoned(events, with_sdr=False))
    known = [
        Deal(opened.date(), closed.date(), amount if stage == "won" else 0)
        for opened, closed, stage, amount in stands.values_list("created_at", "closed_at", "stage", "amount_cents")
    ]
    months = back_test(known)
    off = sum(abs(month.forecast_cents - month.came_cents) for month in months)
    naive = sum(abs(month.naive_cents - month.came_cents) for month in months)
    came = sum(month.came_cents for month in months)
    each = ", ".join(f"{month.first:%b} {100 * month.error:.0f} %" for month in months)
    yield Figure(name, "forecast on the first of each month, cents off", off, came, f"off by {each}")
    yield Figure(name, "the same with the month before as forecast", naive, came, "less is better")


def paid(name: str, workspace, known: dict[str, int]) -> Iterator[Figure]:
    """The product's commission run beside the reckoning from the files, by person and to the cent."""
    from django.db.models import Sum

    from leadwright.commissions.models import Line, Posting
    from leadwright.commissions.paying import pay_due

    lines = pay_due(now=datetime(2026, 1, 1, tzinfo=UTC), workspace=workspace)
    again = pay_due(now=datetime(2026, 1, 1, tzinfo=UTC), workspace=workspace)
    sums = Line.objects.filter(workspace=workspace).values_list("member__title").annotate(Sum("amount_cents"))
    found = dict(sums)
    balance = Posting.objects.filter(line__workspace=workspace).aggregate(sum=Sum("cents"))["sum"]
    right = sum(found.get(who, 0) == sum_ for who, sum_ in known.items())
    note = f"{lines} lines, {again} on the second run, {sum(found.values()) / 100:,.2f} in all, balance {balance}"
    yield Figure(name, "people paid the same to the cent", right, len(known), note)


def reckoned(events: list[tuple[date, str, str | None, int]], *, with_sdr: bool) -> dict[str, int]:
    """From the files alone, with fractions and without the product's rules: what each person is to be paid."""
    sums: dict[str, int] = defaultdict(int)
    before: dict[tuple, int] = defaultdict(int)
    for day, ae, sdr, amount in events:
        if with_sdr:
            month = ("sdr", sdr, day.year, day.month)
            sums[sdr] += SDR_CENTS if before[month] < SDR_BEYOND else SDR_MORE_CENTS
            before[month] += 1
        month = ("ae", ae, day.year, day.month)
        low, high = before[month], before[month] + amount
        price = 0
        for at, (begins, points) in enumerate(AE_STEPS):
            ends = AE_STEPS[at + 1][0] if at + 1 < len(AE_STEPS) else high
            inside = max(0, min(high, ends) - max(low, begins))
            price += floor(Fraction(inside * points, 10_000) + Fraction(1, 2))
        before[month] = high
        if with_sdr:
            source = Fraction(price * SOURCE_BP, 10_000)
            to_source = floor(source) + (source - floor(source) > Fraction(1, 2))  # a tie is the owner's
            sums[sdr] += to_source
            price -= to_source
        sums[ae] += price
    return dict(sums)


def bring_olist(leads: list[dict], deals: list[dict]):
    from leadwright.leads.models import Lead, Status

    now = datetime(2018, 12, 1, tzinfo=UTC)
    workspace = a_company("Olist", now, source_bp=SOURCE_BP)
    people = members(workspace, {deal["sdr_id"]: "sdr" for deal in deals} | {deal["sr_id"]: "ae" for deal in deals})
    won = {deal["mql_id"]: deal for deal in deals}
    rows = Lead.objects.bulk_create(
        Lead(
            workspace=workspace,
            owner=people[won[lead["mql_id"]]["sdr_id"]] if lead["mql_id"] in won else None,
            family_name=lead["mql_id"],
            custom=lead,
            status=Status.QUALIFIED if lead["mql_id"] in won else Status.NEW,
            created_at=datetime.strptime(lead["first_contact_date"], "%d-%m-%Y").replace(tzinfo=UTC),
        )
        for lead in leads
    )
    by_id = {row.custom["mql_id"]: row for row in rows}
    closed = [
        {
            "lead": by_id[deal["mql_id"]],
            "owner": people[deal["sr_id"]],
            "sdr": people[deal["sdr_id"]],
            "name": deal["seller_id"],
            "opened": by_id[deal["mql_id"]].created_at,
            "closed": moment(deal["won_date"]),
            "stage": "won",
            "cents": cents(deal["declared_monthly_revenue"]),
        }
        for deal in deals
    ]
    bring_deals(workspace, closed)
    return workspace


def bring_maven(deals: list[dict], accounts: list[dict], teams: list[dict]):
    from leadwright.accounts.models import Account
    from leadwright.leads.models import Lead

    now = datetime(2018, 1, 1, tzinfo=UTC)
    workspace = a_company("Maven", now, source_bp=0)
    people = members(workspace, {row["sales_agent"]: "ae" for row in teams} | {d["sales_agent"]: "ae" for d in deals})
    known = {row["account"]: row for row in accounts}
    firms = Account.objects.bulk_create(
        Account(workspace=workspace, name=name, plain_name=name.lower(), domain=f"{at}.example", created_at=now)
        for at, name in enumerate(sorted({deal["account"] for deal in deals} | set(known)))
    )
    leads = Lead.objects.bulk_create(
        Lead(workspace=workspace, account=firm, family_name=firm.name, created_at=now) for firm in firms
    )
    by_name = {lead.family_name: lead for lead in leads}
    closed = [
        {
            "lead": by_name[deal["account"]],
            "owner": people[deal["sales_agent"]],
            "sdr": None,
            "name": deal["product"],
            "opened": datetime.combine(us_day(deal["engage_date"]), datetime.min.time(), tzinfo=UTC),
            "closed": datetime.combine(us_day(deal["close_date"]), datetime.min.time(), tzinfo=UTC),
            "stage": deal["deal_stage"].lower(),
            "cents": cents(deal["close_value"]),
        }
        for deal in deals
    ]
    bring_deals(workspace, closed)
    return workspace


def a_company(name: str, now: datetime, *, source_bp: int):
    from leadwright.commissions.models import Plan
    from leadwright.team.models import Workspace

    workspace = Workspace.objects.create(name=name, currency="BRL", created_at=now)
    common = {"workspace": workspace, "version": 1, "starts_on": date(2016, 1, 1), "created_at": now}
    Plan.objects.create(
        **common, event="handoff_accepted", flat_cents=SDR_CENTS, tiers=[[SDR_BEYOND, SDR_MORE_CENTS, 0]]
    )
    tiers = [[above, 0, points] for above, points in AE_STEPS[1:]]
    Plan.objects.create(**common, event="deal_won", share_bp=AE_STEPS[0][1], tiers=tiers, source_bp=source_bp)
    return workspace


def members(workspace, roles: dict[str, str]) -> dict:
    """One for each name or number of the files, which is kept as the title."""
    from leadwright.team.models import Member, User

    wanted = {who: role for who, role in roles.items() if who}
    users = User.objects.bulk_create(
        User(email=f"{at}@{workspace.pk}.example", name=who) for at, who in enumerate(wanted)
    )
    rows = Member.objects.bulk_create(
        Member(workspace=workspace, user=user, role=wanted[user.name], title=user.name) for user in users
    )
    return {row.title: row for row in rows}


def bring_deals(workspace, closed: list[dict]) -> None:
    from leadwright.pipeline.models import Handoff, Opportunity, StageMove
    from leadwright.qualification.models import Verdict

    handed = [one for one in closed if one["sdr"]]
    verdicts = Verdict.objects.bulk_create(
        Verdict(lead=one["lead"], decision="qualified", by=one["sdr"], at=one["opened"], taken_up_at=one["closed"])
        for one in handed
    )
    handoffs = Handoff.objects.bulk_create(
        Handoff(workspace=workspace, lead=one["lead"], verdict=verdict, offered_by=one["sdr"], offered_to=one["owner"],
                state="accepted", at=one["closed"], answer_by=one["closed"], answered_at=one["closed"])
        for one, verdict in zip(handed, verdicts, strict=True)
    )  # fmt: skip
    by_lead = {handoff.lead_id: handoff for handoff in handoffs}
    deals = Opportunity.objects.bulk_create(
        Opportunity(
            workspace=workspace,
            handoff=by_lead.get(one["lead"].pk),
            lead=one["lead"],
            account=one["lead"].account,
            owner=one["owner"],
            name=one["name"],
            stage=one["stage"],
            amount_cents=one["cents"],
            currency="BRL",
            closed_at=one["closed"],
            created_at=one["opened"],
        )
        for one in closed
    )
    StageMove.objects.bulk_create(
        StageMove(opportunity=deal, from_stage="accepted", to_stage=deal.stage, at=deal.closed_at) for deal in deals
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    from leadwright.leads.tables import read_table

    table = read_table(path.read_bytes(), path.name)
    return [dict(zip(table.columns, cells, strict=True)) for _number, cells in table.rows]


def cents(text: str) -> int:
    return round(Fraction(text or "0") * 100)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def us_day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()


if __name__ == "__main__":
    print(json.dumps([asdict(figure) for figure in measured(Path(sys.argv[1]))]))
