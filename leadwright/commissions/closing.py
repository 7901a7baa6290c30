"""Statements after their month: questions are open for some working days, then the month is final."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.cadences.hours import add_working_days
from leadwright.commissions.models import Dispute, Line, Statement
from leadwright.commissions.rules import month_of
from leadwright.commissions.writing import locked
from leadwright.kit.money import written
from leadwright.team.models import Member, Workspace

INQUIRY_WORKING_DAYS = 5  # noon of the fifth working day, as S3 of the semantics has it
NOON = time(12)


def close_due(*, now: datetime, workspace: Workspace | None = None) -> int:
    """Open the questions of months that are over, and make final what nobody asks about; returns how many changed."""
    return _open_questions(now, workspace) + _make_final(now, workspace)


def _open_questions(now: datetime, workspace: Workspace | None) -> int:
    stands = Statement.objects.filter(member=OuterRef("member"), period=OuterRef("period"))
    rows = Line.objects.filter(~Exists(stands), period__lt=now.date() + timedelta(days=1))
    rows = rows.filter(workspace=workspace) if workspace else rows
    opened = 0
    for row in rows.order_by().values("member", "period", "workspace").distinct():
        place = Workspace.objects.get(pk=row["workspace"])
        if row["period"] >= month_of(now.astimezone(ZoneInfo(place.timezone)).date()):
            continue  # the month runs
        _statement, new = Statement.objects.get_or_create(
            workspace=place,
            member_id=row["member"],
            period=row["period"],
            defaults={"inquiry_until": questions_until(row["period"], place, now)},
        )
        opened += new
    return opened


def questions_until(period: date, workspace: Workspace, now: datetime) -> datetime:
    """Noon of the fifth working day after the month; two working days from now where that has passed or is near."""
    zone = ZoneInfo(workspace.timezone)
    last = month_of(period + timedelta(days=31)) - timedelta(days=1)
    usual = add_working_days(last, INQUIRY_WORKING_DAYS, workspace.country)
    soonest = add_working_days(now.astimezone(zone).date(), 2, workspace.country)
    return datetime.combine(max(usual, soonest), NOON, tzinfo=zone)


def _make_final(now: datetime, workspace: Workspace | None) -> int:
    """A month with an open question waits for its answer."""
    asked = Dispute.objects.open().filter(line__member=OuterRef("member"), line__period=OuterRef("period"))
    ready = Statement.objects.filter(~Exists(asked), state=Statement.State.INQUIRY, inquiry_until__lte=now)
    ready = ready.filter(workspace=workspace) if workspace else ready
    return sum(_finish(statement, now) for statement in ready.select_related("member__user", "workspace"))


def _finish(statement: Statement, now: datetime) -> int:
    with locked(statement.member):
        lines = Line.objects.filter(member=statement.member, period=statement.period)
        if Dispute.objects.open().filter(line__in=lines).exists():
            return 0
        final = Statement.objects.filter(pk=statement.pk, state=Statement.State.INQUIRY)
        if not final.update(state=Statement.State.FINAL, final_at=now):
            return 0
        record(
            Kind.COMMISSION,
            workspace_id=statement.workspace_id,
            member=statement.member,
            key=f"statement:{statement.pk}:final",
            summary=_("Statement of %(who)s for %(month)s is final: %(sum)s")
            % {
                "who": statement.member.name,
                "month": formats.date_format(statement.period, "F Y"),
                "sum": ", ".join(totals(statement.member, statement.period)) or "–",
            },
            why=_("Nobody asked about it until %(date)s.")
            % {"date": formats.date_format(statement.inquiry_until, "j M Y")},
            at=now,
        )
    return 1


def totals(member: Member, period: date) -> list[str]:
    """The sum of each currency, written."""
    sums: dict[str, int] = {}
    for currency, cents in (
        Line.objects.filter(member=member, period=period)
        .order_by("currency")
        .values_list("currency", F("amount_cents"))
    ):
        sums[currency] = sums.get(currency, 0) + cents
    return [written(cents, currency) for currency, cents in sums.items()]
