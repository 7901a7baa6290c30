"""`make bench`: what the product does in a second, each beside a limit measured in the same run on the same machine.

A ratio says more than a figure: these machines differ and are shared. Writes bench/latest.json, prints a table.
"""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import django
from rich.console import Console
from rich.table import Table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
django.setup()

from leadwright.cadences import planner  # noqa: E402
from leadwright.cadences.hours import Place  # noqa: E402
from leadwright.channels.email.compose import build, new_message_id  # noqa: E402
from leadwright.inbox.parsing import parse  # noqa: E402
from leadwright.inbox.reading import read  # noqa: E402

LATEST = Path(__file__).with_name("latest.json")
SECONDS = 1.5
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def a_second(work: Callable[[], object]) -> float:
    """How often `work` is done in a second, over about a second and a half; the first round does not count."""
    work()
    done, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < SECONDS:
        for _ in range(20):
            work()
        done += 20
    return done / took


def row(name: str, unit: str, work: Callable, limit: Callable, note: str) -> dict:
    value, most = a_second(work), a_second(limit)
    ratio = round(value / most, 3)
    return {"name": name, "value": round(value), "unit": unit, "limit": round(most), "ratio": ratio, "note": note}


def planner_row() -> dict:
    """A planner's move over a cadence half done; the limit: building the same frozen snapshot."""
    kinds = ["email", "linkedin", "email", "email", "call", "voicemail", "email", "email", "email", "email"]
    steps = tuple(planner.PlannedStep(at, at, kind, kind, 2) for at, kind in enumerate(kinds, 1))
    done = tuple(planner.Touched(step, "done", MONDAY, MONDAY, mail="sent") for step in steps[:4])

    def snapshot() -> planner.Snapshot:
        return planner.Snapshot(steps, done, MONDAY - timedelta(days=9), Place("Europe/Vilnius", "LT"), 7)

    standing = snapshot()
    return row(
        "planner", "moves/s", lambda: planner.next_move(standing, MONDAY), snapshot, "limit: building the snapshot"
    )


def mail() -> bytes:
    return build(
        sender_name="Alice Marlowe",
        sender="alice@northmark.example",
        recipient="ruta@pieno-kelias.example",
        subject="Who signs for a warm lorry?",
        text="Hello Rūta,\n\nwhen a lorry comes in warm, whose signature is on the sheet?\n\nAlice\n" * 3,
        message_id=new_message_id("northmark.example"),
        date=MONDAY,
        postal_address="1 Quay Street, Klaipėda",
        automatic=True,
    )


def compose_row() -> dict:
    raw = mail()
    return row(
        "compose",
        "mails/s",
        mail,
        lambda: message_from_bytes(raw, policy=policy.default)["subject"],
        "guarded, built by hand; limit: the standard library reading one header of it",
    )


def reading_row() -> dict:
    raw = mail()
    return row(
        "reading",
        "mails/s",
        lambda: read(parse(raw), today=MONDAY.date()),
        lambda: message_from_bytes(raw, policy=policy.default).get_content(),
        "parsed and read; limit: parsed alone",
    )


def main() -> None:
    rows = [planner_row(), compose_row(), reading_row()]
    LATEST.write_text(json.dumps(rows, indent=1))
    table = Table("name", "value", "unit", "limit", "ratio", "note")
    for one in rows:
        table.add_row(*(str(one[key]) for key in ("name", "value", "unit", "limit", "ratio", "note")))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
