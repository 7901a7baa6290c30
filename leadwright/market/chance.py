"""Where the market's chance comes from: each throw has a name, so that nothing depends on the order of events."""

from random import Random


def dice(seed: int, *name: object) -> Random:
    """The same seed and name throw the same on every machine and in every order (string seeds go through SHA-512)."""
    return Random(":".join(str(part) for part in (seed, *name)))  # noqa: S311 - a simulation, no secrets


def weighed(throw: Random, table: dict[str, float]) -> str:
    """One key of the table, as often as its weight says."""
    return throw.choices(list(table), weights=list(table.values()))[0]
