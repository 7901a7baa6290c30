"""Work that would pile up unseen: a colleague covers for somebody away, takes tasks over, or they get new days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils.dateparse import parse_datetime

from leadwright.kit.bulk import update_rows
from leadwright.tasks.models import Leave, Move, Task
from leadwright.team.models import Member

A_DAY = 30  # tasks that are shifted to one day, at most: more would only be late again
MOST = 2000  # tasks in one act
BACK_TO_WORK = 5  # weekday number of Saturday


def desk_of(member: Member, now: datetime) -> list[int]:
    """Whose work this member does today: their own, and that of those they cover for."""
    today = member.local(now).date()
    away = Leave.objects.seen_by(member).on(today).filter(cover=member, member__active=True)
    return [member.pk, *away.order_by("member").values_list("member", flat=True).distinct()]


def overdue(member: Member, now: datetime):
    """Open tasks that fell due before the member's day began, oldest first."""
    return Task.objects.open().filter(owner=member, due_at__lt=morning(member, now)).order_by("due_at", "pk")


def morning(member: Member, now: datetime) -> datetime:
    return member.local(now).replace(hour=0, minute=0, second=0, microsecond=0)


def standing(workspace_id: int, now: datetime) -> dict[int, dict]:
    """For each member who has open tasks: how many are due, how many fell due a day ago or longer, and the oldest."""
    late = Q(due_at__lt=now - timedelta(days=1))
    open_tasks = Task.objects.open().filter(workspace=workspace_id, due_at__lte=now).values("owner")
    found = open_tasks.annotate(due=Count("pk"), late=Count("pk", filter=late), oldest=Min("due_at"))
    return {row["owner"]: row for row in found}


def reassign(member: Member, to: Member, *, by: Member, now: datetime) -> Move | None:
    """All that is due of one member goes to another. None where nothing is due."""
    tasks = list(Task.objects.due(now).filter(owner=member).order_by("due_at", "pk")[:MOST])
    return move(tasks, member, [(to.pk, task.due_at) for task in tasks], to=to, by=by, now=now)


def shift(member: Member, *, by: Member, now: datetime) -> Move | None:
    """What is overdue gets new days, the oldest first: `A_DAY` tasks a working day from tomorrow on."""
    tasks = list(overdue(member, now)[:MOST])
    days = [new_day(member, place // A_DAY, now) for place in range(len(tasks))]
    return move(
        tasks, member, [(task.owner_id, day) for task, day in zip(tasks, days, strict=True)], to=None, by=by, now=now
    )


def new_day(member: Member, number: int, now: datetime) -> datetime:
    """The morning of the working day after today, or of the `number`th one after that."""
    day = next_weekday(member.local(now).date())
    for _ in range(number):
        day = next_weekday(day)
    return datetime.combine(day, member.day_starts, tzinfo=ZoneInfo(member.timezone))


def next_weekday(day: date) -> date:
    day += timedelta(days=1)
    while day.weekday() >= BACK_TO_WORK:
        day += timedelta(days=1)
    return day


def move(
    tasks: Sequence[Task],
    member: Member,
    wanted: Sequence[tuple[int, datetime]],
    *,
    to: Member | None,
    by: Member,
    now: datetime,
) -> Move | None:
    if not tasks:
        return None
    before = [line(task) for task in tasks]
    with transaction.atomic():
        for task, (owner, due_at) in zip(tasks, wanted, strict=True):
            task.owner_id, task.due_at = owner, due_at
        update_rows(tasks, ["owner", "due_at"])
        after = [line(task) for task in tasks]
        kept = {"workspace_id": member.workspace_id, "member": member, "to": to, "by": by, "at": now}
        return Move.objects.create(before=before, after=after, **kept)


def line(task: Task) -> list:
    return [task.pk, task.owner_id, task.due_at.isoformat()]


def take_back(act: Move, *, now: datetime) -> int:
    """Each task that is still as the act left it goes back to what it was. How many went back."""
    with transaction.atomic():
        if not Move.objects.filter(pk=act.pk, taken_back_at=None).update(taken_back_at=now):
            return 0
        left = {pk: (owner, parse_datetime(due)) for pk, owner, due in act.after}
        was = {pk: (owner, parse_datetime(due)) for pk, owner, due in act.before}
        tasks = Task.objects.open().filter(pk__in=left).select_for_update()
        same = [task for task in tasks if (task.owner_id, task.due_at) == left[task.pk]]
        for task in same:
            task.owner_id, task.due_at = was[task.pk]
        update_rows(same, ["owner", "due_at"])
    return len(same)
