"""A meeting is booked: routed, given to the next of a queue or to the lead's owner, kept once, told to everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.cadences.stopping import stop_all
from leadwright.leads.models import Channel, Lead
from leadwright.meetings import routing
from leadwright.meetings.availability import leaves_of, taken, working_hours
from leadwright.meetings.free_time import is_free, merged, openings, padded
from leadwright.meetings.models import Meeting, Queue, Rule, Seat
from leadwright.meetings.seating import seats_at, take_part
from leadwright.meetings.telling import tell_all
from leadwright.team.models import Member, Workspace
from leadwright.team.roles import Role


class CannotBook(Exception):
    """The sentence says why not, and what to do instead."""


@dataclass(frozen=True)
class Hosts:
    """Who may take a meeting with a lead: the rule that won, and one person or a queue."""

    routed: routing.Routed
    queue: Queue
    member: Member | None = None

    def people(self) -> list[Member]:
        if self.member:
            return [self.member]
        seats = Seat.objects.filter(queue=self.queue, weight__gt=0, member__active=True)
        return [seat.member for seat in seats.select_related("member__user", "member__workspace").order_by("pk")]


def rules_of(workspace: Workspace) -> list[Rule]:
    """The rules in order; the last fits always. On first use: the lead's owner, then all AEs in turn."""
    rules = list(Rule.objects.filter(workspace=workspace).select_related("queue", "member__user"))
    if any(not rule.field and rule.gives != routing.OWNER for rule in rules):
        return sorted(rules, key=_fits_always)
    with transaction.atomic():
        queue, new = Queue.objects.get_or_create(workspace=workspace, name=_("Sales"))
        if new:
            aes = Member.objects.filter(workspace=workspace, role=Role.AE, active=True).order_by("pk")
            Seat.objects.bulk_create((Seat(queue=queue, member=ae) for ae in aes), ignore_conflicts=True)
        shipped = [Rule(workspace=workspace, position=90, gives=routing.QUEUE, queue=queue)]
        if not rules:
            shipped.insert(0, Rule(workspace=workspace, position=10, gives=routing.OWNER))
        Rule.objects.bulk_create(shipped, ignore_conflicts=True)
    return sorted(Rule.objects.filter(workspace=workspace).select_related("queue", "member__user"), key=_fits_always)


def _fits_always(rule: Rule) -> tuple:
    return (not rule.field and rule.gives != routing.OWNER, rule.position, rule.pk)


def hosts_for(lead: Lead, *, now: datetime) -> Hosts:
    """By the rules, for this lead; the queue of the rule may have nobody in it."""
    rules = rules_of(lead.workspace)
    owner = owner_of(lead)
    here = bool(owner) and not away_on([owner], now)[owner.pk]
    routed = routing.route([rule.as_value() for rule in rules], fields_of(lead), owner=owner and owner.pk, here=here)
    rule = next(one for one in rules if one.pk == routed.rule.pk)
    usual = rule.queue or next(one.queue for one in rules if one.queue)
    if rule.gives == routing.QUEUE:
        return Hosts(routed, usual)
    return Hosts(routed, usual, owner if rule.gives == routing.OWNER else rule.member)


def usual_hosts(workspace: Workspace) -> Hosts:
    """Who meets somebody of whom nothing is known yet: whom the rule names that fits always."""
    rule = rules_of(workspace)[-1]
    routed = routing.Routed(rule.as_value())
    queue = rule.queue or next(one.queue for one in rules_of(workspace) if one.queue)
    return Hosts(routed, queue, rule.member if rule.gives == routing.PERSON else None)


def owner_of(lead: Lead) -> Member | None:
    """The AE who has the lead or its company already: the owner of the lead where that is an AE, else who met with
    somebody of the company last. An SDR who owns a lead brings it to an AE; they do not host it by rule."""
    return owners_of([lead]).get(lead.pk)


