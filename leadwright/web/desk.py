"""One row of Today, and whose rows a member sees: their own, those they cover for, and those that are nobody's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from leadwright.kit.doors import address
from leadwright.leads.models import Lead
from leadwright.tasks.covering import desk_of
from leadwright.team.models import Member
from leadwright.team.roles import Role

SHOWN = 15  # rows of a kind under "All"; a kind by itself shows SHOWN_ALONE
SHOWN_ALONE = 200
COUNTED = 5000  # a longer list is not counted to its end


class Who(NamedTuple):
    """What a row shows of a lead: no more is read, for a page has dozens of them."""

    pk: int
    given_name: str
    family_name: str
    email: str
    title: str
    city: str
    timezone: str
    account__name: str | None

    name = Lead.name

    @property
    def company(self) -> str:
        return self.account__name or ""


@dataclass(frozen=True)
class Desk:
    """Who sits there, and whose work lies on it. `nobodys`: work without an owner comes here as well."""

    member: Member
    now: datetime
    most: int  # rows of a kind
    owners: tuple[int, ...]
    nobodys: bool
    away: dict[int, str] = field(default_factory=dict)
    found: dict = field(default_factory=dict)  # what one query found for several kinds
    of: int | None = None  # only the leads of this list

    def mine(self, whose: str = "owner") -> Q:
        here = Q(**{f"{whose}__in": self.owners})
        return here | Q(**{whose: None}) if self.nobodys else here

    def has(self, owner: int | None) -> bool:
        return owner in self.owners or (owner is None and self.nobodys)

    def because(self, owner: int | None, why: str) -> str:
        """The reason of a row, with whose it is where it is not the member's own."""
        if owner in self.away:
            return _("%(name)s is away, you cover. %(why)s") % {"name": self.away[owner], "why": why}
        if owner is None:
            return _("Nobody's lead. %(why)s") % {"why": why}
        return why


def desk(member: Member, now: datetime, most: int, of: int | None = None) -> Desk:
    owners = tuple(desk_of(member, now))
    away = {}
    if len(owners) > 1:
        others = Member.objects.filter(pk__in=owners[1:]).select_related("user")
        away = {other.pk: other.first_name for other in others}
    return Desk(member, now, most, owners, member.role in who_takes_nobodys(member), away, of=of)


def who_takes_nobodys(member: Member) -> set[str]:
    """Leads without an owner wait in the Today of the managers; where there are none, of the admins; else of all who
    work leads. So they are always in somebody's."""
    roles = set(Member.objects.seen_by(member).filter(active=True).values_list("role", flat=True))
    for takers in ({Role.MANAGER}, {Role.ADMIN}):
        if roles & takers:
            return takers
    return {Role.SDR, Role.BDR}


@dataclass(frozen=True)
class Item:
    """One row of the queue. `gist` is what a person wrote (`spoken`) or what it is about; `until` orders the later."""

    kind: str
    pk: int
    lead: Who
    gist: str
    why: str
    chip: str = ""
    tone: str = ""
    spoken: bool = False
    clock: bool = False
    later: bool = False
    sign: str = ""
    act: tuple[str, str] = ("", "")

    @property
    def pane(self) -> str:
        return address("web:today_item", self.kind, self.pk)

    @property
    def card(self) -> str:
        return address("web:focus_card", self.kind, self.pk)


def end_of_day(member: Member, now: datetime) -> datetime:
    here = member.local(now)
    return here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


Find = Callable[[Desk], tuple[list[Item], int]]


def listed(
    rows: QuerySet,
    most: int,
    fields: Sequence[str],
    item: Callable[[NamedTuple], Item],
    *,
    lead: str = "lead__",
    count: Callable[[], int] | None = None,
) -> tuple[list[Item], int]:
    """At most `most` rows as items, and how many there are; counted only where the list was cut. `fields` is what is
    read of a row besides who it is about; `count` counts where there is a quicker way than through the rows."""
    found = list(read(rows, fields, lead)[: most + 1])
    if len(found) <= most:
        return [item(row) for row in found], len(found)
    return [item(row) for row in found[:most]], count() if count else rows.order_by()[:COUNTED].count()


def read(rows: QuerySet, fields: Sequence[str], lead: str = "lead__") -> QuerySet:
    """These fields alone, and then those of `Who`: a model for each row takes ten times as long."""
    return rows.values_list(*fields, *(lead + field for field in Who._fields), named=True)


def who(row: NamedTuple) -> Who:
    return Who._make(row[-len(Who._fields) :])


def own_leads(at: Desk) -> QuerySet[Lead]:
    return Lead.objects.seen_by(at.member).filter(owner__in=at.owners)
