"""Acts on many leads at once: what would happen to how many, then it is done, and taken back where it still stands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, fact, record_all
from leadwright.inbox.models import Reply
from leadwright.leads.custom_values import know_tags
from leadwright.leads.models import Bulk, BulkItem, Lead, LeadList, Status
from leadwright.qualification.judging import CannotJudge, disqualify, withdraw
from leadwright.qualification.models import Verdict
from leadwright.tasks.models import Task
from leadwright.team.models import Member

Act = Bulk.Act
MOST = 10_000
MOST_DISCARDED = 1_000
AT_ONCE = 1_000
SETTLED = {Status.QUALIFIED, Status.DISQUALIFIED}


@dataclass(frozen=True)
class Asked:
    """What is to be done to each lead. Only what the act needs is filled in."""

    act: str
    words: str
    tags: Sequence[str] = ()
    owner: Member | None = None
    list: LeadList | None = None
    reason: str = ""
    note: str = ""

    @property
    def told(self) -> dict:
        found = {"tags": [*self.tags], "owner": self.owner and self.owner.pk, "list": self.list and self.list.pk}
        return {name: value for name, value in {**found, "reason": self.reason, "note": self.note}.items() if value}


@dataclass
class Preview:
    """Whom the act would change, and how many it would not, by reason."""

    ready: list[Lead] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)


def preview(leads: Iterable[Lead], asked: Asked, *, by: Member) -> Preview:
    """Asked without writing. The leads come with their owners."""
    found = Preview()
    for lead in leads:
        if why := against(lead, asked, by):
            found.refused[why] += 1
        elif asked.act == Act.DISCARD and len(found.ready) >= MOST_DISCARDED:
            found.refused[_("More than %(n)s are not discarded at once.") % {"n": MOST_DISCARDED}] += 1
        else:
            found.ready.append(lead)
    return found


def against(lead: Lead, asked: Asked, by: Member) -> str:
    """Why this lead is left as it is; "" where nothing stands against it."""
    if asked.act == Act.TAG:
        return _("Has these tags already.") if set(asked.tags) <= set(lead.tags) else ""
    if asked.act == Act.UNTAG:
        return "" if set(asked.tags) & set(lead.tags) else _("Has none of these tags.")
    if not by.manages and lead.owner_id not in {None, by.pk}:
        return _("Somebody else's lead.")
    if asked.act == Act.OWNER:
        return _("Theirs already.") if asked.owner and lead.owner_id == asked.owner.pk else ""
    if asked.act == Act.LIST:
        return _("On this list already.") if asked.list and lead.list_id == asked.list.pk else ""
    return _("Judged already.") if lead.status in SETTLED else ""


def do(leads: Iterable[int], asked: Asked, *, by: Member, now: datetime) -> Bulk:
    """The act, in parts of a thousand, each whole; what stood before is kept."""
    pks = sorted(leads)[:MOST]
    bulk = Bulk.objects.create(
        workspace=by.workspace, act=asked.act, told=asked.told, words=asked.words[:300], by=by, at=now
    )
    refused: Counter = Counter()
    for start in range(0, len(pks), AT_ONCE):
        with transaction.atomic():
            rows = Lead.objects.seen_by(by).filter(pk__in=pks[start : start + AT_ONCE]).order_by("pk")
            found = preview(rows.select_for_update(of=["self"]).select_related("owner__user"), asked, by=by)
            refused += found.refused
            before = DOING[asked.act](found.ready, asked, by, now, refused)
            BulkItem.objects.bulk_create(BulkItem(bulk=bulk, lead_id=pk, before=told) for pk, told in before.items())
            tell(bulk, list(before), asked, by, now)
            bulk.changed += len(before)
            bulk.refused = dict(refused)
            bulk.save(update_fields=["changed", "refused"])
    return bulk


def tag(leads: list[Lead], asked: Asked, by: Member, now: datetime, refused: Counter) -> dict[int, dict]:
    know_tags(by.workspace_id, asked.tags)
    before = {}
    for lead in leads:
        before[lead.pk] = {"on": [name for name in asked.tags if name not in lead.tags]}
        lead.tags = sorted({*lead.tags, *asked.tags})
    Lead.objects.bulk_update(leads, ["tags"], batch_size=500)
    return before


def untag(leads: list[Lead], asked: Asked, by: Member, now: datetime, refused: Counter) -> dict[int, dict]:
    before = {}
    for lead in leads:
        before[lead.pk] = {"off": [name for name in asked.tags if name in lead.tags]}
        lead.tags = [name for name in lead.tags if name not in asked.tags]
    Lead.objects.bulk_update(leads, ["tags"], batch_size=500)
    return before


def give(leads: list[Lead], asked: Asked, by: Member, now: datetime, refused: Counter) -> dict[int, dict]:
    """What the owner had to do for a lead goes along."""
    before: dict[int, dict] = {lead.pk: {"owner": lead.owner_id, "tasks": [], "replies": []} for lead in leads}
    owners = {lead.pk: lead.owner_id for lead in leads}
    for name, rows in (
        ("tasks", Task.objects.open().filter(lead__in=owners)),
        ("replies", Reply.objects.filter(lead__in=owners, settled_at=None)),
    ):
        theirs = [row for row in rows.only("pk", "lead_id", "owner_id") if row.owner_id == owners[row.lead_id]]
        for row in theirs:
            before[row.lead_id][name].append(row.pk)
        rows.filter(pk__in=[row.pk for row in theirs]).update(owner=asked.owner)
    Lead.objects.filter(pk__in=owners).update(owner=asked.owner)
    return before


def enlist(leads: list[Lead], asked: Asked, by: Member, now: datetime, refused: Counter) -> dict[int, dict]:
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(list=asked.list)
    return {lead.pk: {"list": lead.list_id} for lead in leads}


def discard(leads: list[Lead], asked: Asked, by: Member, now: datetime, refused: Counter) -> dict[int, dict]:
    before = {}
    for lead in leads:
        try:
            with transaction.atomic():
                verdict = disqualify(lead, reason=asked.reason, note=asked.note, by=by, now=now)
        except CannotJudge as why:
            refused[str(why)] += 1
            continue
        before[lead.pk] = {"verdict": verdict.pk}
    return before


DOING = {Act.TAG: tag, Act.UNTAG: untag, Act.OWNER: give, Act.LIST: enlist, Act.DISCARD: discard}


def tell(bulk: Bulk, leads: list[int], asked: Asked, by: Member, now: datetime) -> None:
    """The ledger hears of what others ask about later: whose lead it is, and on which list. A verdict tells itself."""
    if asked.act not in {Act.OWNER, Act.LIST}:
        return
    said = fact(Kind.NOTE, workspace_id=by.workspace_id, key="", summary=asked.words, member=by, at=now)
    record_all({**said, "key": f"bulk:{bulk.pk}:{pk}", "lead": pk} for pk in leads)


def take_back(bulk: Bulk, *, by: Member, now: datetime) -> tuple[int, int]:
    """How many are as they were, and how many stay because they were changed since. Twice is once."""
    with transaction.atomic():
        bulk = Bulk.objects.select_for_update(of=["self"]).get(pk=bulk.pk)
        if bulk.undone_at:
            return bulk.put_back, bulk.changed - bulk.put_back
        items = list(bulk.items.order_by("pk"))
        for start in range(0, len(items), AT_ONCE):
            bulk.put_back += sum(UNDOING[bulk.act](items[start : start + AT_ONCE], bulk, by, now))
        bulk.undone_at = now
        bulk.save(update_fields=["undone_at", "put_back"])
    return bulk.put_back, bulk.changed - bulk.put_back


def tags_back(items: list[BulkItem], bulk: Bulk, by: Member, now: datetime) -> Iterable[bool]:
    leads = Lead.objects.select_for_update(of=["self"]).in_bulk([item.lead_id for item in items])
    for item in items:
        lead = leads.get(item.lead_id)
        on, off = set(item.before.get("on", [])), set(item.before.get("off", []))
        if lead is None or not (set(lead.tags) & on or off - set(lead.tags)):
            yield False
            continue
        lead.tags = sorted((set(lead.tags) - on) | off)
        lead.save(update_fields=["tags"])
        yield True


def owners_back(items: list[BulkItem], bulk: Bulk, by: Member, now: datetime) -> Iterable[bool]:
    to = bulk.told.get("owner")
    here = set(Member.objects.seen_by(by).filter(pk__in={item.before["owner"] for item in items} - {None}).values_list(
        "pk", flat=True
    ))  # fmt: skip
    for item in items:
        was = item.before["owner"]
        stands = was is None or was in here
        back = stands and Lead.objects.filter(pk=item.lead_id, owner=to).update(owner=was)
        if back and was is not None:
            Task.objects.open().filter(pk__in=item.before["tasks"], owner=to).update(owner=was)
        if back:
            Reply.objects.filter(pk__in=item.before["replies"], owner=to, settled_at=None).update(owner=was)
        yield bool(back)


def lists_back(items: list[BulkItem], bulk: Bulk, by: Member, now: datetime) -> Iterable[bool]:
    here = set(LeadList.objects.seen_by(by).values_list("pk", flat=True)) | {None}
    for item in items:
        was = item.before["list"]
        rows = Lead.objects.filter(pk=item.lead_id, list=bulk.told.get("list"))
        yield bool(was in here and rows.update(list=was))


def verdicts_back(items: list[BulkItem], bulk: Bulk, by: Member, now: datetime) -> Iterable[bool]:
    rows = Verdict.objects.select_related("lead__workspace")
    for item in items:
        verdict = rows.filter(pk=item.before["verdict"], withdrawn_at=None).first()
        try:
            if verdict:
                withdraw(verdict, by, now)
        except CannotJudge:
            verdict = None
        yield verdict is not None


UNDOING = {
    Act.TAG: tags_back,
    Act.UNTAG: tags_back,
    Act.OWNER: owners_back,
    Act.LIST: lists_back,
    Act.DISCARD: verdicts_back,
}
