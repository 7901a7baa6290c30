"""An import that is killed again and again: every row once, the report complete. Ends with 1 where that does not hold.

python -m bench.kills [--rows 200000] [--kills 10]
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from bench import crowd
from leadwright.cli.database import migrate, scratch_database, set_up

SETTLED = "SELECT coalesce(max(created + updated + skipped + refused), 0) FROM leads_import"
JUDGED = {
    "rows of the report": "SELECT count(*) FROM leads_importrow",
    "rows with an outcome each": "SELECT count(DISTINCT number) FROM leads_importrow",
    "leads": "SELECT count(*) FROM leads_lead",
    "rows that made a lead": "SELECT count(*) FROM leads_importrow WHERE outcome = 'created' AND lead_id IS NOT NULL",
    "facts that they came in": "SELECT count(*) FROM activities_activity WHERE kind = 'imported'",
    "addresses on two leads": "SELECT count(*) - count(DISTINCT email) FROM leads_lead WHERE email <> ''",
    "imports": "SELECT count(*) FROM leads_import",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kills", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, scratch_database():
        set_up()
        migrate()
        file = crowd.write(Path(folder) / "list.csv", map(crowd.person, range(asked.rows)))
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as look:
            killed = [kill_at(file, look, share / (asked.kills + 1), asked.rows) for share in range(1, asked.kills + 1)]
            subprocess.run(command(file), check=True, capture_output=True)
            found = {name: look.execute(question).fetchone()[0] for name, question in JUDGED.items()}
    print(f"killed at rows {', '.join(f'{row:,}' for row in killed)}")
    for name, count in found.items():
        print(f"{name:<28} {count:>10,}")
    right = (
        found["rows of the report"] == found["rows with an outcome each"] == asked.rows
        and found["leads"] == found["rows that made a lead"] == found["facts that they came in"]
        and not found["addresses on two leads"]
        and found["imports"] == 1
    )
    print("every row once, the report complete" if right else "WRONG")
    return 0 if right else 1


def command(file: Path) -> list[str]:
    return [sys.executable, "-m", "leadwright.cli", "leads", "import", str(file), "--list", "Killed", "--json"]


def kill_at(file: Path, look: psycopg.Connection, share: float, rows: int) -> int:
    """Start the import, kill it with all it has begun somewhere behind this share of the rows; how far it was."""
    process = subprocess.Popen(
        command(file), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None and look.execute(SETTLED).fetchone()[0] < share * rows:
        time.sleep(0.02)
    time.sleep(random.uniform(0, 0.5))  # noqa: S311 - not at the edge of a batch each time
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return look.execute(SETTLED).fetchone()[0]


if __name__ == "__main__":
    sys.exit(main())