def owners_of(leads: Sequence[Lead]) -> dict[int, Member]:
    """The same for many leads at once."""
    found = {lead.pk: lead.owner for lead in leads if lead.owner and lead.owner.active and lead.owner.role == Role.AE}
    accounts = {lead.account_id for lead in leads if lead.account_id and lead.pk not in found}
    met = Meeting.objects.filter(lead__account__in=accounts, host__active=True, host__role=Role.AE)
    rows = met.exclude(state=Meeting.State.CANCELLED).select_related("lead", "host__user", "host__workspace")
    last = {meeting.lead.account_id: meeting.host for meeting in rows.order_by("starts_at")}
    return {lead.pk: last[lead.account_id] for lead in leads if lead.account_id in last} | found


def away_on(members: Sequence[Member], at: datetime, *, stop_days: int = 0, resume_days: int = 0) -> dict[int, bool]:
    leaves = leaves_of(members)
    return {
        member.pk: routing.is_away(
            member.local(at).date(), leaves[member.pk], stop_days=stop_days, resume_days=resume_days
        )
        for member in members
    }


def fields_of(lead: Lead) -> dict[str, str]:
    """What rules look at, as text."""
    account = lead.account
    return {
        "country": lead.country or (account.country if account else ""),
        "employees": str(account.employees) if account and account.employees is not None else "",
        "industry": account.industry if account else "",
        "title": lead.title,
        "list": lead.list.name if lead.list else "",
        "language": lead.language,
        "motion": lead.motion,
    }


def offered(hosts: Hosts, *, now: datetime, but: Meeting | None = None) -> list[datetime]:
    """The moments at which at least one host can, in order. Whose turn it is then decides who takes it."""
    queue = hosts.queue
    begins, ends = now + timedelta(hours=queue.notice_hours), now + timedelta(days=queue.horizon_days)
    people = hosts.people()
    busy, leaves = taken(people, begins, ends + timedelta(days=1), but=but), leaves_of(people)
    found: set[datetime] = set()
    for member in people:
        windows = [
            span
            for span in working_hours(member, begins, ends)
            if not routing.is_away(
                member.local(span[0]).date(),
                leaves[member.pk],
                stop_days=0 if hosts.member else queue.stop_days,
                resume_days=queue.resume_days,
            )
        ]
        found.update(
            openings(
                windows,
                busy[member.pk],
                minutes=queue.minutes,
                buffer_minutes=queue.buffer_minutes,
                not_before=begins,
            )
        )
    return sorted(found)


def book(
    lead: Lead,
    *,
    starts_at: datetime,
    by: Member | None,
    purpose: str = Meeting.Purpose.TALK,
    note: str = "",
    host: Member | None = None,
    now: datetime,
) -> Meeting:
    """Book for the lead at that moment; `host` is chosen by hand, else the rules decide. Twice for the same lead and
    moment is once. Raises CannotBook; the cadences of the lead are stopped, and everybody is told by mail."""
    if lead.opted_out_of(Channel.ALL):
        raise CannotBook(_("This person asked not to be contacted any more."))
    if starts_at <= now:
        raise CannotBook(_("That moment is over."))
    hosts = hosts_for(lead, now=now)
    with transaction.atomic():
        Lead.objects.select_for_update(of=("self",), no_key=True).get(pk=lead.pk)
        standing = Meeting.objects.filter(lead=lead, starts_at=starts_at, state=Meeting.State.BOOKED).first()
        if standing:
            return standing
        meeting = _placed(Wish(lead, hosts, starts_at, purpose, now), host)
        meeting.booked_by, meeting.note = by, note.strip()[:2000]
        meeting.credit = _credit(lead, by, meeting.host)
        meeting.save(update_fields=["booked_by", "note", "credit"])
        stop_all(lead, code="meeting", why=_("A meeting is booked."), by=by, now=now)
        tell_booked(meeting, now)
        tell_all(meeting, by=by, now=now)
    return meeting


