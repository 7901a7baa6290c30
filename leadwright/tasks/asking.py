"""Asking a person to do something: once for each key, however often it is asked."""

from collections.abc import Sequence
from datetime import datetime

from leadwright.kit.bulk import insert_rows
from leadwright.leads.models import Lead
from leadwright.tasks.models import Task
from leadwright.team.models import Member


def ask(**wanted) -> Task:
    """The task of that key, said as for `request`: made now, or as it stands where it was asked before (open or
    closed)."""
    return once(request(**wanted))


def once(task: Task) -> Task:
    """A request, written unless its key stands already: the row that stands then."""
    Task.objects.bulk_create([task], ignore_conflicts=True)
    return Task.objects.get(workspace_id=task.workspace_id, key=task.key)


def ask_all(tasks: Sequence[Task]) -> None:
    """Many requests at once; one that stands already gets the primary key of its row. Raises IntegrityError where
    somebody else asks for the same at the same moment: asked again, it stands."""
    asked = Task.objects.filter(workspace__in={task.workspace_id for task in tasks}, key__in=[t.key for t in tasks])
    standing = {(workspace, key): pk for workspace, key, pk in asked.values_list("workspace", "key", "pk")}
    for task in tasks:
        task.pk = standing.get((task.workspace_id, task.key))
    insert_rows([task for task in tasks if task.pk is None])


def request(
    *,
    kind: str,
    lead: Lead | None,
    owner: Member,
    title: str,
    why: str,
    words: str = "",
    key: str,
    due_at: datetime,
    now: datetime,
) -> Task:
    """A task that is not written yet."""
    return Task(
        workspace_id=owner.workspace_id,
        key=key[:80],
        lead=lead,
        owner=owner,
        kind=kind,
        title=str(title)[:200],
        why=str(why)[:300],
        words=words,
        due_at=due_at,
        created_at=now,
    )
