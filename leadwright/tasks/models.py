from datetime import date, datetime
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadwright.activities.models import Kind, record
from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class TaskKind(models.TextChoices):
    CALL = "call", _("Call")
    LINKEDIN = "linkedin", _("LinkedIn")
    APPROVE = "approve", _("Approve")
    REMINDER = "reminder", _("Reminder")
    SETTLE = "settle", _("Settle a doubtful send")
    OTHER = "other", _("To do")


class TaskQuerySet(WorkspaceQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def owned_by(self, member: Member) -> Self:
        return self.filter(owner=member)

    def due(self, now: datetime) -> Self:
        return self.open().filter(due_at__lte=now)


class Task(models.Model):
    """Something that a person does. `key` names what asked for it ("touch:12"), so that it is asked once."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")
        DROPPED = "dropped", _("No longer needed")

    # Without an index of its own: asked_once begins with it.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="tasks", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="tasks")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=10, choices=TaskKind)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True, help_text="the script or the text to paste")
    key = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    wakes_after = models.DateTimeField(
        null=True, blank=True, help_text="put off until they write: an answer that is newer brings it back"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="asked_once")]
        indexes = [
            models.Index(fields=["owner", "due_at"], condition=models.Q(closed_at=None), name="open_tasks_due"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def close(self, *, by: Member | None, outcome: str, note: str = "", now: datetime, told: bool = True) -> bool:
        """Done, skipped or no longer needed: once. False where it was closed already; that stands.

        `told=False` where the act itself writes the timeline (a call, a LinkedIn touch), so that it stands there once.
        """
        with transaction.atomic(savepoint=False):
            closed = Task.objects.open().filter(pk=self.pk)
            if not closed.update(closed_at=now, closed_by=by, outcome=outcome, note=note):
                self.refresh_from_db()
                return False
            self.closed_at, self.closed_by, self.outcome, self.note = now, by, outcome, note
            if told and outcome != Task.Outcome.DROPPED:
                self._tell(Kind.TASK_DONE if outcome == Task.Outcome.DONE else Kind.TASK_SKIPPED, by, now)
        return True

    def snooze(self, until: datetime, by: Member, now: datetime, *, or_answer: bool = False) -> bool:
        """Put off to a later time; with `or_answer` an answer of the lead brings it back before. False where it is
        closed."""
        put_off = Task.objects.open().filter(pk=self.pk)
        changed = put_off.update(due_at=max(until, now), wakes_after=now if or_answer else None)
        self.refresh_from_db(fields=["due_at", "wakes_after"])
        return bool(changed)

    def hand(self, to: Member, by: Member, now: datetime, *, note: str = "") -> bool:
        """A colleague does it. False where it is closed, or theirs already."""
        with transaction.atomic():
            if not Task.objects.open().filter(pk=self.pk).exclude(owner=to).update(owner=to):
                return False
            self.owner = to
            said = _("Handed to %(name)s: %(task)s") % {"name": to.name, "task": self.title}
            self._tell(Kind.NOTE, by, now, summary=said, what="handed", why=note)
        return True

    def reopen(self, by: Member, now: datetime) -> bool:
        """Take a closing back. The ledger keeps both; a cadence that has gone on does not come back."""
        reopened = Task.objects.filter(pk=self.pk).exclude(closed_at=None)
        if not reopened.update(closed_at=None, closed_by=None, outcome="", note=""):
            return False
        self.refresh_from_db()
        self._tell(Kind.NOTE, by, now, summary=_("Opened again: %s") % self.title, what="reopened")
        return True

    def _tell(
        self,
        kind: Kind,
        by: Member | None,
        now: datetime,
        *,
        summary: str = "",
        what: str = "closed",
        why: str | None = None,
    ) -> None:
        record(
            kind,
            workspace_id=self.workspace_id,
            key=f"task:{self.pk}:{what}:{now.isoformat()}",
            summary=summary or self.title,
            why=self.note or self.why if why is None else why,
            lead=self.lead,
            member=by,
            at=now,
        )


class LeaveQuerySet(WorkspaceQuerySet):
    def on(self, day: date) -> Self:
        """Those that hold on that day, the first and the last one included."""
        return self.filter(ended_at=None, first_on__lte=day, last_on__gte=day)


class Leave(models.Model):
    """A member is away, and a colleague does what falls due meanwhile. Nothing is moved: the cover sees it as well."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="leaves")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="leaves")
    cover = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="covers")
    first_on = models.DateField()
    last_on = models.DateField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")), name="leave_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~models.Q(member=models.F("cover")), name="nobody_covers_for_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.first_on} {self.last_on}"


class Move(models.Model):
    """Many tasks given to somebody else, or to other days, in one act: what each was before, so that it can go back."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="moves")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", help_text="whose tasks they were")
    to = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+", help_text="empty: new days")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(help_text="for each task: its number, its owner's, and when it was due")
    after = models.JSONField(help_text="the same after the act: what was changed since stays as it is")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{len(self.before)} of {self.member_id}"