def _credit(lead: Lead, by: Member | None, host: Member) -> Member | None:
    """Who brought it: the SDR who booked it, else the owner of the lead; never the AE who sits in it."""
    developers = {Role.SDR, Role.BDR}
    found = [member for member in (by, lead.owner) if member and member.role in developers]
    return found[0] if found else None


@dataclass(frozen=True)
class Wish:
    """What is to be booked, before it has a host."""

    lead: Lead
    hosts: Hosts
    at: datetime
    purpose: str
    now: datetime


def _placed(wish: Wish, chosen: Member | None) -> Meeting:
    """The row, with a host who is free. The database refuses a host who was taken meanwhile: then it is the next one's
    turn."""
    hosts, queue = wish.hosts, wish.hosts.queue
    if chosen or hosts.member:
        member = chosen or hosts.member
        why = _("Chosen by hand.") if chosen else why_of(hosts, member)
        meeting = _try(wish, member, why) if _can(member, queue, wish.at) else None
        if meeting is None:
            raise CannotBook(_("%(name)s cannot at that time. Choose another.") % {"name": member.name})
        return meeting
    queue = Queue.objects.select_for_update(no_key=True).get(pk=queue.pk)
    seats = seats_at(queue, wish.at, now=wish.now)
    lost: set[int] = set()
    while True:
        choice = routing.assign([seat.value(free=seat.pk not in lost and seat.free) for seat in seats])
        if choice.who is None:
            raise CannotBook(_("Nobody can at that time any more. Choose another."))
        seat = next(one for one in seats if one.who == choice.who)
        meeting = _try(wish, seat.member, why_of(hosts, seat.member))
        if meeting:
            take_part(meeting, choice, seats)
            return meeting
        lost.add(seat.pk)


def _can(member: Member, queue: Queue, at: datetime) -> bool:
    """Free at that time; a meeting made by hand may lie outside the working hours."""
    span = padded(at, queue.minutes, queue.buffer_minutes)
    return is_free(span, merged(taken([member], *span)[member.pk]))


def _try(wish: Wish, host: Member, why: str) -> Meeting | None:
    queue, at = wish.hosts.queue, wish.at
    begins, ends = padded(at, queue.minutes, queue.buffer_minutes)
    try:
        with transaction.atomic():
            return Meeting.objects.create(
                workspace_id=wish.lead.workspace_id,
                lead=wish.lead,
                host=host,
                queue=queue,
                purpose=wish.purpose,
                starts_at=at,
                ends_at=at + timedelta(minutes=queue.minutes),
                busy=DateTimeTZRange(begins, ends),
                place=queue.place,
                why=why[:300],
                uid=f"{uuid4()}@leadwright",
                created_at=wish.now,
            )
    except IntegrityError:
        return None


def why_of(hosts: Hosts, host: Member) -> str:
    """Why this host, in a sentence."""
    rule = hosts.routed.rule
    if rule.gives == routing.OWNER:
        return _("%(name)s has this company already.") % {"name": host.name}
    if rule.gives == routing.PERSON:
        return _("The rule gives such leads to %(name)s.") % {"name": host.name}
    return _("%(name)s was next in “%(queue)s”.") % {"name": host.name, "queue": hosts.queue.name}


def tell_booked(meeting: Meeting, now: datetime) -> None:
    record(
        Kind.MEETING_BOOKED,
        workspace_id=meeting.workspace_id,
        lead=meeting.lead,
        member=meeting.booked_by,
        key=f"meeting:{meeting.pk}:booked",
        summary=_("%(title)s, %(when)s") % {"title": meeting.title, "when": _spoken(meeting)},
        why=meeting.why,
        detail={"meeting": meeting.pk, "host": meeting.host_id},
        at=now,
    )


def _spoken(meeting: Meeting) -> str:
    there = meeting.host.local(meeting.starts_at)
    return f"{formats.date_format(there, 'j M Y, H:i')} {there:%Z}"
