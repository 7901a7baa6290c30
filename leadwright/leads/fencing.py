"""The send fence: a database that was restored from a backup, or copied, sends nothing until an operator says so.

The database counts (`Fence.epoch`), and each machine that sends keeps in a file how far it has seen it count. A backup
that is put back counts less than the file says; a copy on another machine finds no file of its installation there. Both
would send what was sent before. What cannot be told apart is a copy of a whole machine that goes on under the same
name: stop one of them first.
"""

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.leads.models import Fence, Lead

BEAT = timedelta(seconds=10)
LEAP = 1_000_000  # further than any file can have seen it count: other machines need no word of their own


@dataclass(frozen=True)
class Mark:
    """What this machine remembers of its installation."""

    instance: str
    epoch: int


def why_closed(*, now: datetime) -> str:
    """Why nothing may be sent from here; "" where all is well. A new installation begins by being asked."""
    with transaction.atomic():
        row, mark = Fence.objects.select_for_update().filter(pk=1).first(), read_mark()
        if row is None and (mark is None or not Lead.objects.exists()):
            row = Fence.objects.create(pk=1, instance=mark.instance if mark else secrets.token_hex(16), beat_at=now)
            mark = Mark(row.instance, 0)
        if why := judged(row, mark):
            return why
        due = row.epoch == 0 or abs(now - row.beat_at) >= BEAT
        if due:
            row.epoch, row.beat_at = row.epoch + 1, now
            row.save(update_fields=["epoch", "beat_at"])
    if due or mark.epoch < row.epoch:
        write_mark(Mark(row.instance, row.epoch))
    return ""


def judged(row: Fence | None, mark: Mark | None) -> str:
    """The sentence that keeps the fence closed."""
    if row is None or (mark and mark.instance == row.instance and row.epoch < mark.epoch):
        return _("This database was restored from a backup: what was sent since would be sent again.")
    if mark is None:
        return _("This database has not sent from this machine before: it may be a copy.")
    if mark.instance != row.instance:
        return _("This database belongs to another installation: it may be a copy.")
    return ""


def open_fence(*, now: datetime) -> None:
    """An operator says that this database is the one that sends, and that no other of its name does. In a place that
    knows it already it goes on; elsewhere it becomes an installation of its own."""
    with transaction.atomic():
        row, mark = Fence.objects.select_for_update().filter(pk=1).first(), read_mark()
        here = mark is not None and (row is None or mark.instance == row.instance)
        instance = mark.instance if here else secrets.token_hex(16)
        epoch = max(row.epoch if row else 0, mark.epoch if mark else 0) + LEAP
        Fence.objects.update_or_create(pk=1, defaults={"instance": instance, "epoch": epoch, "beat_at": now})
    write_mark(Mark(instance, epoch))


def join_fence() -> None:
    """An operator says that this machine sends for the same database beside others: it takes over how far it is."""
    row = Fence.objects.get(pk=1)
    write_mark(Mark(row.instance, row.epoch))


def place() -> Path:
    return Path(settings.HOME) / "fence.json"


def read_mark() -> Mark | None:
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        told = json.loads(place().read_text())
        return Mark(str(told["instance"]), int(told["epoch"]))
    return None


def write_mark(mark: Mark) -> None:
    """Whole or not at all, and on the disk before anything is sent."""
    half = place().with_name(f".fence-{os.getpid()}-{secrets.token_hex(4)}")
    with half.open("w") as file:
        file.write(json.dumps({"instance": mark.instance, "epoch": mark.epoch}))
        file.flush()
        os.fsync(file.fileno())
    half.replace(place())
