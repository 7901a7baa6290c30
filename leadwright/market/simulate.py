"""`leadwright simulate`: a list goes through the whole relay in virtual time, on real SMTP, IMAP and PostgreSQL.

The same seed gives the same result, apart from `seconds`.
"""

import gc
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.db.models import Count, Sum
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from leadwright.cadences.models import Touch
from leadwright.commissions.models import Posting
from leadwright.conversations.models import Message
from leadwright.inbox.models import Kind, Reply, Triage
from leadwright.kit.abreast import abreast
from leadwright.leads.importing import import_file
from leadwright.leads.models import Lead
from leadwright.market import founding, lists, telling
from leadwright.market.floor import Floor
from leadwright.market.relay import Relay, hours, running_servers
from leadwright.market.watching import Watch
from leadwright.reports.funnel import funnel
from leadwright.reports.promise import without_next_action
from leadwright.reports.standing import standing
from leadwright.team.roles import Role

BEGIN = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)  # a Monday
GENERATED = 1_000
DAILY_LIMIT = 100
SENDING_AT_ONCE = 4  # mailboxes


def main(leads: str | Path | None, days: int, seed: int, as_json: bool) -> int:
    """Run it on the database of this process, which must be empty, and print what came of it."""
    name, content = ("generated.csv", lists.as_csv(lists.people(GENERATED, seed)))
    if leads:
        name, content = Path(leads).name, Path(leads).read_bytes()
    hurry()
    found = simulate(content, name, days=days, seed=seed, console=Console(stderr=True))
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        telling.tell(found, Console())
    broken = found["without_next_action"] or found["duplicates"] or found["sent_after_stop"]
    return 1 if broken else 0


def hurry() -> None:
    """The database is thrown away afterwards, so no commit need wait for the disk; its queries are few and repeated
    often; and the garbage collector need not look every 700 objects through all that the settings and models hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"ALTER DATABASE {connection.ops.quote_name(connection.settings_dict['NAME'])} "
            "SET synchronous_commit TO off"
        )
    connection.close()
    connection.settings_dict["OPTIONS"]["server_side_binding"] = True  # the server plans each query once
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def simulate(content: bytes, name: str, *, days: int, seed: int, console: Console | None = None) -> dict:
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "sink.jsonl"
        with running_servers(log) as servers, abreast(SENDING_AT_ONCE) as side_by_side:
            house = founding.found(
                [*founding.CAST, *founding.MORE_REPS],
                ports=servers.ports,
                seed=seed,
                liveliness=1,
                daily_limit=DAILY_LIMIT,
                now=BEGIN,
            )
            importing = import_file(
                workspace=house.workspace,
                by=house.of(Role.MARKETING)[0],
                content=content,
                name=name,
                list_name=name,
                owners=house.of(Role.SDR, Role.BDR),
                now=BEGIN,
            )
            watch = Watch(house.workspace, log)
            relay = Relay(Floor(house.market), house.members, servers.settle, watch.heard, side_by_side)
            end = BEGIN + timedelta(days=days)
            for now in shown(list(hours(BEGIN, end)), console):
                relay.step(now)
            relay.read(end)
            servers.settle()
            found = figures(house, importing, watch, end)
    found["seconds"] = round(time.monotonic() - began, 1)
    return found


def shown(moments: list[datetime], console: Console | None):
    """The moments, with a bar on standard error where somebody looks."""
    if console is None:
        yield from moments
        return
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    ]
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=len(moments))
        for now in moments:
            progress.update(task, description=f"{now:%a %-d %b %H:%M}")
            yield now
            progress.advance(task)


def figures(house: founding.House, importing, watch: Watch, end: datetime) -> dict:
    workspace = house.workspace
    sent = Message.objects.filter(workspace=workspace, outbound=True)
    replies = Reply.objects.filter(workspace=workspace)
    done = Touch.objects.filter(enrolment__lead__workspace=workspace, outcome=Touch.Outcome.DONE)
    touches = done.values_list("step__kind").annotate(n=Count("pk")).order_by("step__kind")
    return {
        "leads": Lead.objects.filter(workspace=workspace).count(),
        "rows": {name: getattr(importing, name) for name in ("rows", "created", "updated", "skipped", "refused")},
        "outcomes": standing(workspace),
        "without_next_action": len(without_next_action(workspace, end)),
        "touches": dict(touches),
        "messages_sent": sent.filter(state=Message.State.SENT).count(),
        "messages_at_the_sink": watch.accepted(),
        "messages_unknown": sent.filter(state=Message.State.UNKNOWN).count(),
        "duplicates": watch.duplicates(),
        "sent_after_stop": watch.sent_after_stop(),
        "replies": replies.filter(kind=Kind.REPLY).count(),
        "automatic_mail": replies.exclude(kind=Kind.REPLY).count(),
        "readings_corrected": replies.exclude(corrected_by=None).count(),
        "triage": Triage.objects.filter(workspace=workspace).count(),
        "funnel": funnel(workspace),
        "commission_balance_cents": Posting.objects.aggregate(sum=Sum("cents"))["sum"] or 0,
        "commission_lines": workspace.commission_lines.count(),
    }
