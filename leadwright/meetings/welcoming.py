"""Somebody whom we may not know books on an open page: the lead is found by the address or made, the rules say who
meets them, and the meeting is booked like any other. What is known of a lead is neither shown nor changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.kit.statements import run
from leadwright.leads import matching
from leadwright.leads.models import Channel, Lead, Motion
from leadwright.leads.writing import STAYS_TWO
from leadwright.meetings.booking import CannotBook, Hosts, book, hosts_for, offered, usual_hosts
from leadwright.meetings.calendars import look_again
from leadwright.meetings.models import BookingPage, Meeting
from leadwright.team.models import Member, Workspace

OF_A_LEAD = ("workspace", "account", "list", "owner__user", "owner__workspace")


class NotFree(CannotBook):
    """Whoever meets this lead cannot at that time; `times` are those at which they can."""

    def __init__(self, times: Sequence[datetime]) -> None:
        super().__init__(_("That time is not free any more. Here are those that are left."))
        self.times = times


@dataclass(frozen=True)
class Visitor:
    """What somebody says of themselves."""

    name: str
    email: str
    company: str = ""
    note: str = ""
    zone: str = ""


def open_page(workspace: Workspace, member: Member | None, *, now: datetime) -> BookingPage:
    """The open page of a member, or of the team; the one that is open already where there is one."""
    found = BookingPage.objects.filter(workspace=workspace, member=member, closed_at=None).first()
    if found:
        return found
    slug = f"{slugify((member or workspace).name)[:40]}-{get_random_string(6).lower()}"
    with transaction.atomic():
        return BookingPage.objects.create(workspace=workspace, member=member, slug=slug, opened_at=now)


def times_on(page: BookingPage, *, now: datetime) -> list[datetime]:
    """When somebody can, before it is known who asks."""
    return offered(_hosts(page, None, now), now=now)


def welcome(page: BookingPage, visitor: Visitor, *, starts_at: datetime, now: datetime) -> Meeting:
    """Book for the visitor. Raises CannotBook, and NotFree with other times; then nothing is kept."""
    hosts = _hosts(page, _known(page.workspace, visitor.email), now)
    look_again(hosts.people(), now=now)
    with transaction.atomic():
        lead = _known(page.workspace, visitor.email) or _new(page.workspace, visitor, now)
        if lead.opted_out_of(Channel.ALL):
            raise CannotBook(_("A meeting for this address cannot be booked here. Write to us instead."))
        standing = Meeting.objects.filter(lead=lead, state=Meeting.State.BOOKED, starts_at__gt=now)
        if standing.exclude(starts_at=starts_at).exists():
            raise CannotBook(_("There is a meeting for this address already. The link in its invitation moves it."))
        hosts = _hosts(page, lead, now)
        times = offered(hosts, now=now)
        if starts_at not in times and not standing.exists():
            raise NotFree(times)
        meeting = book(lead, starts_at=starts_at, by=None, note=_note(visitor, lead), host=page.member, now=now)
        Lead.objects.filter(pk=lead.pk, owner=None).update(owner=meeting.host)
    return meeting


def _hosts(page: BookingPage, lead: Lead | None, now: datetime) -> Hosts:
    hosts = hosts_for(lead, now=now) if lead else usual_hosts(page.workspace)
    return Hosts(hosts.routed, hosts.queue, page.member) if page.member else hosts


def _known(workspace: Workspace, email: str) -> Lead | None:
    return Lead.objects.filter(workspace=workspace).with_address(email).select_related(*OF_A_LEAD).first()


def _new(workspace: Workspace, visitor: Visitor, now: datetime) -> Lead:
    given, _space, family = visitor.name.strip().partition(" ")
    made = Lead(
        workspace=workspace,
        account=_account(workspace, visitor, now),
        given_name=given[:80],
        family_name=family.strip()[:80],
        email=visitor.email,
        timezone=visitor.zone,
        motion=Motion.INBOUND,
        created_at=now,
    )
    run(STAYS_TWO, {"workspace": workspace.pk})  # nobody merges them meanwhile
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # somebody else has just added the address
        return _known(workspace, visitor.email)
    return made


def _account(workspace: Workspace, visitor: Visitor, now: datetime) -> Account | None:
    """The company of the address, as it is here or new; free mail makes none."""
    domain = matching.company_domain(visitor.email)
    if not domain:
        return None
    name = visitor.company.strip()[:200] or domain
    given = {"name": name, "plain_name": matching.plain_company(name), "created_at": now}
    return Account.objects.get_or_create(workspace=workspace, domain=domain, defaults=given)[0]


def _note(visitor: Visitor, lead: Lead) -> str:
    """Their words; where they call themselves other than the lead is called, that too."""
    same = matching.folded(visitor.name) == matching.folded(lead.name)
    said = "" if same else _("Booked as %(name)s.") % {"name": visitor.name.strip()[:120]}
    return "\n".join(filter(None, [said, visitor.note.strip()]))
