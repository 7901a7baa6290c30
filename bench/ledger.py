"""The commission ledger under random events and real crashes: a writer is killed (SIGKILL) and started again.

`make bench ROOMS=ledger` takes a small part. The long run: `.venv/bin/python -m bench.ledger 1000000`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

BATCH = 1_000
FIRST = date(2024, 1, 1)
DAYS = 700
PEOPLE = 40


def rows() -> list[dict]:
    from bench.timing import beside

    found = run(20_000, kills=1, seed=3)
    value, limit = found["postings"] / found["seconds"], found["bare_rows_a_second"]
    note = f"lines, postings and facts, {found['kills']} kill; sum {found['sum']}, wrong {found['wrong']}"
    return [beside("ledger", "postings/s", value, limit, f"{note}; limit: bare inserts of as many rows")]


def run(postings: int, *, kills: int, seed: int) -> dict:
    """Write about so many postings in a scratch database, killing the writer so often; what the tables say then."""
    from leadwright.cli.database import migrate, scratch_database, set_up

    with scratch_database():
        set_up()
        migrate()
        found_company()
        began = time.perf_counter()
        killed = write_through_kills(postings // 2, kills=kills, seed=seed)
        seconds = time.perf_counter() - began
        return {**checked(), "kills": killed, "seconds": round(seconds, 1), "bare_rows_a_second": bare(20_000)}


def found_company() -> None:
    from leadwright.commissions.models import Plan
    from leadwright.team.models import Member, User, Workspace

    now = datetime(2024, 1, 1, tzinfo=UTC)
    workspace = Workspace.objects.create(name="Ledger", created_at=now)
    for number in range(PEOPLE):
        user = User.objects.create_user(email=f"p{number}@ledger.example", name=f"Person {number}")
        Member.objects.create(workspace=workspace, user=user, role="ae")
    common = {"workspace": workspace, "event": "deal_won", "created_at": now}
    Plan.objects.create(
        **common, version=1, share_bp=1_000, flat_cents=999, source_bp=1_337, starts_on=FIRST, clawback_days=90
    )
    Plan.objects.create(
        **common,
        version=2,
        share_bp=875,
        tiers=[[500_000_00, 0, 1_333], [2_000_000_00, 5_000, 1_777]],
        quota=1_000_000_00,
        accelerators=[[100, 12_345], [150, 19_999]],
        cap_cents=900_000_00,
        source_bp=777,
        ramp=[30, 60],
        starts_on=FIRST + timedelta(days=DAYS // 2),
    )


def write_through_kills(lines: int, *, kills: int, seed: int) -> int:
    """The writer begins again where the tables end; a batch that was cut off is written again."""
    lot = random.Random(seed)  # noqa: S311 - events for a measurement, no secret
    killed = 0
    while True:
        writer = subprocess.Popen([sys.executable, "-m", "bench.ledger", "--writer", str(lines), str(seed)])
        try:
            if killed < kills and not ended(writer, lot.uniform(0.5, 2.0) * max(3, lines / 20_000)):
                os.kill(writer.pid, signal.SIGKILL)
                writer.wait()
                killed += 1
                continue
            if writer.wait() != 0:
                raise RuntimeError(f"the writer ended with {writer.returncode}")
            return killed
        finally:
            if writer.poll() is None:
                writer.kill()


def ended(writer: subprocess.Popen, seconds: float) -> bool:
    try:
        writer.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def happenings(seed: int) -> Iterator:
    """Without end: won deals and, for one in eight, that they are no longer won."""
    from leadwright.commissions.replaying import Event

    lot = random.Random(seed)  # noqa: S311 - events for a measurement, no secret
    number = 0
    while True:
        number += 1
        on = FIRST + timedelta(days=min(DAYS, number // 400))
        owner = lot.randrange(PEOPLE)
        source = lot.randrange(PEOPLE) if lot.random() < 0.6 else None
        yield Event(f"won:{number}", on, owner, lot.randrange(1, 9_000_000), source)
        if number > 6_000 and lot.random() < 0.125:  # far enough back that its line stands
            undone = number - lot.randrange(2_000, 6_000)
            yield Event(f"won:{undone}:reversed", on, owner, undoes=f"won:{undone}")


def write(lines: int, seed: int) -> None:
    """The writer: prices from the first event on, and writes the batches that are not there yet."""
    from leadwright.commissions.models import Line, Plan
    from leadwright.commissions.replaying import Ledger
    from leadwright.commissions.writing import write as keep
    from leadwright.team.models import Member

    people = list(Member.objects.select_related("user").order_by("pk"))
    ledger = Ledger([plan.terms() for plan in Plan.objects.all()])
    standing = Line.objects.count()
    done, batch = 0, []
    for event in happenings(seed):
        batch += [(event, entry) for entry in ledger.post(event)]
        if len(batch) < BATCH:
            continue
        done += len(batch)
        if done > standing:  # what stood before the crash is not written twice: the key would not allow it either
            keep(news_of(batch, people))
        batch = []
        if done >= lines:
            return


def news_of(batch: list, people: list) -> list:
    from leadwright.commissions.models import Line
    from leadwright.commissions.rules import OWNER, month_of
    from leadwright.commissions.writing import New

    wanted = [f"{event.undoes}{suffix}" for event, _entry in batch if event.undoes for suffix in ("", ":source")]
    paid = {line.key: line for line in Line.objects.filter(key__in=wanted)}
    news = []
    for event, entry in batch:
        owns, back = entry.credit == OWNER, bool(event.undoes)
        suffix = "" if owns else ":source"
        reverses = paid[f"{event.undoes}{suffix}"] if back else None
        sign = -1 if back else 1
        news.append(
            New(
                key=f"{event.undoes}{suffix}:reversed" if back else f"{event.key}{suffix}",
                member=people[entry.member],
                plan_id=entry.terms.plan_id,
                cents=entry.cents,
                currency="EUR",
                why=event.key,
                lead=None,
                at=datetime(event.on.year, event.on.month, event.on.day, 12, tzinfo=UTC),
                earned_in=reverses.earned_in if reverses else month_of(event.on),
                late=month_of(event.on),
                credit=entry.credit,
                steps=() if back else entry.priced.steps,
                units=sign * owns,
                base_cents=-reverses.base_cents if reverses else event.base_cents * owns,
                priced_cents=sign * entry.priced.cents * owns,
                reverses=reverses,
            )
        )
    return news


CHECKS = {
    "lines whose postings do not sum to zero": """
        SELECT count(*) FROM (SELECT 1 FROM commissions_posting GROUP BY line_id
        HAVING sum(cents) <> 0 OR count(*) <> 2) AS wrong""",
    "lines without postings": """
        SELECT count(*) FROM commissions_line AS l
        WHERE NOT EXISTS (SELECT 1 FROM commissions_posting AS p WHERE p.line_id = l.id AND p.book = 'owed'
        AND p.cents = -l.amount_cents)""",
    "reversals that are not exact": """
        SELECT count(*) FROM commissions_line AS b JOIN commissions_line AS l ON l.id = b.reverses_id
        WHERE b.amount_cents <> -l.amount_cents OR b.member_id <> l.member_id OR b.base_cents <> -l.base_cents""",
    "prices that are not the sum of their steps": """
        SELECT count(*) FROM commissions_line AS l WHERE units = 1 AND priced_cents <>
        (SELECT coalesce(sum((s->>'cents')::bigint), 0) FROM jsonb_array_elements(l.steps) AS s)""",
    "events whose shares are not their price": """
        SELECT count(*) FROM (SELECT split_part(key, ':', 2) AS n, sum(amount_cents) AS paid, sum(priced_cents) AS price
        FROM commissions_line WHERE reverses_id IS NULL GROUP BY 1) AS e WHERE paid <> price""",
    "months over the cap": """
        SELECT count(*) FROM (SELECT 1 FROM commissions_line AS l JOIN commissions_plan AS p ON p.id = l.plan_id
        WHERE p.cap_cents IS NOT NULL GROUP BY l.member_id, l.earned_in, p.cap_cents
        HAVING sum(l.priced_cents) > p.cap_cents) AS over""",
}


def checked() -> dict:
    from django.db import connection

    def one(sql: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.fetchone()[0] or 0)

    return {
        "postings": one("SELECT count(*) FROM commissions_posting"),
        "reversals": one("SELECT count(*) FROM commissions_line WHERE reverses_id IS NOT NULL"),
        "sum": one("SELECT sum(cents) FROM commissions_posting"),
        "wrong": sum(one(sql) for sql in CHECKS.values()),
        "checks": {what: one(sql) for what, sql in CHECKS.items()},
    }


def bare(count: int) -> float:
    """Rows a second into a table without keys, in the same batches."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bare (line bigint, book text, cents bigint)")
        began = time.perf_counter()
        for first in range(0, count, BATCH):
            cursor.executemany(
                "INSERT INTO bare VALUES (%s, %s, %s)", [(first + at, "cost", at) for at in range(BATCH)]
            )
        return count / (time.perf_counter() - began)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    if sys.argv[1] == "--writer":
        from leadwright.cli.database import set_up

        set_up()
        write(int(sys.argv[2]), int(sys.argv[3]))
    else:
        print(json.dumps(run(int(sys.argv[1]), kills=7, seed=11), indent=1))
