"""A list asks the database as often for thirty rows as for three, and no oftener than queries.tsv says.

After a change that is meant: LEADWRIGHT_REWRITE=1 .venv/bin/pytest tests/house/test_queries.py, and read the diff.
"""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.house.addresses import Address, every_address
from tests.house.world import furnish

TABLE = Path(__file__).parent / "queries.tsv"
REWRITE = bool(os.environ.get("LEADWRIGHT_REWRITE"))
MOST = 30
FEW, MANY = 3, 30
A_CUT_LIST = 6  # Today shows the first rows of each section and counts the rest, once a section
NOT_PAGES = {"healthz", "readyz", "team:login", "team:join", "team:enter"}


def pages() -> list[Address]:
    return [each for each in every_address() if each.name not in NOT_PAGES and "token" not in each.parts]


def asked(client, cast, world) -> dict[str, int]:
    """How many questions each page that answers 200 to a GET takes, for Alice, or for Ada where Alice may not."""
    found = {}
    for address in pages():
        for member in (cast.alice, cast.ada, cast.mara):
            client.force_login(member.user)
            client.get(address.of(world))  # what is made on the first visit is made
            connection.queries_log.clear()
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address.of(world))
            if answer.status_code == 200:
                found[address.name] = len(queries)
                break
    return found


@pytest.mark.timeout(300)
def test_a_page_asks_as_often_for_thirty_rows_as_for_three(client, cast, now):
    few = asked(client, cast, furnish(cast, now, FEW))
    many = asked(client, cast, furnish(cast, now, MANY, begin=FEW))
    grows = {name: (few[name], many[name]) for name in few if many[name] > few[name] + A_CUT_LIST}
    assert not grows, f"more rows, more questions: {grows}"
    lines = {name: str(count) for name, count in sorted(many.items())}
    if REWRITE:
        TABLE.write_text("page\tqueries\n" + "".join(f"{name}\t{count}\n" for name, count in lines.items()))
        pytest.fail("queries.tsv was rewritten: read the diff and run again")
    assert lines == dict(line.split("\t") for line in TABLE.read_text().splitlines()[1:])
    assert {name: count for name, count in many.items() if count > MOST} == {}
