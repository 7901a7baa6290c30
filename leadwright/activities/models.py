import json
from collections.abc import Iterable
from datetime import datetime
from typing import Self, TypedDict

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.kit.statements import run
from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Kind(models.TextChoices):
    IMPORTED = "imported", _("Came in")
    RESEARCHED = "researched", _("Brief")
    ENROLLED = "enrolled", _("Enrolled")
    HELD = "held", _("Held")
    RESUMED = "resumed", _("Went on")
    STOPPED = "stopped", _("Cadence ended")
    EMAIL_SENT = "email_sent", _("E-mail sent")
    EMAIL_NOT_SENT = "email_not_sent", _("E-mail not sent")
    EMAIL_RECEIVED = "email_received", _("E-mail received")
    OPENED = "opened", _("E-mail opened by a person")
    BOUNCED = "bounced", _("Bounced")
    CALL = "call", _("Call")
    LINKEDIN = "linkedin", _("LinkedIn")
    TASK_DONE = "task_done", _("Task done")
    TASK_SKIPPED = "task_skipped", _("Task skipped")
    NOTE = "note", _("Note")
    OPTED_OUT = "opted_out", _("Opted out")
    MEETING_BOOKED = "meeting_booked", _("Meeting booked")
    MEETING_CHANGED = "meeting_changed", _("Meeting changed")
    MEETING_HELD = "meeting_held", _("Meeting held")
    NO_SHOW = "no_show", _("Nobody came")
    EVIDENCE = "evidence", _("Evidence")
    VERDICT = "verdict", _("Verdict")
    REVISITED = "revisited", _("Came back")
    HANDED_OVER = "handed_over", _("Handed over")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")
    STAGE = "stage", _("Deal moved")
    COMMISSION = "commission", _("Commission")


class ActivityQuerySet(WorkspaceQuerySet):
    def told_to(self, member: Member) -> Self:
        """Without what others earn: that stands on their own statements, which managers alone read too."""
        return self if member.manages else self.exclude(~models.Q(member=member), kind=Kind.COMMISSION)


class Activity(models.Model):
    """The ledger: everything that happened, once, in order. Rows are never changed.

    `key` names the fact that a row records ("message:12:sent"): writing the same fact again writes nothing.
    """

    # Without an index of their own: those declared below begin with them.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="activities", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="activities", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    key = models.CharField(max_length=80)
    summary = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="each_fact_once")]
        indexes = [
            models.Index(fields=["lead", "-at"]),
            models.Index(fields=["workspace", "kind", "-at"]),
            models.Index(fields=["member"], condition=models.Q(member__isnull=False), name="activities_by_member"),
        ]

    def __str__(self) -> str:
        return self.summary


class Place(models.Model):
    """How far a timer has read the ledger."""

    name = models.CharField(max_length=20, unique=True)
    upto = models.BigIntegerField(default=0, help_text="the number of the last activity that was read")

    def __str__(self) -> str:
        return f"{self.name}: {self.upto}"


# Several facts as one JSON text, written and read in one go (an array a column takes nine); as a SELECT, so that other
# statements can write their facts in the same breath (`JOIN` what they change: `told.place` counts from 1).
RECORD = """
    INSERT INTO activities_activity (workspace_id, lead_id, member_id, kind, key, summary, why, detail, at)
    SELECT told.workspace, told.lead, told.member, told.kind, told.key, told.summary, told.why, told.detail, told.at
    FROM ROWS FROM (json_to_recordset(%(facts)s::json) AS (
        workspace bigint, lead bigint, member bigint, kind text, key text, summary text, why text, detail jsonb,
        at timestamptz
    )) WITH ORDINALITY AS told(workspace, lead, member, kind, key, summary, why, detail, at, place)
"""
ONCE = "ON CONFLICT DO NOTHING"


class Fact(TypedDict):
    """A line of the ledger that is not written yet, as RECORD reads it."""

    workspace: int
    lead: int | None
    member: int | None
    kind: str
    key: str
    summary: str
    why: str
    detail: dict
    at: str


def record(kind: str, **said) -> None:
    """Write one fact, said as for `fact`; a fact that stands already is left as it is."""
    record_all([fact(kind, **said)])


def record_all(facts: Iterable[Fact]) -> None:
    run(RECORD + ONCE, values_of(facts))


def values_of(facts: Iterable[Fact]) -> dict[str, str]:
    """What RECORD asks for."""
    return {"facts": json.dumps(list(facts))}


def fact(
    kind: str,
    *,
    workspace_id: int,
    key: str,
    summary: str,
    at: datetime,
    lead: Lead | None = None,
    member: Member | None = None,
    why: str = "",
    detail: dict | None = None,
) -> Fact:
    return {
        "workspace": workspace_id,
        "lead": lead.pk if lead else None,
        "member": member.pk if member else None,
        "kind": str(kind),
        "key": key[:80],
        "summary": str(summary)[:300],
        "why": str(why)[:300],
        "detail": detail or {},
        "at": at.isoformat(),
    }
