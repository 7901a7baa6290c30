"""What is stored of mail and nobody needs any more: files that no mail and no template has, and mail of people who were
erased. Each heap says why, how many and how many bytes; a dry run says it and touches nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from leadwright.channels.models import StoredFile
from leadwright.conversations.models import Attachment
from leadwright.inbox.models import Triage
from leadwright.leads.models import Erasure, mark_of
from leadwright.playbooks.models import TemplateFile

UNUSED = timedelta(days=7)  # a draft or a form may still bring the same file: who uses it anew says so
AT_ONCE = 500


@dataclass(frozen=True)
class Heap:
    """`name` is files, erased; `why` is a sentence."""

    name: str
    why: str
    count: int
    size: int


def clear(*, now: datetime, dry_run: bool = False) -> list[Heap]:
    """Clear both heaps, or say what would be cleared. It may run twice."""
    if not dry_run:
        look_who_uses_files(now)
    files = unused().filter(unused_since__lte=now - UNUSED)
    mails = Triage.objects.filter(pk__in=of_erased())
    heaps = [
        heap("files", _("No mail and no template has had this file for a week."), files, "size"),
        heap("erased", _("Mail that came from an address of a person who was erased."), mails, Length("raw")),
    ]
    if not dry_run:
        while files.filter(pk__in=list(files.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])).delete()[0]:
            pass
        mails.delete()
    return heaps


def heap(name: str, why: str, rows: QuerySet, size: str | Length) -> Heap:
    return Heap(name, why, rows.count(), rows.aggregate(bytes=Sum(size))["bytes"] or 0)


def unused() -> QuerySet[StoredFile]:
    in_mail = Attachment.objects.filter(file=OuterRef("pk"))
    in_template = TemplateFile.objects.filter(file=OuterRef("pk"))
    return StoredFile.objects.filter(~Exists(in_mail), ~Exists(in_template))


def look_who_uses_files(now: datetime) -> None:
    """Files that nobody has keep the day on which that was seen first; those that somebody has, none."""
    unused().filter(unused_since=None).update(unused_since=now)
    StoredFile.objects.exclude(unused_since=None).exclude(pk__in=unused().values("pk")).update(unused_since=None)


def of_erased() -> Sequence[int]:
    """Rows of triage that came from an address whose mark says that its person was erased."""
    marks = {}
    for workspace, mark in Erasure.objects.values_list("workspace_id", "mark"):
        marks.setdefault(workspace, set()).add(mark)
    rows = Triage.objects.filter(workspace__in=marks).exclude(sender="").values_list("pk", "workspace_id", "sender")
    return [pk for pk, workspace, sender in rows.iterator() if mark_of(workspace, sender) in marks[workspace]]
