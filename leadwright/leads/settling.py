"""One batch of rows gets its outcome, all of it in one transaction. What becomes of a row is decided in `deciding`,
from what `knowing` finds; `drafting` puts it down, `writing` writes it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from leadwright.leads import drafting, remembering, writing
from leadwright.leads.deciding import Recent, decide
from leadwright.leads.drafting import Draft
from leadwright.leads.knowing import Found, known_to
from leadwright.leads.models import Import
from leadwright.leads.rows import Person, person

TRIES = 3  # another import or a person may have written the same address in between


def write_batch(
    importing: Import, batch: Sequence[Person | tuple[int, list[str]]], *, now: datetime, tries: int = TRIES
) -> Recent:
    """The outcome of these rows, in one transaction; rows that have one already are passed over. Answers what was made
    and changed."""
    made = Recent()
    for attempt in range(1, tries + 1):
        try:
            with transaction.atomic():
                locked = held(importing)
                done = last_settled(locked)
                own = {} if isinstance(batch[0], Person) else remembering.known_columns(locked)
                rows = [row if isinstance(row, Person) else person_of(locked, row, own) for row in batch]
                people = [one for one in rows if one.number > done]
                if people and locked.state == Import.State.RUNNING:
                    draft, made = drafted(locked, people, turn=locked.created, now=now)
                    writing.write(locked, draft, now=now)
            adopt(importing, locked)
            return made
        except IntegrityError:
            if attempt == tries:
                raise
    return made


def drafted(
    importing: Import,
    people: list[Person],
    *,
    turn: int,
    now: datetime,
    ahead: Found | None = None,
    recent: Recent | None = None,
) -> tuple[Draft, Recent]:
    """What is to be written of these rows, and what they make and change. `turn`, `ahead` and `recent` as for
    `known_to`."""
    known = known_to(importing, people, turn=turn, ahead=ahead, recent=recent)
    decisions = [decide(one, known) for one in people]
    return drafting.draft(importing, decisions, known, at=now.isoformat()), known.since()


def held(importing: Import) -> Import:
    """The import as it stands, held until the transaction ends."""
    rows = Import.objects.select_for_update(of=["self"]).select_related("workspace", "list", "by").defer("content")
    return rows.get(pk=importing.pk)


def adopt(importing: Import, written: Import) -> None:
    for name in ("state", "created", "updated", "skipped", "refused", "duplicates"):
        setattr(importing, name, getattr(written, name))


def last_settled(importing: Import, *, before: int | None = None) -> int:
    """The place: the number of the last row (`before` a certain one) of which it is known what became of it."""
    report = importing.report.all() if before is None else importing.report.filter(number__lt=before)
    return report.aggregate(last=Max("number"))["last"] or 0


def person_of(
    importing: Import, row: tuple[int, list[str]], own: dict[str, list], mapping: dict[str, str] | None = None
) -> Person:
    country, told = importing.workspace.country, mapping or importing.mapping
    return person(*row, shape=importing.shape, mapping=told, known=own, home_country=country)
