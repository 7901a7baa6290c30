"""What the engine does in a second with two workers, on a scratch database of a million leads.

`due`: enrolments claimed, planned and turned into messages and tasks. `send`: mails built and sent with the full
protocol and durable commits, beside a bare loop that builds and sends the very same mails with `smtplib` over as many
connections and processes with no database. LEADWRIGHT_BENCH_LEADS makes the database smaller or larger.

Beside the clock stands the processor time, workers and database together: what the work itself takes, whatever else the
machine does meanwhile.
"""

import multiprocessing
import os
import smtplib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

LEADS = int(os.environ.get("LEADWRIGHT_BENCH_LEADS", "1000000"))
WORKERS = 2
DUE = 12_000
MAILS = 5_000
AT_ONCE = 8  # connections of a worker, as its timer has it (cadences/jobs.py)
PATIENCE_SECONDS = 900


def rows() -> list[dict]:
    from bench.pages import again
    from bench.sink import sink
    from leadwright.cli.database import migrate, scratch_database

    with scratch_database(), sink() as (port, taken):
        again()
        migrate()
        from bench.population import populate

        made = populate(LEADS)
        print(f"{LEADS:,} leads in {made.seconds:.0f} s")
        make_due(made, port)
        return [due_row(), send_row(port, taken)]


def make_due(made, port: int) -> None:
    """The first DUE enrolments fall due now, all others later: half of them begin with a mail, half go on with a task.
    Their briefs are good, their mailboxes fresh and without a limit that would stand in the way."""
    from bench.population import grow, open_doors, working_moment
    from leadwright.cadences.models import Enrolment, Touch
    from leadwright.research.models import Brief

    at = working_moment()
    open_doors(port, at)
    chosen = Enrolment.objects.filter(lead__lt=made.first_lead + DUE)
    Enrolment.objects.exclude(pk__in=chosen).filter(due_at__lte=at).update(due_at=at + timedelta(days=3))
    Touch.objects.filter(enrolment__in=chosen, enrolment__lead__lt=made.first_lead + DUE // 2).delete()
    chosen.update(due_at=at, position=0, started_at=at - timedelta(days=9))
    words = "'They log temperatures on paper.'"
    said = {"company": words, "need": words, "gap": words, "opener": words, "role": "'decides'"}
    grow(Brief, DUE, lead_id=f"{made.first_lead} + n", **said, good_at=f"'{at}'", updated_at=f"'{at}'")


def due_row() -> dict:
    from bench.timing import beside
    from leadwright.cadences.models import Touch
    from leadwright.conversations.models import Message
    from leadwright.tasks.models import Task

    before = Touch.objects.filter(outcome="pending").count()
    took, spent = together(advance)
    done = Touch.objects.filter(outcome="pending").count() - before
    mails = Message.objects.filter(state="queued").count()
    note = f"{done:,} of {DUE:,} turned into {mails:,} mails and tasks, {spent / DUE * 1000:.2f} ms of processor time "
    note += "each; limit: the same rows copied by one INSERT each"
    return beside("due", "enrolments/s", done / took, done / copied(Message, Task, mails), note)


def copied(message, task, mails: int) -> float:
    """Seconds for as many messages and tasks copied within the server, and rolled back."""
    from django.db import connection, transaction

    began = time.perf_counter()
    with transaction.atomic():
        for model, many in ((message, mails), (task, DUE - mails)):
            columns = [f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key]
            unique = "message_id" if model is message else "key"
            values = [f"{name} || '.copy'" if name == f'"{unique}"' else name for name in columns]
            table = model._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608
                    f"SELECT {', '.join(values)} FROM {table} ORDER BY id DESC LIMIT {many}"
                )
        transaction.set_rollback(True)
    return time.perf_counter() - began


