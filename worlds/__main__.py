"""`python -m worlds --seed 7`: play one world again and tell it. `--sweep`: a crash at every write point of the
canonical scenarios. `--further 10000`: go on with the ledger."""

import sys
import time
from collections import Counter

import click


@click.command()
@click.option("--seed", type=int, help="One world, told line by line.")
@click.option("--first", type=int, default=1, show_default=True)
@click.option("--worlds", type=int, default=100, show_default=True)
@click.option("--size", type=click.Choice(["large", "small"]), default="large", show_default=True)
@click.option("--further", type=int, help="So many seeds after those of the ledger, in two processes.")
@click.option("--sweep", "only", is_flag=False, flag_value="", help="The canonical scenarios whose name holds this.")
def main(seed: int | None, first: int, worlds: int, size: str, further: int | None, only: str | None) -> None:  # noqa: PLR0917
    """Worlds on a scratch database."""
    from worlds.ground import ground

    if further is not None:
        from leadwright.cli.database import database
        from worlds.ledger import simulate

        with database():
            sys.exit(simulate(further))
    with ground():
        if only is not None:
            sys.exit(run_sweep(only))
        seeds = range(seed, seed + 1) if seed is not None else range(first, first + worlds)
        sys.exit(run(seeds, size, seed is not None))


def run(seeds: range, size: str, tell: bool) -> int:
    from leadwright.market.simulate import hurry
    from worlds.fates import vacuous
    from worlds.reports import COUNTED, SIZES
    from worlds.theatre import theatre
    from worlds.world import play

    hurry()
    broken, sums, faults, began = 0, Counter(), Counter(), time.perf_counter()
    with theatre() as house:
        for seed in seeds:
            report = play(seed, house, SIZES[size], tell=tell)
            sums.update({name: getattr(report, name) for name in COUNTED})
            faults.update(report.faults)
            if report.violations:
                broken += 1
                print(f"SIM_SEED={seed} --size {size}", *report.violations[:3], sep="\n    ", flush=True)
        sums["deadlocks"] = house.troupe.deadlocks
    seconds = time.perf_counter() - began
    print(f"{len(seeds)} worlds in {seconds:.1f} s ({seconds / len(seeds):.3f} s each), {broken} with a violation")
    print(", ".join(f"{name} {count}" for name, count in sums.items()))
    print("faults: " + ", ".join(f"{name} {count}" for name, count in sorted(faults.items())))
    if nothing := vacuous(len(seeds), sums):
        print(f"VIOLATION {nothing}")
    return 1 if broken or nothing else 0


def run_sweep(only: str = "") -> int:
    from leadwright.market.simulate import hurry
    from worlds.sweep import sweep
    from worlds.theatre import theatre

    hurry()
    sums, began = Counter(), time.perf_counter()
    with theatre() as house:
        for done in sweep(house, only=only):
            print(f"{done.name}: {done.points} write points, {done.crashes} crashes, {done.sends} sends", flush=True)
            sums.update(scenarios=1, crashes=done.crashes, sends=done.sends, violations=len(done.violations))
            print(*(f"    VIOLATION {words}\n" for words in done.violations[:3]), sep="", end="", flush=True)
    print(", ".join(f"{name} {count}" for name, count in sums.items()), f"in {time.perf_counter() - began:.0f} s")
    return 1 if sums["violations"] or not sums["sends"] else 0


if __name__ == "__main__":
    main()
