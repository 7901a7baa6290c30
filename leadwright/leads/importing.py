"""A file on its way in: begun, written in batches, gone on with after a stop.

Each batch is one transaction with the outcome of each of its rows (see `settling`), so a worker that is killed leaves
whole batches, and the next one goes on behind the last row that has an outcome. Running twice writes nothing twice.
The batches of a long file overlap (see `overlapping`). `undoing` takes an import back.
"""

import gc
import hashlib
import io
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime
from typing import BinaryIO

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leadwright.kit import statements
from leadwright.leads import columns as guessing
from leadwright.leads import new_fields, remembering, streaming
from leadwright.leads.deciding import Decision, decide
from leadwright.leads.knowing import known_to
from leadwright.leads.models import Import, LeadList, Motion
from leadwright.leads.overlapping import side_by_side
from leadwright.leads.preparing import prepared, prepared_beside
from leadwright.leads.rows import Person, styles_of
from leadwright.leads.settling import last_settled, person_of, write_batch
from leadwright.leads.tables import Table, read_table, reopened
from leadwright.leads.undoing import kept_by, undo
from leadwright.team.models import Member, Workspace
from leadwright.team.roles import Role

__all__ = ["begin", "import_file", "kept_by", "preview", "run", "take", "take_file", "undo"]

BATCH = 10_000
BESIDE = 20_000  # rows from which a second process is worth its start
PREVIEW_ROWS = 1_000
GUESS_ROWS = 200
PLANNED_FOR = "SELECT reltuples FROM pg_class WHERE oid = 'leads_lead'::regclass"
ANALYZE = "ANALYZE leads_lead, accounts_account, leads_importrow"


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
    begin(importing, now=now)
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
    kept = {
        "file_name": name[:200],
        "content": content,
        **looked_at(workspace, table.shape(), sample_of(table), mapping),
        "mode": mode,
        "rows": table.count,
        "created_at": now,
    }
    return keep(workspace=workspace, by=by, list_name=list_name, motion=motion, owners=owners, kept=kept)


