"""The hunt for mutants (worlds/mutants.py): each is written into a copy of the package, and worlds and scenarios are
played against it until something that must hold does not. `python -m worlds.mutants [--only words] [--keep]`
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import click

from worlds.mutants import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parent.parent
PARTS = ["leadwright", "worlds", "bench", "tests", "pyproject.toml"]
GUIDE = ROOT / "docs" / "guide" / "reliability.md"
BEGIN, END = "<!-- the last hunt -->", "<!-- end of the hunt -->"
WORLDS, EVERY = 200, 5  # seeds that are played against a mutant, and of the write points one of so many
LONGEST = 1800  # seconds


@dataclass
class Found:
    mutant: Mutant
    by: str = ""
    words: str = ""
    worlds: int = 0

    @property
    def verdict(self) -> str:
        return "killed" if self.words else "SURVIVED"


@click.command()
@click.option("--only", default="", help="Those whose name holds this.")
@click.option("--processes", default=2, show_default=True)
@click.option("--keep", is_flag=True, help="Keep the table in docs/guide/reliability.md.")
@click.option("--prey", hidden=True)
def main(only: str, processes: int, keep: bool, prey: str | None) -> None:
    """Hunt all mutants; 1 where one survives, 2 where the engine has changed under one."""
    if prey is not None:
        print(json.dumps(play_until_broken(prey)), flush=True)
        return
    hunted = [each for each in MUTANTS if only in each.name]
    if gone := [f"{each.name}: {words}" for each in hunted for words in not_found(each)]:
        print("These mutants no longer fit the source:", *gone, sep="\n    ", file=sys.stderr)
        sys.exit(2)
    began, found = time.monotonic(), hunt(hunted, processes)
    table = as_table(found)
    print(table)
    survived = [each.mutant.name for each in found if not each.words]
    print(f"{len(found)} mutants, {len(survived)} survived, {time.monotonic() - began:.0f} s")
    if keep:
        before, _sep, rest = GUIDE.read_text().partition(BEGIN)
        GUIDE.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.partition(END)[2]}")
    sys.exit(1 if survived else 0)


def not_found(each: Mutant) -> list[str]:
    counts = [
        (file, before, (ROOT / "leadwright" / file).read_text().count(before)) for file, before, _ in each.changes
    ]
    return [f"{file} holds {before.strip()[:60]!r} {count} times" for file, before, count in counts if count != 1]


def hunt(hunted: list[Mutant], processes: int) -> list[Found]:
    from leadwright.cli.database import database
    from worlds.ground import with_schema

    with database(), tempfile.TemporaryDirectory(prefix="leadwright-mutants-") as folder:
        with_schema(os.environ["DATABASE_URL"])  # once, before many want it
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(processes):
            copies.put(a_copy(Path(folder) / str(number)))

        def one(each: Mutant) -> Found:
            copy = copies.get()
            try:
                found = hunt_one(each, copy)
            finally:
                copies.put(copy)
            print(f"{found.verdict}: {each.name} ({found.by}) {found.words[:100]}", file=sys.stderr, flush=True)
            return found

        with ThreadPoolExecutor(processes) as pool:
            return list(pool.map(one, hunted))


def a_copy(to: Path) -> Path:
    to.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, to / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / part, to / part)
    return to


def hunt_one(each: Mutant, copy: Path) -> Found:
    originals = {file: (copy / "leadwright" / file) for file, _before, _after in each.changes}
    kept = {file: (path.read_text(), path.stat()) for file, path in originals.items()}
    try:
        for file, before, after in each.changes:
            path = originals[file]
            path.write_text(path.read_text().replace(before, after))
        return by_a_test(each, copy) if each.covered_by else by_worlds(each, copy)
    finally:
        for file, (text, stat) in kept.items():
            originals[file].write_text(text)
            os.utime(originals[file], ns=(stat.st_atime_ns, stat.st_mtime_ns))


def by_worlds(each: Mutant, copy: Path) -> Found:
    try:
        done = run(copy, "-m", "worlds.hunt", "--prey", each.aim)
    except subprocess.TimeoutExpired:
        return Found(each, f"nothing in {LONGEST} s")
    last = (done.stdout.strip().splitlines() or [""])[-1]
    if done.returncode or not last.startswith("{"):
        return Found(each, "error", f"the run broke: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
    return Found(each, **json.loads(last))


def by_a_test(each: Mutant, copy: Path) -> Found:
    done = run(copy, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", each.covered_by)
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    return Found(each, "unit test", failed[0].partition(" - ")[0].removeprefix("FAILED ") if failed else "")


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess:
    """In the copy, and with nothing else on the path, so that what runs is the mutant."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(copy)
    command = [sys.executable, *arguments]
    return subprocess.run(
        command,
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
        start_new_session=True,
    )


def play_until_broken(aim: str) -> dict:
    """In the copy: the scenario `aim`, all scenarios without a crash, some worlds, scenarios with crashes, more."""
    import leadwright
    from worlds.ground import ground

    assert Path(leadwright.__file__).resolve().is_relative_to(Path.cwd()), "this is not the mutant"
    with ground():
        from leadwright.market.simulate import hurry
        from worlds.theatre import theatre

        hurry()
        with theatre() as house:
            for played, (by, violations) in enumerate(plays(house, aim), start=1):
                if violations:
                    return {"by": by, "words": violations[0], "worlds": played}
    return {"by": "", "words": "", "worlds": played}


def plays(house, aim: str):
    from worlds.reports import SMALL
    from worlds.scenarios import SCENARIOS
    from worlds.sweep import Swept, sweep_one
    from worlds.sweep import play as play_scenario
    from worlds.world import play

    for number, scenario in enumerate(SCENARIOS):
        if scenario.name == aim:
            yield f"sweep of {aim}", sweep_one(number, scenario, house, every=EVERY).violations
    for number, scenario in enumerate(SCENARIOS):
        done = Swept(scenario.name)
        play_scenario(number, scenario, house, 0, done)
        yield f"scenario {scenario.name}", done.violations
    for seed in range(1, 51):
        yield f"seed {seed}", play(seed, house, SMALL).violations
    for number, scenario in enumerate(SCENARIOS):
        done = sweep_one(number, scenario, house, every=EVERY)
        yield f"sweep of {scenario.name}", done.violations
    for seed in range(51, WORLDS + 1):
        yield f"seed {seed}", play(seed, house, SMALL).violations


def as_table(found: list[Found]) -> str:
    lines = ["| mutant | breaks | found by | how |", "| --- | --- | --- | --- |"]
    for each in found:
        words = each.words.replace("|", "/")[:110] or "**survived**"
        lines.append(f"| {each.mutant.name} | {each.mutant.rule} | {each.by} | {words} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