def send_row(port: int, taken) -> dict:
    from bench.timing import beside
    from leadwright.conversations.models import Message

    bare, spent_bare = together(bare_loop, port)
    assert taken.value == MAILS, taken.value
    queued = Message.objects.filter(state="queued").order_by("pk").values_list("pk", flat=True)
    Message.objects.filter(pk__in=queued[MAILS:]).update(state="cancelled")
    waiting = min(MAILS, len(queued))
    took, spent = together(send)
    sent = taken.value - MAILS
    assert sent == waiting == Message.objects.filter(state="sent", automatic=True).count(), (sent, waiting)
    note = f"{sent:,} over {WORKERS} workers with {AT_ONCE} connections each, each commit durable, "
    note += f"{spent / sent * 1000:.2f} ms of processor time each; limit: the same mails built and sent by smtplib, "
    note += f"no database, {spent_bare / MAILS * 1000:.2f} ms"
    return beside("send", "mails/s", sent / took, MAILS / bare, note)


def together(work, *given) -> tuple[float, float]:
    """Seconds that WORKERS processes take for the work, from the moment when all of them are ready, and the processor
    time of them and of the database."""
    made = multiprocessing.get_context("spawn")
    gate, spent = made.Barrier(WORKERS + 1), made.Value("d", 0.0)
    processes = [made.Process(target=begin, args=(work, gate, spent, number, *given)) for number in range(WORKERS)]
    for process in processes:
        process.start()
    before = database_seconds()
    gate.wait(120)
    began = time.perf_counter()
    for process in processes:
        process.join()
    took = time.perf_counter() - began
    assert all(process.exitcode == 0 for process in processes)
    time.sleep(0.5)  # until the database has let go of their connections, and counts what they took
    return took, spent.value + database_seconds() - before


class Start:
    """The gate of one process; its processor time counts from here."""

    def __init__(self, gate) -> None:
        self.gate = gate

    def wait(self, seconds: float) -> None:
        self.gate.wait(seconds)
        self.began = time.process_time()


def begin(work, gate, spent, number: int, *given) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    django.setup()
    from django.db import connection

    connection.ensure_connection()
    start = Start(gate)
    work(start, number, *given)
    with spent.get_lock():
        spent.value += time.process_time() - start.began


def database_seconds() -> float:
    """Processor time of the connections that have ended, where the database is on this machine: else 0."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        parent = stat_of(pid)[1]
        ended = stat_of(int(parent))[13:15]
    except OSError:
        return 0.0
    return sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")


def stat_of(pid: int) -> list[str]:
    """What /proc/PID/stat says behind the name: the state, the parent, ..."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def advance(gate, number: int) -> None:
    from bench.population import working_moment
    from leadwright.cadences.engine import advance_due

    at = working_moment()
    gate.wait(120)
    while advance_due(now=at, worker=f"bench-{number}", limit=2_000):
        pass


def send(gate, number: int) -> None:
    from bench.population import working_moment
    from leadwright.cadences.guards import last_look
    from leadwright.conversations.models import Message
    from leadwright.conversations.sending import send_due
    from leadwright.kit.abreast import abreast

    at = working_moment()
    with abreast(AT_ONCE) as side_by_side:
        gate.wait(120)
        began = time.monotonic()
        while Message.objects.filter(state__in=["queued", "claimed"]).exists():
            if not send_due(now=at, worker=f"bench-{number}", last_look=last_look, side_by_side=side_by_side):
                time.sleep(0.02)  # the other has the last mailboxes; the timer would rest for seconds
            assert time.monotonic() - began < PATIENCE_SECONDS, "mails stay in the queue"


def bare_loop(gate, number: int, port: int) -> None:
    from leadwright.conversations.models import Message

    queued = Message.objects.filter(state="queued").select_related("mailbox", "workspace").order_by("pk")
    mine = list(queued[:MAILS])[number::WORKERS]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        gate.wait(120)
        list(threads.map(lambda first: bare_connection(port, mine[first::AT_ONCE]), range(AT_ONCE)))


def bare_connection(port: int, messages: list) -> None:
    from bench.population import working_moment
    from leadwright.conversations.sending import mail_of

    at = working_moment()
    with smtplib.SMTP("127.0.0.1", port, local_hostname="bench.example") as wire:
        for message in messages:
            wire.sendmail(message.sender, [message.recipient], mail_of(message, at))
