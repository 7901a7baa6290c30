"""One person erased, in one act: what we knew, what was said, what a file or a merge still holds of them. What stays is
a no that they said, and marks by which no list brings them back.

Where a deal hangs on the person, whose figures others are paid by, the row stays and says nothing of anybody.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

from leadwright.leads import journal, matching
from leadwright.leads.deciding import FIELDS
from leadwright.leads.merging import references
from leadwright.leads.models import Channel, Erasure, ImportRow, Lead, Merge, OptOut, Retention, Status, mark_of
from leadwright.team.models import Member, Workspace

ASKED, BY_RULE = "asked", "retention"
DAYS_A_MONTH = 30.44
AT_ONCE = 200
BY_NAME = ("email", "phone", "linkedin", "given_name", "family_name")


def erase(lead: Lead, *, by: Member | None, why: str = ASKED, now: datetime) -> None:
    """Erase a lead. Twice is once."""
    with transaction.atomic():
        found = Lead.objects.select_for_update(of=["self"]).filter(pk=lead.pk).first()
        if found is None:
            return
        names = names_of(found)
        marks = [mark_of(found.workspace_id, name) for name in names]
        Erasure.objects.bulk_create(
            [Erasure(workspace_id=found.workspace_id, mark=mark, why=why, by=by, at=now) for mark in marks],
            ignore_conflicts=True,
        )
        keep_noes(found)
        blank_rows_of_files(found, names)
        Merge.objects.filter(Q(gone_id=found.pk) | Q(kept=found)).delete()
        remove(found)
        line = {"what": journal.ERASED, "workspace_id": found.workspace_id, "marks": marks, "at": now.isoformat()}
        transaction.on_commit(lambda: journal.write([line]))


def names_of(lead: Lead) -> list[str]:
    """What a list would bring them back by. A number may be a switchboard's: it counts together with the name."""
    others = [other.address for other in lead.other_addresses.all()]
    plain = matching.plain_person(lead.given_name, lead.family_name)
    called = f"{lead.phone} {plain}" if lead.phone and plain else ""
    return [name for name in (lead.email, *others, called, lead.linkedin) if name]


def keep_noes(lead: Lead) -> None:
    """A no names the address or the number that it is about, once the person is no longer there to be asked."""
    for no in OptOut.objects.filter(lead=lead):
        if not no.address and lead.email:
            no.address = lead.email
        if not no.phone and no.channel in {Channel.PHONE, Channel.ALL} and not no.address:
            no.phone = lead.phone
        no.save(update_fields=["address", "phone"])
    told = OptOut.objects.filter(lead=lead).values_list("channel", "source", "at")
    OptOut.objects.keep(
        OptOut(workspace_id=lead.workspace_id, address=address, channel=channel, source=source, at=at)
        for address in lead.other_addresses.values_list("address", flat=True)
        for channel, source, at in told
        if source != "list"
    )


def blank_rows_of_files(lead: Lead, names: list[str]) -> None:
    """The cells of their rows in imports, refused ones that name them included."""
    rows = ImportRow.objects.filter(importing__workspace_id=lead.workspace_id)
    about = Q(lead=lead)
    for name in names:
        about |= Q(lead=None, cells__contains=[name])
    rows.filter(about).update(cells=[], reason="", filled=None)


def remove(lead: Lead) -> None:
    try:
        with transaction.atomic():
            lead.delete()
    except ProtectedError:
        for field in references():
            remove_rows(field, lead)
        for name in FIELDS:
            setattr(lead, name, "")
        lead.tags = []
        lead.custom, lead.status = {}, Status.DISQUALIFIED if lead.status != Status.QUALIFIED else lead.status
        lead.save(update_fields=[*FIELDS, "custom", "tags", "status"])


def remove_rows(field: models.Field, lead: Lead) -> None:
    """Rows that nothing stands in the way of; of the others the words go."""
    rows = field.model._base_manager.filter(**{field.name: lead.pk})
    if field.remote_field.on_delete is models.PROTECT:
        return
    if field.null and field.remote_field.on_delete is models.SET_NULL:
        rows.update(**{field.name: None})
        return
    try:
        with transaction.atomic():
            rows.delete()
    except ProtectedError:
        fields = field.model._meta.concrete_fields
        words = {one.name: "" for one in fields if isinstance(one, models.TextField) and one.blank}
        files = {one.name: None for one in fields if isinstance(one, models.BinaryField) and one.null}
        if words or files:
            rows.update(**words, **files)


def due(rule: Retention, *, now: datetime) -> QuerySet[Lead]:
    """The leads whom a rule erases: they stand so, and nothing happened for as long."""
    since = now - timedelta(days=round(rule.months * DAYS_A_MONTH))
    later = rule.workspace.activities.filter(lead=OuterRef("pk"), at__gt=since)
    leads = Lead.objects.filter(workspace=rule.workspace_id, status=rule.status, created_at__lte=since)
    return leads.filter(~Exists(later)).order_by("created_at", "pk")


def apply_rules(workspace: Workspace, *, now: datetime, most: int = AT_ONCE) -> int:
    """Erase whom the rules mean, `most` at once; the timer comes again."""
    done = 0
    for rule in Retention.objects.filter(workspace=workspace):
        for lead in due(rule, now=now)[: most - done]:
            erase(lead, by=rule.by, why=BY_RULE, now=now)
            done += 1
    return done


def apply_all_rules(*, now: datetime) -> int:
    """Each company's rules, some people a night: who was erased by a mistake in a rule is noticed before all are."""
    ruled = Workspace.objects.filter(retentions__isnull=False).distinct().order_by("pk")
    return sum(apply_rules(workspace, now=now) for workspace in ruled)


def erase_again(workspace: Workspace, marks: set[str], *, now: datetime) -> int:
    """After a restore: whoever was erased since the backup is erased again."""
    Erasure.objects.bulk_create(
        [Erasure(workspace=workspace, mark=mark, why=ASKED, at=now) for mark in sorted(marks)], ignore_conflicts=True
    )
    back = [lead for lead in everybody(workspace) if marks & {mark_of(workspace.pk, name) for name in names_of(lead)}]
    for lead in back:
        erase(lead, by=None, now=now)
    return len(back)


def everybody(workspace: Workspace) -> Iterator[Lead]:
    rows = Lead.objects.filter(workspace=workspace).prefetch_related("other_addresses")
    return rows.only("workspace_id", *BY_NAME).iterator(chunk_size=2_000)
