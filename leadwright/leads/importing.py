"""A file on its way in: begun, written in batches, gone on with after a stop, taken back.

Each batch is one transaction with the outcome of each of its rows, so a worker that is killed leaves whole batches,
and the next one goes on behind the last row that has an outcome. Running twice writes nothing twice.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.leads import columns as guessing
from leadwright.leads import ledger
from leadwright.leads.deciding import COMPANY_FIELDS, FIELDS, Decision, Known, Outcome, decide, keys_of, keys_of_lead
from leadwright.leads.matching import plain_person
from leadwright.leads.models import Channel, Import, ImportRow, Lead, LeadList, Motion, OptOut, Status
from leadwright.leads.rows import Person, person
from leadwright.leads.tables import Table, read_table, reopened
from leadwright.team.models import Member, Workspace
from leadwright.team.roles import Role

BATCH = 1_000
PREVIEW_ROWS = 1_000
GUESS_ROWS = 200
TRIES = 3  # another import or a person may have written the same address in between


def import_file(
    *,
    workspace: Workspace,
    by: Member | None,
    content: bytes,
    name: str,
    list_name: str,
    motion: str = Motion.OUTBOUND,
    owners: Sequence[Member] = (),
    mode: str = Import.Mode.SKIP,
    mapping: dict[str, str] | None = None,
    now: datetime,
) -> Import:
    """Take a file in from first to last row. Raises NotATable, then nothing was written."""
    importing = take(
        workspace=workspace,
        by=by,
        content=content,
        name=name,
        list_name=list_name,
        motion=motion,
        owners=owners,
        mode=mode,
        mapping=mapping,
        now=now,
    )
    begin(importing)
    run(importing, now=now)
    return importing


def take(
    *,
    workspace: Workspace,
    by: Member | None,
    content: bytes,
    name: str,
    list_name: str,
    motion: str,
    owners: Sequence[Member],
    mode: str,
    mapping: dict[str, str] | None = None,
    now: datetime,
) -> Import:
    """Keep a file with a guess of its columns; no lead is written yet. Raises NotATable."""
    table = read_table(content, name)
    with transaction.atomic():
        made = {"motion": motion, "made_by": by, "created_at": now, "source": name[:120]}
        kept_in = LeadList.objects.get_or_create(workspace=workspace, name=list_name[:120], defaults=made)[0]
        importing = Import.objects.create(
            workspace=workspace,
            list=kept_in,
            by=by,
            file_name=name[:200],
            content=content,
            shape=table.shape(),
            mapping=guessed(table) if mapping is None else guessing.cleaned(mapping, len(table.columns)),
            mode=mode,
            rows=table.count,
            created_at=now,
        )
        importing.owners.set(owners or usual_owners(workspace, by, kept_in.motion))
    return importing


def guessed(table: Table) -> dict[str, str]:
    sample = [cells for _number, cells in itertools.islice(table.rows, GUESS_ROWS)]
    return guessing.guess(table.columns, sample)


def reread(importing: Import, encoding: str) -> None:
    """Read the file again in the encoding that a person chose. Raises NotATable."""
    table = read_table(bytes(importing.content), importing.file_name, encoding=encoding)
    importing.shape, importing.mapping, importing.rows = table.shape(), guessed(table), table.count
    importing.save(update_fields=["shape", "mapping", "rows"])


def usual_owners(workspace: Workspace, by: Member | None, motion: str) -> list[Member]:
    """The importer, if they work leads; else those who work leads of this kind, else all who work leads."""
    if by and by.role in {Role.SDR, Role.BDR}:
        return [by]
    role = Role.SDR if motion == Motion.INBOUND else Role.BDR
    working = workspace.members.filter(active=True, role__in=[Role.SDR, Role.BDR]).order_by("pk")
    return list(working.filter(role=role)) or list(working) or ([by] if by else [])


def begin(importing: Import) -> bool:
    """From now on rows may be written. False where that was said before, or the import is over."""
    states = [Import.State.UPLOADED, Import.State.FAILED]
    begun = Import.objects.filter(pk=importing.pk, state__in=states).update(state=Import.State.RUNNING, error="")
    importing.refresh_from_db(fields=["state", "error"])
    return bool(begun)


def run(importing: Import, *, now: datetime) -> None:
    """Write what is not written yet, batch by batch, and say what became of each row."""
    if importing.state != Import.State.RUNNING:
        return
    try:
        table = reopened(bytes(importing.content), importing.shape)
        done = importing.report.aggregate(last=Max("number"))["last"] or 0
        rows = itertools.dropwhile(lambda row: row[0] <= done, table.rows)
        while batch := list(itertools.islice(rows, BATCH)):
            write_batch(importing, table, batch, now=now)
    except Exception:
        fail(importing)
        raise
    finish(importing, now=now)


def write_batch(importing: Import, table: Table, batch: list[tuple[int, list[str]]], *, now: datetime) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                locked = (
                    Import.objects.select_for_update(of=["self"])
                    .select_related("workspace", "list", "by")
                    .get(pk=importing.pk)
                )
                done = locked.report.aggregate(last=Max("number"))["last"] or 0
                rows = [row for row in batch if row[0] > done]
                if rows and locked.state == Import.State.RUNNING:
                    write(locked, [person_of(locked, table, row) for row in rows], now=now)
            return
        except IntegrityError:
            if attempt == TRIES:
                raise


def person_of(importing: Import, table: Table, row: tuple[int, list[str]]) -> Person:
    return person(
        *row, columns=list(table.columns), mapping=importing.mapping, home_country=importing.workspace.country
    )


def write(importing: Import, people: list[Person], *, now: datetime) -> None:
    """Decide each row and write what follows: companies, leads, opt-outs, the ledger, the report, the tally."""
    known = known_to(importing, people, now=now)
    decisions = [decide(one, known) for one in people]
    created = [one for one in decisions if one.outcome == Outcome.CREATED]
    write_accounts([one.lead.account for one in decisions if one.lead and one.lead.account], known)
    Lead.objects.bulk_create([one.lead for one in created], batch_size=BATCH)
    changed = [row for row in known.changed.values() if isinstance(row, Lead) and row.pk]
    Lead.objects.bulk_update(
        [row for row in changed if id(row) not in known.numbers], [*FIELDS, "custom", "account"], batch_size=500
    )
    keep_opt_outs(importing, [one for one in decisions if one.person.opted_out], now=now)
    ledger.came_in(importing, [(one.person.number, one.lead) for one in created], now=now)
    ImportRow.objects.bulk_create(report_row(importing, one) for one in decisions)
    tally = Counter(str(one.outcome) for one in decisions)
    for outcome in ("created", "updated", "skipped", "refused"):
        setattr(importing, outcome, getattr(importing, outcome) + tally[outcome])
    importing.save(update_fields=["created", "updated", "skipped", "refused"])


def write_accounts(accounts: Iterable[Account], known: Known) -> None:
    told = {id(account): account for account in accounts}
    Account.objects.bulk_create([account for account in told.values() if account.pk is None], batch_size=BATCH)
    changed = [row for row in known.changed.values() if isinstance(row, Account)]
    Account.objects.bulk_update([row for row in changed if row.pk], COMPANY_FIELDS, batch_size=500)


def report_row(importing: Import, decision: Decision) -> ImportRow:
    return ImportRow(
        importing=importing,
        number=decision.person.number,
        cells=decision.person.cells,
        outcome=decision.outcome,
        reason=decision.reason[:200],
        lead=decision.lead,
    )


def known_to(importing: Import, people: list[Person], *, now: datetime) -> Known:
    """Whom and what of these rows the workspace knows already, by four statements."""
    known = Known(
        mode=importing.mode,
        fresh={
            "workspace_id": importing.workspace_id,
            "list": importing.list,
            "motion": importing.list.motion if importing.list else Motion.OUTBOUND,
            "created_at": now,
        },
        owners=list(importing.owners.filter(active=True).select_related("user").order_by("pk")),
        turn=importing.created,
    )
    companies = [one.company for one in people if one.company]
    for account in Account.objects.filter(
        Q(domain__in={one["domain"] for one in companies} - {""})
        | Q(plain_name__in={one["plain_name"] for one in companies}),
        workspace_id=importing.workspace_id,
    ).order_by("pk"):
        known.add_account(account)
    for lead in leads_like(importing.workspace_id, people, known):
        known.add(lead, keys_of_lead(lead, plain_person(lead.given_name, lead.family_name)))
        lead.account = known.accounts.get(lead.account.domain, lead.account) if lead.account else None
    rows_before = ImportRow.objects.filter(
        importing=importing, outcome=Outcome.CREATED, lead__in={lead.pk for lead in known.leads.values()}
    )
    numbers = dict(rows_before.values_list("lead_id", "number"))
    known.numbers.update({id(lead): numbers[lead.pk] for lead in known.leads.values() if lead.pk in numbers})
    noes = OptOut.objects.filter(
        workspace_id=importing.workspace_id, channel=Channel.ALL, address__in={one.email for one in people} - {""}
    )
    known.opt_outs.update(noes.values_list("address", "at"))
    return known


def leads_like(workspace_id: int, people: list[Person], known: Known) -> QuerySet[Lead]:
    """Leads that might be one of these people, by address, profile, number, or a company that is here."""
    keys = [key for one in people for key in keys_of(one)]
    wanted = Q(email__in={key[1] for key in keys if key[0] == "email"})
    wanted |= Q(linkedin__in={one.values["linkedin"] for one in people if "linkedin" in one.values})
    wanted |= Q(phone__in={key[1] for key in keys if key[0] == "phone"})
    if any(key[0] == "name" for key in keys):
        wanted |= Q(account__in={row.pk for row in known.accounts.values()})
    return (
        Lead.objects.filter(wanted, workspace_id=workspace_id).select_related("account", "owner__user").order_by("pk")
    )


def keep_opt_outs(importing: Import, decisions: list[Decision], *, now: datetime) -> None:
    """A no that the list brings with it is kept, once, and ends what runs with that person."""
    noes = OptOut.objects.filter(workspace=importing.workspace, channel=Channel.ALL)
    stand = set(noes.filter(address__in=[one.person.email for one in decisions]).values_list("address", flat=True))
    stand |= set(noes.filter(lead__in=[one.lead for one in decisions if one.lead]).values_list("lead_id", flat=True))
    new = {
        one.person.email or one.lead.pk: one
        for one in decisions
        if (one.person.email or one.lead) and not {one.person.email, one.lead and one.lead.pk} & stand
    }
    OptOut.objects.bulk_create(
        OptOut(
            workspace=importing.workspace,
            lead=one.lead,
            address=one.person.email or one.lead.email,
            source="import",
            at=now,
            channel=Channel.ALL,
        )
        for one in new.values()
    )
    leads = [one.lead for one in decisions if one.lead and one.lead.status != Status.OPTED_OUT]
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(status=Status.OPTED_OUT)
    ledger.tell(
        importing.workspace,
        [
            {
                "kind": "opted_out",
                "key": f"lead:{lead.pk}:opted_out:import:{importing.pk}",
                "lead": lead,
                "member": importing.by,
                "summary": _("Every channel"),
                "why": _("The list %(name)s says not to contact them.") % {"name": importing.file_name},
                "at": now,
            }
            for lead in leads
        ],
    )


def finish(importing: Import, *, now: datetime) -> None:
    """The file itself is not kept any longer than it is needed."""
    Import.objects.filter(pk=importing.pk, state=Import.State.RUNNING).update(
        state=Import.State.DONE, finished_at=now, content=b""
    )
    importing.refresh_from_db()


def fail(importing: Import) -> None:
    sentence = _("The import stopped. What is written stays; nothing is half written. It can go on from here.")
    Import.objects.filter(pk=importing.pk).update(state=Import.State.FAILED, error=sentence)
    importing.refresh_from_db(fields=["state", "error"])


def preview(importing: Import, *, now: datetime) -> list[Decision]:
    """What would become of the first thousand rows, asked without writing."""
    table = reopened(bytes(importing.content), importing.shape)
    people = [person_of(importing, table, row) for row in itertools.islice(table.rows, PREVIEW_ROWS)]
    known = known_to(importing, people, now=now)
    return [decide(one, known) for one in people]


def undo(importing: Import, *, now: datetime) -> tuple[int, int]:
    """Take the import back: (removed, kept). A lead that anybody or anything has touched since is kept, and so is
    what the file filled in at people who were here before."""
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=["self"]).get(pk=importing.pk)
        if locked.state not in {Import.State.DONE, Import.State.FAILED}:
            return 0, kept_by(importing).count()
        untouched = list(untouched_of(locked).select_for_update(of=["self"]))
        accounts = {lead.account_id for lead in untouched if lead.account_id}
        Lead.objects.filter(pk__in=[lead.pk for lead in untouched]).delete()
        Account.objects.filter(pk__in=accounts, leads=None, created_at__gte=locked.created_at).delete()
        locked.state, locked.finished_at, locked.content = Import.State.UNDONE, now, b""
        locked.save(update_fields=["state", "finished_at", "content"])
    importing.refresh_from_db()
    return len(untouched), kept_by(importing).count()


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


def kept_by(importing: Import) -> QuerySet[ImportRow]:
    """The rows whose leads an undo left here."""
    return importing.report.filter(outcome=Outcome.CREATED, lead__isnull=False).select_related("lead")