def take_file(
    file: BinaryIO,
    *,
    workspace: Workspace,
    by: Member | None,
    name: str,
    list_name: str,
    mode: str,
    now: datetime,
) -> Import:
    """The import of a file that stays where it is, of any length: `run` is given it again. One that was stopped, of
    the same file in the same mode into the same list, is found again. Raises NotATable."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    stopped = Import.objects.filter(
        workspace=workspace,
        digest=digest,
        mode=mode,
        list__name=list_name[:120],
        state__in=[Import.State.UPLOADED, Import.State.RUNNING, Import.State.FAILED],
    )
    if found := stopped.order_by("-pk").first():
        return found
    file.seek(0)
    shape, first = streaming.shape_of(file, name)
    kept = {
        "file_name": name[:200],
        "content": b"",
        "digest": digest,
        **looked_at(workspace, shape, first),
        "mode": mode,
        "rows": shape["count"],
        "created_at": now,
    }
    return keep(workspace=workspace, by=by, list_name=list_name, motion=Motion.OUTBOUND, owners=(), kept=kept)


def keep(
    *, workspace: Workspace, by: Member | None, list_name: str, motion: str, owners: Sequence[Member], kept: dict
) -> Import:
    with transaction.atomic():
        made = {"motion": motion, "made_by": by, "created_at": kept["created_at"], "source": kept["file_name"][:120]}
        kept_in = LeadList.objects.get_or_create(workspace=workspace, name=list_name[:120], defaults=made)[0]
        importing = Import.objects.create(workspace=workspace, list=kept_in, by=by, **kept)
        importing.owners.set(owners or usual_owners(workspace, by, kept_in.motion))
    return importing


def sample_of(table: Table) -> list[list[str]]:
    return [cells for _number, cells in itertools.islice(table.rows, GUESS_ROWS)]


def looked_at(
    workspace: Workspace, shape: dict, sample: list[list[str]], mapping: dict[str, str] | None = None
) -> dict[str, dict]:
    """The mapping to begin with, and in the shape what was guessed and how columns write numbers and days."""
    names = shape["columns"]
    guessed = remembering.mapping_for(workspace, names, sample)
    told = guessed if mapping is None else guessing.cleaned(mapping, len(names), remembering.own_columns(workspace))
    return {"shape": {**shape, "guessed": guessed, "styles": styles_of(len(names), sample)}, "mapping": told}


def reread(importing: Import, encoding: str) -> None:
    """Read the file again in the encoding that a person chose. Raises NotATable."""
    table = read_table(bytes(importing.content), importing.file_name, encoding=encoding)
    found = looked_at(importing.workspace, table.shape(), sample_of(table))
    importing.shape, importing.mapping, importing.rows = found["shape"], found["mapping"], table.count
    importing.save(update_fields=["shape", "mapping", "rows"])


def usual_owners(workspace: Workspace, by: Member | None, motion: str) -> list[Member]:
    """The importer, if they work leads; else those who work leads of this kind, else all who work leads."""
    if by and by.role in {Role.SDR, Role.BDR}:
        return [by]
    role = Role.SDR if motion == Motion.INBOUND else Role.BDR
    working = workspace.members.filter(active=True, role__in=[Role.SDR, Role.BDR]).order_by("pk")
    return list(working.filter(role=role)) or list(working) or ([by] if by else [])


def begin(importing: Import, *, now: datetime) -> bool:
    """From now on rows may be written. False where that was said before, or the import is over."""
    states = [Import.State.UPLOADED, Import.State.FAILED]
    new_fields.make(importing, by=importing.by, now=now)
    remembering.remember(importing, now=now)
    begun = Import.objects.filter(pk=importing.pk, state__in=states).update(
        state=Import.State.RUNNING, error="", begun_at=now, begun_with=importing.settled
    )
    importing.refresh_from_db(fields=["state", "error", "begun_at", "begun_with"])
    return bool(begun)


def run(
    importing: Import,
    *,
    now: datetime,
    file: BinaryIO | None = None,
    progress: Callable[[Import], None] = lambda importing: None,
) -> None:
    """Write what is not written yet, batch by batch, and say what became of each row. `file` where the import does not
    hold it itself; `progress` is told after each batch."""
    if importing.state != Import.State.RUNNING:
        return
    beside = importing.rows - importing.settled >= BESIDE
    try:
        with seldom_collected(), people_of(importing, file or io.BytesIO(importing.content), beside) as people:
            batches = iter(lambda: list(itertools.islice(people, BATCH)), [])
            settle = side_by_side if beside and not connection.in_atomic_block else one_by_one
            with closing(settle(importing, batches, now=now)) as settled:
                for _batch in settled:
                    tell_planner(importing)
                    progress(importing)
    except Exception:
        fail(importing)
        raise
    finish(importing, now=now)


def tell_planner(importing: Import) -> None:
    """A database that was empty a minute ago is planned for as if it were empty still, and each batch would be looked
    for in every row: the planner is told what is there, a few times, as it grows."""
    if connection.in_atomic_block or importing.rows < BESIDE:
        return
    (known,) = statements.run(PLANNED_FOR, {})[0]
    if known < importing.created / 4:
        statements.run(ANALYZE, {})


@contextmanager
def seldom_collected() -> Iterator[None]:
    """A batch is a few hundred thousand objects of which none refers to itself: looking through them for such again and
    again would take a third of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(500_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def people_of(importing: Import, file: BinaryIO, beside: bool) -> Iterator[Iterator[Person]]:
    """The rows that have no outcome yet, as people; those of a long file are made in a process beside this one."""
    order = {
        "shape": importing.shape,
        "mapping": importing.mapping,
        "known": remembering.known_columns(importing),
        "home_country": importing.workspace.country,
        "after": last_settled(importing),
    }
    with prepared_beside(file, order) if beside else nullcontext(prepared(file, order)) as people:
        yield people


def one_by_one(importing: Import, batches: Iterator[list[Person]], *, now: datetime) -> Iterator[list[Person]]:
    for batch in batches:
        write_batch(importing, batch, now=now)
        yield batch


def finish(importing: Import, *, now: datetime) -> None:
    """The file itself is not kept any longer than it is needed."""
    Import.objects.filter(pk=importing.pk, state=Import.State.RUNNING).update(
        state=Import.State.DONE,
        finished_at=now,
        content=b"",
        rows=F("created") + F("updated") + F("skipped") + F("refused"),
    )
    importing.refresh_from_db()


def fail(importing: Import) -> None:
    sentence = _("The import stopped. What is written stays; nothing is half written. It can go on from here.")
    Import.objects.filter(pk=importing.pk).update(state=Import.State.FAILED, error=sentence)
    importing.refresh_from_db(fields=["state", "error"])


def preview(importing: Import, *, now: datetime) -> list[Decision]:
    """What would become of the first thousand rows, asked without writing."""
    table = reopened(bytes(importing.content), importing.shape)
    mapping, new = new_fields.tried(importing)
    own = {**remembering.known_columns(importing), **new}
    people = [person_of(importing, row, own, mapping) for row in itertools.islice(table.rows, PREVIEW_ROWS)]
    known = known_to(importing, people, turn=importing.created)
    return [decide(one, known) for one in people]
