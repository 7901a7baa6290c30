"""What a reading does. The caller holds the lead's row locked, so that a stop commits before or after the point of no
return of a send, never beside it (conversations/sending.py)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind as Fact
from leadwright.activities.models import record
from leadwright.cadences import hours
from leadwright.cadences.answering import answered as cadences_answered
from leadwright.cadences.models import Enrolment
from leadwright.cadences.stopping import hold_all, resume, stop_all
from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.knowledge.answering import draft_answer, draft_answers
from leadwright.leads.models import Channel, Lead, OptOut, Status, opt_out

SURE = 0.8  # of an opt-out
AWAY_DAYS = 7  # where no date of return is said
ASKS = {Intent.QUESTION, Intent.OBJECTION, Intent.INTERESTED, Intent.MEETING}
# A person's answer does not take back what a person decided, and nobody comes back from an opt-out by writing.
DECIDED = {Status.QUALIFIED, Status.DISQUALIFIED, Status.OPTED_OUT}


def meaning(kind: str, intent: str) -> str:
    """What a reading does is one of: answered, opted_out, away, bounced, nothing."""
    if kind == Kind.COMPLAINT or (kind == Kind.REPLY and intent == Intent.OPT_OUT):
        return "opted_out"
    return {Kind.REPLY: "answered", Kind.OUT_OF_OFFICE: "away", Kind.BOUNCE: "bounced"}.get(kind, "nothing")


Active = Sequence[Enrolment] | None


def apply(
    reply: Reply,
    *,
    hard: bool = True,
    left: bool = False,
    active: Active = None,
    asking: list[Reply] | None = None,
    now: datetime,
) -> None:
    """The effects of a new reading, in the transaction of the mail that is read. `active`: the cadences of the lead
    that are on their way, where the caller holds them locked already (cadences/stopping.py). `asking`: where the
    caller drafts answers for many at once (`draft`), those that ask are put there."""
    what = "answered" if left else meaning(reply.kind, reply.intent)
    if what == "answered":
        answered(reply, active, now)
        if asks(reply):
            draft([reply], now) if asking is None else asking.append(reply)
    elif what == "opted_out":
        opted_out(reply, active, now)
    elif what == "away":
        away(reply, active, now)
    elif what == "bounced":
        bounced(reply, active, hard=hard, now=now)
    else:
        tell(reply, Fact.EMAIL_RECEIVED, _("Automatic answer"), reply.evidence, now)
    if reply.settled_at is None and settles(reply.kind, reply.intent, reply.confidence, left=left):
        settle(reply, now)


def settles(kind: str, intent: str, confidence: float, *, left: bool) -> bool:
    """Whether such a reading needs nobody. An unsure opt-out holds at once, and a person looks whether it was one."""
    what = "answered" if left else meaning(kind, intent)
    return what != "answered" and not (what == "opted_out" and confidence < SURE)


def answered(reply: Reply, active: Active, now: datetime) -> None:
    lead = reply.lead
    why = _("They answered by e-mail.") if reply.kind == Kind.REPLY else _("They have left: a person must look.")
    themselves = is_theirs(reply)
    if not themselves:
        why = _("%(who)s answered in their thread.") % {"who": reply.message.sender}
    ended = cadences_answered(lead, themselves=themselves, why=why[:300], active=active, now=now)
    if ended and lead.status not in DECIDED:
        lead.mark(Status.ANSWERED)
    said = " ".join(reply.words.split())[:140]
    tell(reply, Fact.EMAIL_RECEIVED, _("Answered: “%s”") % said if said else _("Answered"), because(reply), now)


def is_theirs(reply: Reply) -> bool:
    """Whether the person whom we wrote to answered, and not somebody else in the thread."""
    sender = reply.message.sender.strip().casefold()
    return not sender or sender == reply.lead.email.casefold()


def draft(replies: Sequence[Reply], now: datetime) -> None:
    """Answers to these, of one workspace, from its articles. One that stands already is left as it is."""
    if len(replies) == 1:
        (reply,) = replies
        key = answer_key(reply)
        draft_answer(workspace_id=reply.workspace_id, question=reply.words, lead=reply.lead, key=key, now=now)
    elif replies:
        asked = [(answer_key(reply), reply.words, reply.lead) for reply in replies]
        draft_answers(replies[0].workspace_id, asked, now=now)


def answer_key(reply: Reply) -> str:
    return f"reply:{reply.pk}"


def asks(reply: Reply) -> bool:
    return reply.intent == Intent.QUESTION or (reply.intent in ASKS and "?" in reply.words)


def because(reply: Reply) -> str:
    """Why it was read so, in one line."""
    read = reply.get_intent_display() if reply.intent else reply.get_kind_display()
    return _("Read as “%(read)s”: “%(words)s”") % {"read": read, "words": reply.evidence} if reply.evidence else ""


def opted_out(reply: Reply, active: Active, now: datetime) -> None:
    lead, complaint = reply.lead, reply.kind == Kind.COMPLAINT
    why = _("They complained about our mail.") if complaint else _("They asked not to be contacted.")
    opt_out(
        lead,
        channel=Channel.ALL,
        source="complaint" if complaint else "reply",
        words=reply.evidence or reply.words,
        at=reply.at,
    )
    stop_all(lead, code="opted_out", why=why, active=active, now=now)
    lead.mark(Status.OPTED_OUT)
    tell(reply, Fact.OPTED_OUT, why, because(reply) or reply.evidence, now)


def away(reply: Reply, active: Active, now: datetime) -> None:
    """Every cadence stands still until the working day after the return; the lead stays what it was."""
    until = back_at(reply.lead, reply.returns_on, now)
    if reply.returns_on:
        reason = _("Out of office, back on %s") % formats.date_format(reply.returns_on, "j M Y")
    else:
        reason = _("Out of office, no date of return given: %s days") % AWAY_DAYS
    hold_all(reply.lead, code="out_of_office", reason=reason, until=until, active=active, now=now)
    tell(reply, Fact.EMAIL_RECEIVED, _("Out of office"), because(reply), now)


def back_at(lead: Lead, returns_on: date | None, now: datetime) -> datetime:
    where = hours.place([lead.timezone], lead.country)
    today = hours.day_of(now, where)
    day = max(returns_on, today) if returns_on else today + timedelta(days=AWAY_DAYS - 1)
    return hours.start_of(hours.add_working_days(day, 1, lead.country), where)


def bounced(reply: Reply, active: Active, *, hard: bool, now: datetime) -> None:
    """A dead address ends the cadence; a full box or a refusal for now is only noted."""
    lead = reply.lead
    if hard:
        why = _("Mail to %(address)s comes back: %(reason)s") % {"address": lead.email, "reason": reply.evidence}
        stop_all(lead, code="bounced", why=why[:300], active=active, now=now)
        if lead.status not in DECIDED:
            lead.mark(Status.BOUNCED)
    summary = _("Bounced: the address is dead") if hard else _("Came back for now")
    tell(reply, Fact.BOUNCED, summary, reply.evidence, now, hard=hard)


def settle(reply: Reply, now: datetime) -> None:
    reply.settled_at, reply.settled_how = now, "automatic"
    reply.save(update_fields=["settled_at", "settled_how"])


def tell(reply: Reply, fact: str, summary: str, why: str, now: datetime, **detail: object) -> None:
    record(
        fact,
        workspace_id=reply.workspace_id,
        key=f"message:{reply.message_id}:{meaning(reply.kind, reply.intent)}",
        summary=summary,
        why=why,
        lead=reply.lead,
        detail={"reply": reply.pk, "message": reply.message_id, "intent": reply.intent, **detail},
        at=now,
    )


def take_back(reply: Reply, *, by: object, now: datetime) -> None:
    """What the wrong reading did, as far as it can be undone. A cadence that was ended stays ended."""
    lead, what = reply.lead, meaning(reply.kind, reply.intent)
    if what == "opted_out":
        OptOut.objects.filter(lead=lead, source__in=["reply", "complaint"], at=reply.at).take_back()
        if lead.status == Status.OPTED_OUT and not lead.opted_out_of(Channel.EMAIL):
            lead.mark(Status.ANSWERED)
    elif what == "bounced" and lead.status == Status.BOUNCED:
        lead.mark(Status.READY)
    elif what == "away":
        held = Enrolment.objects.filter(lead=lead, state=Enrolment.State.ACTIVE)
        lead.absences.filter(lifted_at=None).update(lifted_at=now)
        for enrolment in held.filter(holds__code="out_of_office", holds__lifted_at=None):
            resume(enrolment, by=by, now=now)
    elif what == "answered" and lead.status == Status.ANSWERED:
        others = Reply.objects.filter(lead=lead, kind=Kind.REPLY).exclude(pk=reply.pk)
        if not others.exists():
            lead.mark(Status.READY)
