"""The way back of an import, the same day or weeks later: whom it brought is removed unless anybody or anything has
touched them since, and what it filled in at people who were here before is taken out again where it still stands."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from leadwright.accounts.models import Account
from leadwright.leads import measuring
from leadwright.leads.deciding import COMPANY_FIELDS, FIELDS, Outcome
from leadwright.leads.models import Import, ImportRow, Lead, OtherAddress, Status

AT_ONCE = 1_000
LEAD_FIELDS = frozenset([*FIELDS, "account_id"])


def undo(importing: Import, *, now: datetime) -> tuple[int, int]:
    """Take the import back: (removed, kept). In batches, each of them whole; stopped in between it is gone on with
    when it is asked for again."""
    states = {Import.State.DONE, Import.State.FAILED}
    importing.refresh_from_db(fields=["state"])
    if importing.state not in states:
        return 0, kept_by(importing).count()
    revert(importing)
    removed = 0
    while batch := remove_some(importing):
        removed += batch
    Import.objects.filter(pk=importing.pk, state__in=states).update(
        state=Import.State.UNDONE, finished_at=now, content=b""
    )
    importing.refresh_from_db()
    return removed, kept_by(importing).count()


def remove_some(importing: Import) -> int:
    with transaction.atomic():
        Import.objects.select_for_update(of=["self"]).get(pk=importing.pk)
        untouched = list(untouched_of(importing).select_for_update(of=["self"]).order_by("pk")[:AT_ONCE])
        accounts = {lead.account_id for lead in untouched if lead.account_id}
        Lead.objects.filter(pk__in=[lead.pk for lead in untouched]).delete()
        Account.objects.filter(pk__in=accounts, leads=None, created_at__gte=importing.created_at).delete()
    return len(untouched)


def untouched_of(importing: Import) -> QuerySet[Lead]:
    """New leads of this import of whom the ledger knows nothing but that they came in."""
    rows = ImportRow.objects.filter(lead=OuterRef("pk"))
    later = importing.workspace.activities.filter(lead=OuterRef("pk")).exclude(kind="imported")
    return Lead.objects.filter(
        Exists(rows.filter(importing=importing, outcome=Outcome.CREATED)),
        ~Exists(rows.filter(outcome=Outcome.UPDATED).exclude(importing=importing)),
        ~Exists(later),
        status=Status.NEW,
        workspace_id=importing.workspace_id,
    )


def revert(importing: Import) -> None:
    """Each field that a row filled in gets back what stood there, where nobody has changed it since."""
    rows = importing.report.filter(filled__isnull=False).order_by("-number")
    last = None
    while batch := list(rows.filter(Q(number__lt=last) if last else Q())[:AT_ONCE]):
        with transaction.atomic():
            Import.objects.select_for_update(of=["self"]).get(pk=importing.pk)
            revert_some(batch)
            importing.report.filter(pk__in=[row.pk for row in batch]).update(filled=None)
        last = batch[-1].number


def revert_some(rows: list[ImportRow]) -> None:
    leads = Lead.objects.select_for_update(of=["self"]).in_bulk([row.lead_id for row in rows if row.lead_id])
    wanted = {row.filled["account"]["id"] for row in rows if "id" in row.filled.get("account", {})}
    accounts = Account.objects.select_for_update(of=["self"]).in_bulk(wanted)
    changed: dict[object, set[str]] = defaultdict(set)
    addresses = [row.filled["lead"]["email"][0] for row in rows if "email" in row.filled.get("lead", {})]
    taken = set(Lead.objects.filter(email__in=addresses).exclude(email="").values_list("workspace_id", "email"))
    others = OtherAddress.objects.filter(address__in=addresses)
    owned = {(one.workspace_id, one.address): one.lead_id for one in others}
    for row in rows:
        if lead := leads.get(row.lead_id):
            told = row.filled.get("lead", {})
            before = (lead.workspace_id, told.get("email", [""])[0])
            free = before not in taken and owned.get(before, lead.pk) == lead.pk
            changed[lead] |= put_back(lead, told, LEAD_FIELDS if free else LEAD_FIELDS - {"email"})
        told = row.filled.get("account", {})
        if account := accounts.get(told.get("id")):
            changed[account] |= put_back(account, told, frozenset(COMPANY_FIELDS))
    for row, names in changed.items():
        if names:
            row.save(update_fields=sorted(name.removesuffix("_id") for name in names))
        if "custom" in names:
            measuring.follow([row.pk])
        if "email" in names:
            others.filter(lead=row.pk, address=row.email).delete()


def put_back(row: Lead | Account, told: dict[str, list], allowed: frozenset[str]) -> set[str]:
    """The names of the fields that are as they were before the row was read."""
    back = set()
    for name, (before, after) in ((name, pair) for name, pair in told.items() if name in allowed):
        if getattr(row, name) == after:
            setattr(row, name, before)
            back.add(name)
    if "tags" in told:
        before, after = told["tags"]
        brought = set(after) - set(before)
        if brought & set(row.tags):
            row.tags = [name for name in row.tags if name not in brought]
            back.add("tags")
    if "custom" in told:
        before, after = told["custom"]
        custom = dict(row.custom)
        for key, text in after.items():
            if text != before.get(key) and custom.get(key) == text:
                del custom[key]
                custom |= {key: before[key]} if key in before else {}
        if custom != row.custom:
            row.custom = custom
            back.add("custom")
    return back


def kept_by(importing: Import) -> QuerySet[ImportRow]:
    """The rows whose leads an undo left here."""
    return importing.report.filter(outcome=Outcome.CREATED, lead__isnull=False).select_related("lead")
