"""The ledger of seeds that were played: `make simulate WORLDS=10000` goes on where it ended.

Two processes, each with a scratch database of its own, play chunks of seeds one after the other; a chunk that is done
is a line of ledger.tsv, so a run that is broken off loses no more than its last chunks.
"""

import multiprocessing
import subprocess
import sys
import time
from pathlib import Path

FILE = Path(__file__).with_name("ledger.tsv")
COUNTS = ["steps", "sends", "replies", "stops", "crashes", "unknowns"]
COLUMNS = ["commit", "size", "first", "last", "worlds", *COUNTS, "faults", "violations", "seconds"]
PROCESSES = 2
CHUNK = 50
FIRST = 1001  # the seeds below are those of make test
LARGE_IN_10 = 1


def played() -> int:
    """The last seed that stands in the ledger."""
    lines = FILE.read_text().splitlines()[1:] if FILE.exists() else []
    return max([int(line.split("\t")[3]) for line in lines], default=FIRST - 1)


def commit() -> str:
    asked = subprocess.run(["git", "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "unknown"


def simulate(worlds: int) -> int:
    """Play so many further seeds. 1 where one of them found a violation."""
    begin = played() + 1
    chunks = [(at, min(CHUNK, begin + worlds - at)) for at in range(begin, begin + worlds, CHUNK)]
    made = multiprocessing.get_context("spawn")
    todo, done = made.Queue(), made.Queue()
    for number, (first, many) in enumerate(chunks):
        todo.put((first, many, "large" if number % 10 < LARGE_IN_10 else "small"))
    for _turn in range(PROCESSES):
        todo.put(None)
    workers = [made.Process(target=work, args=(todo, done)) for _turn in range(PROCESSES)]
    for worker in workers:
        worker.start()
    broken, began = 0, time.monotonic()
    for number in range(1, len(chunks) + 1):
        line = wait_for(done, workers)
        if line is None:
            return 1
        broken += bool(line["violations"])
        write(line)
        rate = number * CHUNK / (time.monotonic() - began)
        print(f"{number * CHUNK} worlds, {rate:.1f} a second, {broken} chunks with a violation", flush=True)
    for worker in workers:
        worker.join()
    return 1 if broken else 0


def wait_for(done, workers: list) -> dict | None:
    """The next chunk that is done; None where a process has died."""
    while done.empty():
        if any(worker.exitcode for worker in workers):
            print("a process of the simulation died", file=sys.stderr)
            for worker in workers:
                worker.terminate()
            return None
        time.sleep(0.2)
    return done.get()


def write(line: dict) -> None:
    new = not FILE.exists()
    with FILE.open("a") as file:
        if new:
            file.write("\t".join(COLUMNS) + "\n")
        file.write("\t".join(str(line[name]) for name in COLUMNS) + "\n")


def work(todo, done) -> None:
    from worlds.ground import ground

    with ground():
        from leadwright.market.simulate import hurry
        from worlds.theatre import theatre

        hurry()
        with theatre() as house:
            while (chunk := todo.get()) is not None:
                done.put(play_chunk(*chunk, house))


def play_chunk(first: int, many: int, size: str, house) -> dict:
    from worlds.fates import vacuous
    from worlds.reports import SIZES
    from worlds.world import play

    began = time.monotonic()
    line = {"commit": commit(), "size": size, "first": first, "last": first + many - 1, "worlds": many}
    line |= dict.fromkeys([*COUNTS, "faults", "violations"], 0)
    for seed in range(first, first + many):
        report = play(seed, house, SIZES[size])
        for name in COUNTS:
            line[name] += getattr(report, name)
        line["faults"] += sum(report.faults.values())
        line["violations"] += bool(report.violations)
        if report.violations:
            print(f"SIM_SEED={seed} --size {size}", *report.violations[:3], sep="\n    ", flush=True)
    if nothing := vacuous(many, line):
        line["violations"] += 1
        print(f"VIOLATION from {first} on: {nothing}", flush=True)
    return {**line, "seconds": round(time.monotonic() - began)}
