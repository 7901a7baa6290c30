"""Pages in a workspace of a million leads: the 95th percentile of the server's time for each, on a scratch database.

The limit is an empty page behind the same middleware (session, member, clock) in the same run: what Django and the
log-in cost alone. LEADWRIGHT_BENCH_LEADS makes it smaller or larger; one request at a time, fifty people in turn.

Beside the clock stands the processor time of a request, ours and the database's: what it takes whatever else the
machine does meanwhile, and so how many two cores carry in a second.
"""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle

from django.http import HttpResponse
from django.urls import include, path

from bench.engine import stat_of
from bench.lists import filters, narrowed, searches
from bench.timing import beside

LEADS = int(os.environ.get("LEADWRIGHT_BENCH_LEADS", "1000000"))
COUNTED = 60  # of the first it is counted how often they ask the database
ROUNDS = 100
WORDS = ["kazlauskaitė rūta", "petrau", "nordvik", "person123456", "sol", "ingrid solberg", "kelias 777", "bal"]

urlpatterns = [path("empty/", lambda request: HttpResponse()), path("", include("leadwright.config.urls"))]


def rows() -> list[dict]:
    from leadwright.cli.database import migrate, scratch_database

    with scratch_database():
        again()
        migrate()
        from bench.population import populate

        made = populate(LEADS)
        print(f"{LEADS:,} leads in {made.seconds:.0f} s")
        return list(measured(made))


def again() -> None:
    """Settings were read before the scratch database was there: the connection follows it now."""
    from django.db import connections

    from leadwright.config.environment import read_environment

    connections.close_all()
    connections["default"].settings_dict |= read_environment().database


def measured(made) -> Iterator[dict]:
    from django.test import override_settings
    from django.urls import reverse

    with override_settings(ROOT_URLCONF="bench.pages", ALLOWED_HOSTS=["*"], DEMO=False, SECURE_SSL_REDIRECT=False):
        clients = [logged_in(member) for member in made.members[1:]]
        numbers = cycle(range(made.first_lead + 1, made.first_lead + made.leads, 7919))
        words = cycle(WORDS)
        calls = cycle(open_tasks(made))
        owners = [member.pk for member in made.members]
        asked, looked = filters(owners, list(made.workspace.lists.values_list("pk", flat=True))), searches(owners)
        told = narrowed(owners)
        works: dict[str, Callable] = {
            "empty": lambda client: client.get("/empty/"),
            "today": lambda client: client.get(reverse("web:today")),
            "lead page": lambda client: client.get(reverse("leads:detail", args=[next(numbers)])),
            "lead page, a panel": lambda client: a_panel(client, next(numbers)),
            "timeline of 5,000": lambda client: client.get(reverse("activities:panel", args=[made.oldest])),
            "lead list": lambda client: client.get(reverse("leads:index"), next(asked)),
            "lead list, narrowed": lambda client: client.get(reverse("leads:index"), next(told)),
            "lead search": lambda client: client.get(reverse("leads:index"), next(looked)),
            "search": lambda client: client.get(reverse("web:find"), {"q": next(words)}),
            "focus card": lambda client: client.get(
                reverse("web:focus_card", args=["call", next(calls)]), headers=HTMX
            ),
            "complete": lambda client: client.post(reverse("web:outcome", args=[next(calls)]), DONE, headers=HTMX),
        }
        found = {name: p95(work, clients) for name, work in works.items()}
        for name, seen in found.items():
            note = f"{seen.ours:.0f} + {seen.database:.0f} ms of processor time, ours and the database's; "
            note += f"{seen.queries} queries at most, {seen.bytes // 1024} KB"
            yield beside(name, "ms p95", seen.p95, found["empty"].p95, f"{note}; limit: an empty page")


HTMX = {"HX-Request": "true"}
DONE = {"disposition": "no_answer", "outcome": "done"}


PANELS = cycle(("activities", "conversations", "tasks", "qualification", "research", "cadences", "pipeline"))


def a_panel(client, pk: int):
    """One of the panels that a browser asks for beside the page, in turn."""
    from django.urls import reverse

    return client.get(reverse(f"{next(PANELS)}:panel", args=[pk]), headers=HTMX)


def open_tasks(made) -> list[int]:
    from leadwright.tasks.models import Task

    return list(Task.objects.open().filter(kind="call").order_by("pk").values_list("pk", flat=True)[: ROUNDS * 6])


def logged_in(member):
    from django.test import Client

    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@dataclass(frozen=True)
class Seen:
    """The 95th percentile in milliseconds, the processor time of a request of ours and of the database, the most
    queries of a request, and the largest answer in bytes."""

    p95: float
    ours: float
    database: float
    queries: int
    bytes: int


def p95(work: Callable, clients: list) -> Seen:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    most = largest = 0
    for _, client in zip(range(COUNTED), cycle(clients), strict=False):
        with CaptureQueriesContext(connection) as queries:
            answer = work(client)
        most = max(most, queries.final_queries - queries.initial_queries)
        if answer.status_code >= 400:
            raise RuntimeError(f"{answer.request['PATH_INFO']} answered {answer.status_code}")
    took, ours, theirs = [], time.process_time(), of_the_database()
    for _, client in zip(range(ROUNDS), cycle(clients), strict=False):
        began = time.perf_counter()
        largest = max(largest, len(work(client).content))
        took.append((time.perf_counter() - began) * 1000)
    ours, theirs = (time.process_time() - ours) / ROUNDS * 1000, (of_the_database() - theirs) / ROUNDS * 1000
    return Seen(sorted(took)[int(ROUNDS * 0.95) - 1], ours, theirs, most, largest)


def of_the_database() -> float:
    """Seconds of processor time of the server process that answers us."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return sum(map(int, stat_of(pid)[11:13])) / os.sysconf("SC_CLK_TCK")
