"""Reads the rows of one lead for the page that says why: the enrolment as the planner sees it, and all that was not
done."""

from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.cadences.explaining import Missed, Reason, why_next, why_not
from leadwright.cadences.models import Enrolment, Override, Refusal, Touch
from leadwright.cadences.snapshots import Batch, with_everything
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead

NOT_GONE = (Message.State.FAILED, Message.State.CANCELLED, Message.State.UNKNOWN)


def story(lead: Lead, now: datetime) -> dict:
    """`active`, the enrolment that is on its way or None; `next`, why then; `missed`, what did not happen."""
    active = with_everything(Enrolment.objects.active().filter(lead=lead)).select_related("version__cadence").first()
    reasons: list[Reason] = []
    if active:
        reasons = why_next(Batch([active], now).snapshot(active), now)
    return {"active": active, "next": reasons, "missed": why_not(missed(lead))}


def missed(lead: Lead) -> list[Missed]:
    found = [*touches(lead), *mails(lead)]
    for each in Refusal.objects.filter(lead=lead).select_related("cadence").order_by("-at")[:20]:
        what = _("A step was not done") if each.enrolment_id else _("Not enrolled")
        what = f"{what}: {each.cadence.name}" if each.cadence else what
        found.append(Missed(each.code, what, each.sentence, each.at))
    for each in Override.objects.filter(lead=lead).select_related("by__user"):
        what = _("Enrolled in spite of “%(why)s”, by %(name)s") % {
            "why": each.sentence,
            "name": each.by.name if each.by else _("somebody who has left"),
        }
        found.append(Missed("override", what, each.why, each.at))
    for each in lead.enrolments.exclude(state=Enrolment.State.ACTIVE).select_related("version__cadence")[:10]:
        what = _("The cadence ended: %s") % each.version.cadence.name
        found.append(Missed(each.ended_code, what, each.ended_why, each.ended_at or each.started_at))
    return found


def touches(lead: Lead) -> list[Missed]:
    passed = Touch.objects.filter(enrolment__lead=lead, outcome=Touch.Outcome.PASSED_OVER).select_related("step")
    return [
        Missed("passed_over", _("Left out: step %s") % touch.step, touch.why, touch.done_at or touch.at)
        for touch in passed.order_by("-pk")[:40]
    ]


def mails(lead: Lead) -> list[Missed]:
    rows = Message.objects.filter(lead=lead, outbound=True, state__in=NOT_GONE).order_by("-pk")[:20]
    return [
        Missed(
            message.failure_code or message.state,
            f"{message.get_state_display()}: {message.subject}",
            message.failure_words,
            message.at,
        )
        for message in rows.only("state", "subject", "failure", "at")
    ]
