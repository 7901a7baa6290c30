"""Lines on their way into the ledger: all of an event or none, each once, on a statement that is still open."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from leadwright.activities.models import Fact, Kind, fact, record_all
from leadwright.commissions import rules
from leadwright.commissions.explaining import stored
from leadwright.commissions.models import Line, Posting, Statement
from leadwright.kit.money import written
from leadwright.leads.models import Lead
from leadwright.team.models import Member


@dataclass(frozen=True)
class New:
    """A line before it stands; fields as in `models.Line`. `late` is the first month that it may stand on."""

    key: str
    member: Member
    plan_id: int
    cents: int
    currency: str
    why: str
    lead: Lead | None
    at: datetime
    earned_in: date
    late: date | None = None
    credit: str = rules.OWNER
    steps: tuple[rules.Step, ...] = ()
    units: int = 0
    base_cents: int = 0
    priced_cents: int = 0
    source: Member | None = None
    reverses: Line | None = None


@contextmanager
def locked(*members: Member | None) -> Iterator[None]:
    """Nobody else prices, corrects or closes for these members meanwhile; always in one order, so that nobody waits in
    a circle."""
    wanted = sorted({member.pk for member in members if member})
    with transaction.atomic():
        list(Member.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk"))
        yield


def so_far_of(member: Member, event: str, on: date) -> rules.SoFar:
    """What the member has of an event in the month of a day, net of what was taken back."""
    lines = Line.objects.filter(member=member, plan__event=event, earned_in=rules.month_of(on)).exclude(units=0)
    found = lines.aggregate(events=Sum("units"), base=Sum("base_cents"), cents=Sum("priced_cents"))
    return rules.SoFar(found["events"] or 0, found["base"] or 0, found["cents"] or 0)


def write(news: Sequence[New]) -> int:
    """The lines with their postings and facts in a few statements, all of them or none; returns how many. A key that
    stands already is left as it is, so that what was cut off is simply written again."""
    if not news:
        return 0
    with locked(*(new.member for new in news)):
        keys = [new.key for new in news]
        standing = Line.objects.filter(workspace_id=news[0].member.workspace_id, key__in=keys)
        known = set(standing.values_list("key", flat=True))
        missing = list({new.key: new for new in news if new.key not in known}.values())
        periods = _periods(missing)
        lines = Line.objects.bulk_create(
            (_row(new, periods[new.member.pk, new.late or new.earned_in]) for new in missing), batch_size=1000
        )
        Posting.objects.bulk_create(
            (
                Posting(line=line, book=book, cents=cents)
                for line in lines
                for book, cents in rules.postings(line.amount_cents)
            ),
            batch_size=2000,
        )
        record_all([_fact(new) for new in missing])
    return len(missing)


def _periods(news: Sequence[New]) -> dict[tuple[int, date], date]:
    wanted = {(new.member.pk, new.late or new.earned_in): new.member for new in news}
    return {(pk, month): open_period(member, month) for (pk, month), member in wanted.items()}


def _row(new: New, period: date) -> Line:
    return Line(
        workspace_id=new.member.workspace_id,
        member=new.member,
        plan_id=new.plan_id,
        key=new.key,
        credit=new.credit,
        amount_cents=new.cents,
        currency=new.currency,
        why=new.why[:400],
        steps=stored(new.steps),
        units=new.units,
        base_cents=new.base_cents,
        priced_cents=new.priced_cents,
        earned_in=new.earned_in,
        period=period,
        source=new.source,
        reverses=new.reverses,
        lead_id_shown=new.lead.pk if new.lead else None,
        at=new.at,
    )


def _fact(new: New) -> Fact:
    return fact(
        Kind.COMMISSION,
        workspace_id=new.member.workspace_id,
        lead=new.lead,
        member=new.member,
        key=f"commission:{new.key}",
        summary=_("Commission for %(who)s: %(sum)s")
        % {"who": new.member.name, "sum": written(new.cents, new.currency)},
        why=new.why,
        at=new.at,
    )


def open_period(member: Member, month: date) -> date:
    """The month itself, or the next one whose statement is not final: what comes late rolls on."""
    final = set(
        Statement.objects.filter(member=member, state=Statement.State.FINAL, period__gte=month).values_list(
            "period", flat=True
        )
    )
    while month in final:
        month = rules.month_of(month + timedelta(days=31))
    return month
