"""`import`: a list with people who are here already, twice, or without an address, taken in by `leadwright leads
import` beside as many leads as it has rows. The limit: the same file by bare COPY into a table of text, and one
INSERT ... SELECT into the leads, by the same server in the same run.

LEADWRIGHT_BENCH_ROWS says how many (200,000; a million takes several minutes and 3 GB of disk).
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from bench import crowd
from bench.timing import beside
from leadwright.cli.database import scratch_database

ROWS = int(os.environ.get("LEADWRIGHT_BENCH_ROWS", "200000"))
COLUMNS = [f"c{place}" for place in range(len(crowd.HEADER))]
BARE_TABLE = f"CREATE TABLE bare ({', '.join(f'{name} text' for name in COLUMNS)})"
BARE_COPY = "COPY bare FROM STDIN (FORMAT csv, HEADER)"
# No account, no owner, nobody matched, no ledger and no report: what the database does in any case.
BARE_INSERT = """
    INSERT INTO leads_lead (workspace_id, given_name, family_name, email, phone, title, city, country, linkedin,
                            timezone, language, motion, status, custom, created_at)
    SELECT (SELECT max(id) FROM team_workspace), coalesce(c0, ''), coalesce(c1, ''), lower(c2), coalesce(c3, ''),
           coalesce(c6, ''), coalesce(c7, ''), coalesce(left(c8, 2), ''), coalesce(c9, ''),
           '', '', 'outbound', 'new', '{}', now()
      FROM bare WHERE c2 LIKE '%@%'
        ON CONFLICT DO NOTHING
"""


def rows() -> list[dict]:
    with tempfile.TemporaryDirectory() as folder, scratch_database():
        here = crowd.write(Path(folder) / "here.csv", map(crowd.person, range(ROWS)))
        new = crowd.write(Path(folder) / "new.csv", crowd.listed(ROWS, ROWS))
        imported(here)
        analyze()
        done, memory = imported(new)
        bare = bare_seconds(new)
    a_second, limit = done["rows"] / done["seconds"], ROWS / bare
    note = (
        f"{ROWS:,} rows on {ROWS:,} leads, {done['created']:,} new; {memory:.0f} MB at most in one process; "
        "limit: bare COPY and INSERT ... SELECT"
    )
    return [beside("import", "rows/s", a_second, limit, note)]


def imported(file: Path) -> tuple[dict, float]:
    """The totals that the command prints, and the megabytes of its largest process."""
    command = [sys.executable, "-m", "leadwright.cli", "leads", "import", str(file), "--json"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(told.stdout), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def analyze() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def bare_seconds(file: Path) -> float:
    """The people go into a workspace of their own, into the same table with the same indexes."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO team_workspace (name, offer, timezone, country, currency, postal_address, "
            "sending_stopped_why, created_at) VALUES ('bare', '', 'UTC', '', 'EUR', '', '', now())"
        )
        cursor.execute(BARE_TABLE)
        connection.commit()
        began = time.perf_counter()
        with cursor.copy(BARE_COPY) as copy, file.open("rb") as content:
            while piece := content.read(1 << 20):
                copy.write(piece)
        cursor.execute(BARE_INSERT)
        connection.commit()
        return time.perf_counter() - began
