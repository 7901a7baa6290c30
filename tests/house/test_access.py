"""Who gets what behind each address: access.tsv is the promise, checked in; the walk is what really happens.

After a change that is meant: LEADWRIGHT_REWRITE=1 .venv/bin/pytest tests/house/test_access.py, and read the diff.
"""

import os
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadwright.team.access import ANYONE
from leadwright.team.roles import Role
from tests.house.addresses import Address, every_address
from tests.house.world import furnish, outsider

TABLE = Path(__file__).parent / "access.tsv"
REWRITE = bool(os.environ.get("LEADWRIGHT_REWRITE"))
METHODS = ("GET", "POST")
VISITORS = ["anonymous", *Role.values, "outsider"]
WRITES = ("INSERT", "UPDATE", "DELETE")
REFUSALS = {"403", "404", "405", "login"}


def test_every_address_says_who_may_open_it():
    without = [address.route for address in every_address() if not address.roles]
    assert without == []
    known = {role.value for role in Role} | ANYONE
    assert all(address.roles <= known for address in every_address())


def test_every_address_has_a_name_and_ends_alike():
    assert all(address.name and not address.name.endswith("None") for address in every_address())
    odd = [a.route for a in every_address() if a.route and not a.route.endswith(("/", ".csv", "healthz", "readyz"))]
    assert odd == []


@pytest.fixture(scope="module")
def table() -> dict[tuple[str, str], list[str]]:
    if not TABLE.exists():
        return {}
    lines = [line.split("\t") for line in TABLE.read_text().splitlines()[1:]]
    return {(line[0], line[1]): line[2:] for line in lines}


@pytest.fixture
def found(cast, now, settings) -> dict[tuple[str, str], list[str]]:
    settings.DEMO, settings.ENTER_TOKEN, settings.MARKET_ADDRESS = True, "", "127.0.0.1:1"
    world = furnish(cast, now)
    clients = {name: a_client(cast, name) for name in VISITORS}
    wrong: list[str] = []
    rows = {}
    for address in every_address():
        for method in METHODS:
            answers = [answer_to(clients[name], method, address, world) for name in VISITORS]
            rows[address.name, method] = [kind for kind, _writes in answers]
            wrong += [
                f"{method} {address.route} as {name}: {problem}"
                for name, (kind, writes) in zip(VISITORS, answers, strict=True)
                if (problem := broken_rule(address, name, kind, writes))
            ]
    assert not wrong, "\n".join(wrong)
    return rows


def a_client(cast, name: str) -> Client:
    client = Client(raise_request_exception=False)
    member = next((one for one in cast.everyone() if one.role == name and one.workspace == cast.workspace), None)
    if name == "outsider":
        member = outsider(cast)
    if member is not None:
        client.force_login(member.user)
    return client


def answer_to(client: Client, method: str, address: Address, world) -> tuple[str, int]:
    """What kind of answer, and how many rows it wrote; everything is taken back afterwards."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    connection.queries_log.clear()  # it holds 9,000 and then forgets: a write would go unseen
    with transaction.atomic():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.generic(method, address.of(world), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)  # a visit that logged out, or in as somebody else, never was
    writes = [q["sql"] for q in queries if q["sql"].startswith(WRITES) and '"django_session"' not in q["sql"]]
    return kind_of(response), len(writes)


def kind_of(response) -> str:
    if response.status_code == 302 and response["Location"].startswith(reverse("team:login")):
        return "login"
    return {2: "ok", 3: "elsewhere"}.get(response.status_code // 100, str(response.status_code))


def broken_rule(address: Address, name: str, kind: str, writes: int) -> str:
    """What holds for every address, whatever the table says. "" where all is well."""
    if kind.startswith("5") and not (address.name == "readyz" and kind == "503"):
        return f"answered {kind}"
    if kind in REFUSALS and writes:
        return f"answered {kind} and wrote {writes} rows all the same"
    if address.roles == ANYONE:
        return ""
    role = "admin" if name == "outsider" else name
    if name == "anonymous":
        return "" if kind == "login" else f"no log-in was asked for: {kind}"
    if role not in address.roles:
        return "" if kind == "403" else f"the role may not, and got {kind}"
    if name == "outsider" and address.parts & {"pk", "fact_pk"}:
        return "" if kind in {"404", "405"} else f"a row of another workspace was found: {kind}"
    # A view may be finer than its address (who may write to a deal that all may read): the table shows that.
    return "the role may, and was asked to log in" if kind == "login" else ""


@pytest.mark.timeout(400)
def test_everybody_gets_what_the_table_says(found, table):
    if REWRITE:
        lines = [["address", "method", *VISITORS], *([*key, *kinds] for key, kinds in sorted(found.items()))]
        TABLE.write_text("".join("\t".join(line) + "\n" for line in lines))
        pytest.fail("access.tsv was rewritten: read the diff and run again")
    assert {key: table.get(key) for key in found} == found
    assert set(table) == set(found), "access.tsv speaks of addresses that are no more"
