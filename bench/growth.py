"""How the cost of an action grows with the base: the same action at 10,000, 100,000 and 1,000,000 leads, and at 100,000
with ten times as many finished enrolments, each in a scratch database of its own and a process of its own.

A person has as much to do in each of them: a thousand leads a head. They are measured in turns, so that what else the
machine does falls on all alike; of each the quickest third of the turns counts. LEADWRIGHT_BENCH_LEADS is the largest,
at least 600,000.
"""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import cycle
from statistics import mean

LEADS = int(os.environ.get("LEADWRIGHT_BENCH_LEADS", "1000000"))
TURNS = 24
A_HEAD = 1_000  # leads
AT_ONCE = 100  # enrolments and mails of a turn
ACTIONS = ["plan", "send", "today", "lead list", "lead page"]


def rows() -> list[dict]:
    towns = {
        f"{LEADS // 100:,}": (LEADS // 100, LEADS // 200),
        f"{LEADS // 10:,}": (LEADS // 10, LEADS // 20),
        f"{LEADS:,}": (LEADS, LEADS // 2),
        f"{LEADS // 10:,}, ten times as many finished": (LEADS // 10, LEADS // 2),
    }
    from bench.sink import sink

    with sink() as (port, _taken):
        made = {name: Town(port, *size) for name, size in towns.items()}
        for town in made.values():  # one after the other: they are large
            town.ask("settle")
        took = {(name, action): [] for name in made for action in ACTIONS}
        for _turn in range(TURNS):
            for action in ACTIONS:
                for name, town in made.items():
                    took[name, action].append(town.ask(action))
        for town in made.values():
            town.ask("leave")
    return [row for action in ACTIONS for row in compared(action, {name: quick(took[name, action]) for name in made})]


def quick(seconds: list[float]) -> float:
    return mean(sorted(seconds)[: TURNS // 3])


def compared(action: str, cost: dict[str, float]) -> list[dict]:
    """Each size beside the smallest base, the one with more of the past beside the same base without it."""
    smallest, middle, largest, past = cost.items()
    note = ", ".join(f"{name}: {seconds * 1000:.2f}" for name, seconds in cost.items())
    return [
        grown(f"growth, {action}", largest[1], smallest[1], f"ms at {note}; limit: the smallest"),
        grown(f"growth, {action}, past", past[1], middle[1], "ten times as many finished enrolments; limit: without"),
    ]


def grown(name: str, value: float, limit: float, note: str) -> dict:
    from bench.timing import beside

    return beside(name, "ms", value * 1000, limit * 1000, note)


class Town:
    """A base in a process of its own, which does an action when it is asked and says how long it took."""

    def __init__(self, port: int, leads: int, finished: int) -> None:
        made = multiprocessing.get_context("spawn")
        self.line, theirs = made.Pipe()
        self.process = made.Process(target=live, args=(theirs, port, leads, finished), daemon=True)
        self.process.start()
        theirs.close()  # so that one that dies is heard of
        self.line.recv()

    def ask(self, action: str) -> float:
        self.line.send(action)
        return self.line.recv()


def live(line, port: int, leads: int, finished: int) -> None:
    from leadwright.cli.database import migrate, scratch_database, set_up

    with scratch_database():
        set_up()
        migrate()
        actions = furnished(port, leads, finished)
        line.send(0.0)
        while (asked := line.recv()) != "leave":
            line.send(actions[asked]())
        line.send(0.0)


def furnished(port: int, leads: int, finished: int) -> dict:
    from django.test import override_settings

    from bench.pages import logged_in
    from bench.population import populate, working_moment

    made = populate(leads, people=leads // A_HEAD, finished=finished)
    at = working_moment()
    open_for_work(made, port, at)
    own = {"ALLOWED_HOSTS": ["*"], "MAIL_HOSTS": ["127.0.0.1"], "DEMO": False, "SECURE_SSL_REDIRECT": False}
    override_settings(**own).enable()
    clients = cycle([logged_in(member) for member in made.members[1:6]])
    return {
        "settle": settle,
        "plan": lambda: taken_back(lambda: advance(at)),
        "send": lambda: taken_back(lambda: send(at)),
        "today": lambda: a_page(clients, "web:today"),
        "lead list": lambda: a_page(clients, "leads:index"),
        "lead page": lambda: a_page(clients, "leads:detail", made.first_lead + leads // 2),
    }


def open_for_work(made, port: int, at: datetime) -> None:
    """A hundred enrolments fall due with their first mail; the mails of a hundred others are due to be sent."""
    from bench.population import grow, open_doors
    from leadwright.cadences.models import Enrolment, Touch
    from leadwright.channels.models import Mailbox
    from leadwright.research.models import Brief

    open_doors(port, at)
    Enrolment.objects.active().filter(due_at__lte=at).update(due_at=at + timedelta(days=1))
    chosen = Enrolment.objects.active().filter(lead__lt=made.first_lead + 2 * AT_ONCE)
    Touch.objects.filter(enrolment__in=chosen).delete()
    words = dict.fromkeys(["company", "need", "gap", "opener"], "'They log temperatures on paper.'")
    stamps = {"good_at": f"'{at}'", "updated_at": f"'{at}'"}
    grow(Brief, 2 * AT_ONCE, lead_id=f"{made.first_lead} + n", role="'decides'", **words, **stamps)
    begun = {"position": 0, "started_at": at - timedelta(days=9), "mailbox": Mailbox.objects.earliest("pk")}
    for first in (AT_ONCE, 0):  # those that are planned first have their mails queued, the others stay due
        chosen.filter(lead__gte=made.first_lead + first).exclude(touches__isnull=False).update(due_at=at, **begun)
        if first:
            advance(at)


def advance(at: datetime) -> None:
    from leadwright.cadences.engine import advance_due

    assert advance_due(now=at, worker="growth") == AT_ONCE


def send(at: datetime) -> None:
    from leadwright.cadences.guards import last_look
    from leadwright.conversations.sending import send_due

    assert send_due(now=at, worker="growth", last_look=last_look) == AT_ONCE


def taken_back(work: Callable[[], None]) -> float:
    """Seconds for one of the hundred; what was written is rolled back, so that the next turn finds the same."""
    from django.db import transaction

    with transaction.atomic():
        began = time.perf_counter()
        work()
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    return took / AT_ONCE


def a_page(clients: Iterator, name: str, *arguments: int) -> float:
    from django.urls import reverse

    client, address = next(clients), reverse(name, args=arguments)
    began = time.perf_counter()
    answer = client.get(address)
    took = time.perf_counter() - began
    assert answer.status_code == 200, answer.status_code
    return took


def settle() -> float:
    """What was loaded is written to the disk now, and not while something is measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    return 0.0
