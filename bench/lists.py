"""What a team asks of the lead list: each filter alone and with others, first pages, deep ones and the last."""

import itertools
from collections.abc import Iterator

STATUSES = ["", "new", "ready", "working", "finished", "disqualified", "waiting", "qualified", "opted_out"]
PAGES = ["", "2", "17", "90", "200"]
WORDS = [
    "kazlauskaitė",
    "trausk",
    "ingrid sol",
    "person123456",
    "nordvik",
    "kelias 777",
    "berg",
    "jo",
    "ostend pharma 4",
]


def filters(members: list[int], lists: list[int]) -> Iterator[dict]:
    """Endless, in an order that does not repeat soon: owner, list, standing and page run with different lengths."""
    owners = itertools.cycle(["all", "all", "me", "none", *map(str, members[:7])])
    of = itertools.cycle(["", "", "", *map(str, lists[:9])])
    return (
        {"owner": owner, "list": in_list, "status": status, "page": page}
        for owner, in_list, status, page in zip(
            owners, of, itertools.cycle(STATUSES), itertools.cycle(PAGES), strict=False
        )
    )


def searches(members: list[int]) -> Iterator[dict]:
    owners = itertools.cycle(["all", "all", "", "me", *map(str, members[:3])])
    return (
        {"q": words, "owner": owner, "status": status}
        for words, owner, status in zip(
            itertools.cycle(WORDS), owners, itertools.cycle(["", "", "", "working"]), strict=False
        )
    )
