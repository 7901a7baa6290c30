"""Where a lead stands, counted again from the rows. `Lead.status` is a cache of this."""

from datetime import datetime

from leadwright.cadences.models import Enrolment
from leadwright.cadences.stopping import STANDING as ENDED_AS
from leadwright.inbox.models import Kind, Reply
from leadwright.leads.models import Channel, Lead, OptOut, Status
from leadwright.qualification.models import Verdict
from leadwright.research.models import Brief

VERDICT_STATUS = {
    Verdict.Decision.QUALIFIED: Status.QUALIFIED,
    Verdict.Decision.DISQUALIFIED: Status.DISQUALIFIED,
    Verdict.Decision.NOT_YET: Status.WAITING,
}


def status_of(lead: Lead) -> Status:
    """In this order: a no to every channel, a verdict, a human answer, a cadence under way, how the last one ended,
    the brief. Who waits for a date and writes before it has answered; other verdicts stand until a person changes them.
    A verdict whose date of return has come, and what was before it, no longer count."""
    if OptOut.objects.covering(lead, Channel.ALL).exists():
        return Status.OPTED_OUT
    verdict = Verdict.objects.standing_for(lead)
    since = _came_back_at(lead)
    replies = _since(Reply.objects.filter(lead=lead, kind=Kind.REPLY), since)
    if verdict and not (verdict.comes_back and replies.filter(at__gt=verdict.at).exists()):
        return Status.WAITING if verdict.comes_back else VERDICT_STATUS[verdict.decision]
    if replies.exists() or _returned(lead, since):
        return Status.ANSWERED
    enrolments = Enrolment.objects.filter(lead=lead)
    if enrolments.filter(state=Enrolment.State.ACTIVE).exists():
        return Status.WORKING
    last = (enrolments.filter(ended_at__gt=since) if since else enrolments).order_by("-ended_at").first()
    ended = ENDED_AS.get(last.ended_code) if last else None
    if ended and ended != Status.READY:
        return ended
    return Status.READY if brief_is_good(lead) else Status.NEW


def brief_is_good(lead: Lead, *, since: datetime | None = None) -> bool:
    """The brief was found good, and, with `since`, was looked at after that."""
    brief = Brief.objects.filter(lead=lead).exclude(good_at=None)
    return (brief.filter(updated_at__gte=since) if since else brief).exists()


def _came_back_at(lead: Lead) -> datetime | None:
    return (
        Verdict.objects.filter(lead=lead)
        .exclude(revisited_at=None)
        .order_by("-revisited_at")
        .values_list("revisited_at", flat=True)
        .first()
    )


def _returned(lead: Lead, since: datetime | None) -> bool:
    """An AE gave it back: it waits for another verdict."""
    returned = Verdict.objects.filter(lead=lead, returned_at__isnull=False)
    return (returned.filter(returned_at__gt=since) if since else returned).exists()


def _since(replies, at: datetime | None):
    return replies.filter(at__gt=at) if at else replies
