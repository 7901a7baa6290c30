from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from psycopg.types.json import Jsonb

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


class Activity(models.Model):
    """The ledger: everything that happened, once, in order. Rows are never changed.

    `key` names the fact that a row records ("message:12:sent"): writing the same fact again writes nothing.
    """

    # Without an index of their own: those declared below begin with them.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="activities", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="activities", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    key = models.CharField(max_length=80)
    summary = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="each_fact_once")]
        indexes = [models.Index(fields=["lead", "-at"]), models.Index(fields=["workspace", "kind", "-at"])]

    def __str__(self) -> str:
        return self.summary


# As a SELECT, so that another statement can write its fact in the same breath (`FROM` what it changed).
RECORD = """
    INSERT INTO activities_activity (workspace_id, lead_id, member_id, kind, key, summary, why, detail, at)
    SELECT %(fact_workspace)s::bigint, %(fact_lead)s::bigint, %(fact_member)s::bigint, %(fact_kind)s, %(fact_key)s,
        %(fact_summary)s, %(fact_why)s, %(fact_detail)s::jsonb, %(fact_at)s::timestamptz
"""
ONCE = "ON CONFLICT DO NOTHING"


def record(kind: str, **said) -> None:
    """Write one fact, said as for `fact`; a fact that stands already is left as it is."""
    run(RECORD + ONCE, values_of(fact(kind, **said)))


def values_of(row: Activity) -> dict[str, object]:
    """What RECORD asks for."""
    return {
        "fact_workspace": row.workspace_id,
        "fact_lead": row.lead_id,
        "fact_member": row.member_id,
        "fact_kind": str(row.kind),
        "fact_key": row.key,
        "fact_summary": row.summary,
        "fact_why": row.why,
        "fact_detail": Jsonb(row.detail),
        "fact_at": row.at,
    }


def record_all(facts: Iterable[Activity]) -> None:
    Activity.objects.bulk_create(facts, ignore_conflicts=True)


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
) -> Activity:
    """A line of the ledger that is not written yet."""
    return Activity(
        workspace_id=workspace_id,
        lead=lead,
        member=member,
        kind=kind,
        key=key[:80],
        summary=summary[:300],
        why=why[:300],
        detail=detail or {},
        at=at,
    )
