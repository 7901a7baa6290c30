"""Fifty people at once: two servers as they run for a company (one process a core), a workspace of a million leads, and
each person at it for half a minute: Today, a lead page, a search, a card, a task completed, with a few seconds between.

The time is the one that the person waits, the network of one machine included. LEADWRIGHT_BENCH_LEADS as in pages.
"""

import http.client
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from threading import Lock
from urllib.parse import quote, urlencode

from bench.engine import stat_of
from bench.timing import beside

LEADS = int(os.environ.get("LEADWRIGHT_BENCH_LEADS", "1000000"))
SERVERS, THREADS = 2, 4
SECONDS, THINKS_SECONDS = 30.0, 3.0
PROMISED_MS = 200.0
WORDS = ["kazlauskaitė rūta", "petrau", "nordvik", "person12345", "ingrid solberg", "kelias 777"]
ACTS = ["today", "lead page", "lead page", "search", "focus card", "complete", "complete"]  # how often each is done


def rows() -> list[dict]:
    from bench.pages import again, logged_in, open_tasks
    from leadwright.cli.database import migrate, scratch_database

    with scratch_database():
        again()
        migrate()
        from bench.population import populate

        made = populate(LEADS)
        print(f"{LEADS:,} leads in {made.seconds:.0f} s")
        cookies = [logged_in(member).cookies["sessionid"].value for member in made.members]
        tasks, took = open_tasks(made), defaultdict(list)
        with servers() as ports:
            people = [
                Person(port, cookie, made, tasks, took) for port, cookie in zip(cycle(ports), cookies, strict=False)
            ]
            spent = work_together(people)
    asked = sum(map(len, took.values())) + len(people)
    note = (
        f"{len(people)} people on {SERVERS} servers that took {spent / asked * 1000:.0f} ms of processor time for each "
    )
    note += f"of {asked} requests; of {{}} like this half within {{:.0f}} ms"
    return [told(name, sorted(times), note) for name, times in sorted(took.items())]


def told(name: str, times: list[float], note: str) -> dict:
    at = times[max(round(len(times) * 0.95) - 1, 0)]
    return beside(f"{name}, 50 at once", "ms p95", at, PROMISED_MS, note.format(len(times), times[len(times) // 2]))


@contextmanager
def servers() -> Iterator[list[int]]:
    ports = [18_400 + number for number in range(SERVERS)]
    command = "import sys; from bench.served import serve; serve(int(sys.argv[1]), int(sys.argv[2]))"
    begun = [subprocess.Popen([sys.executable, "-c", command, str(port), str(THREADS)]) for port in ports]
    try:
        for port in ports:
            wait_for(port)
        yield ports
    finally:
        for each in begun:
            each.terminate()
        for each in begun:
            each.wait(20)


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            return http.client.HTTPConnection("127.0.0.1", port, timeout=30).request("GET", "/healthz")
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"no server on port {port}")


class Person:
    """One at the keys, on a connection of their own that stays open."""

    lock = Lock()

    def __init__(self, port: int, session: str, made, tasks: list[int], took: dict[str, list[float]]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.session, self.token, self.made, self.tasks, self.took = session, "", made, tasks, took
        self.chance = random.Random(session)  # noqa: S311 (what they do next)

    def arrive(self) -> None:
        """The first page brings the token. It is not counted: a morning's arrival at one stroke is another question."""
        self.ask("GET", "/today/")

    def work(self, until: float) -> None:
        while time.monotonic() < until:
            time.sleep(self.chance.expovariate(1 / THINKS_SECONDS))
            name = self.chance.choice(ACTS)
            began = time.perf_counter()
            self.do(name)
            self.took[name].append((time.perf_counter() - began) * 1000)

    def do(self, name: str) -> None:
        match name:
            case "today":
                self.ask("GET", "/today/")
            case "lead page":
                self.ask("GET", f"/leads/{self.made.first_lead + self.chance.randrange(1, self.made.leads)}/")
            case "search":
                self.ask("GET", f"/find/?q={quote(self.chance.choice(WORDS))}")
            case "focus card":
                self.ask("GET", f"/focus/call/{self.chance.choice(self.tasks)}/")
            case "complete":
                with self.lock:
                    task = self.tasks.pop() if len(self.tasks) > 1 else self.tasks[0]
                self.ask(
                    "POST", f"/today/tasks/{task}/outcome/", urlencode({"disposition": "no_answer", "outcome": "done"})
                )

    def ask(self, method: str, address: str, words: str | None = None) -> None:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.token}", "Accept-Encoding": "gzip"}
        if words:
            headers |= {"X-CSRFToken": self.token, "Content-Type": "application/x-www-form-urlencoded"}
            headers["HX-Request"] = "true"
        self.connection.request(method, address, words, headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {address} answered {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("csrftoken="):
                self.token = cookie.split("=", 1)[1].split(";")[0]


def work_together(people: list[Person]) -> float:
    """The processor time that the servers have taken meanwhile, all their threads and the database not counted."""
    with ThreadPoolExecutor(len(people)) as room:
        list(room.map(Person.arrive, people))
        until, before = time.monotonic() + SECONDS, spent_below(os.getpid())
        list(room.map(lambda person: person.work(until), people))  # what went wrong for one is raised here
    return spent_below(os.getpid()) - before


def spent_below(pid: int) -> float:
    """Seconds of processor time of the processes that this one began, and those that they began."""
    parents = {int(path.name): stat_of(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    below, found = {pid}, {0}
    while found:
        found = {each for each, stat in parents.items() if int(stat[1]) in below and each not in below}
        below |= found
    ticks = sum(int(value) for each in below - {pid} for value in parents[each][11:13])
    return ticks / os.sysconf("SC_CLK_TCK")
