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


NARROWED = [  # common and rare, alone and together; what nobody has, too
    {"country": "LT"},
    {"country": "IS"},
    {"title": "quality"},
    {"title": "refrigeration"},
    {"industry": "dairy"},
    {"industry": "zoo"},
    {"size": "51-200"},
    {"size": "1001-"},
    {"tag": "warm"},
    {"tag": "rare"},
    {"tag": "nobody"},
    {"reach": "no_phone"},
    {"reach": "no_email"},
    {"reach": "email", "touched": "never"},
    {"reach": "linkedin"},
    {"reach": "other"},
    {"reach": "bounced"},
    {"reach": "no"},
    {"motion": "inbound"},
    {"source": "1"},
    {"came": "7"},
    {"came": "90"},
    {"touched": "7"},
    {"touched": "not_90"},
    {"touched": "never"},
    {"next": "overdue"},
    {"next": "task"},
    {"next": "cadence"},
    {"next": "none"},
    {"next": "cadence", "score": "tenth"},
    {"brief": "good"},
    {"brief": "missing"},
    {"score": "tenth"},
    {"score": "quarter"},
    {"score": "low"},
    {"score-from": "100"},
    {"score": "tenth", "touched": "7"},
    {"score-from": "60", "score-to": "62"},
    {"c-maker": "Volvo"},
    {"c-trucks-from": "490"},
    {"c-trucks-from": "10", "c-trucks-to": "400"},
    {"c-trucks-from": "77", "c-trucks-to": "77", "country": "LT"},
    {"country": "LT", "title": "quality", "industry": "dairy", "size": "51-200"},
    {"country": "IS", "tag": "warm", "c-maker": "Scania"},
    {"tag": "warm", "touched": "never", "next": "none"},
    {"title": "refrigeration", "industry": "dairy"},
    {"size": "51-200", "c-maker": "Volvo"},
    {"size": "1001-", "touched": "not_90"},
    {"came": "7", "industry": "dairy"},
    {"industry": "dairy", "c-trucks-from": "400", "brief": "missing", "reach": "email"},
]


def narrowed(members: list[int]) -> Iterator[dict]:
    """Each filter and some together, for everybody's leads, one's own and nobody's, in several standings and pages; now
    and then the likeliest first."""
    return (
        {**asked, "owner": owner, "status": status, "page": page, "sort": sort}
        for asked, owner, status, page, sort in zip(
            itertools.cycle(NARROWED),
            itertools.cycle(["all", "all", "me", str(members[1]), "all", "none"]),
            itertools.cycle(["", "", "", "", "new", "", "disqualified"]),
            itertools.cycle(["", "", "2", "", "17"]),
            itertools.cycle(["", "", "score"]),
            strict=False,
        )
    )


def filters(members: list[int], lists: list[int]) -> Iterator[dict]:
    """Endless, in an order that does not repeat soon: owner, list, standing and page run with different lengths."""
    owners = itertools.cycle(["all", "all", "me", "none", *map(str, members[:7])])
    of = itertools.cycle(["", "", "", *map(str, lists[:9])])
    return (
        {"owner": owner, "list": in_list, "status": status, "page": page, "sort": sort}
        for owner, in_list, status, page, sort in zip(
            owners,
            of,
            itertools.cycle(STATUSES),
            itertools.cycle(PAGES),
            itertools.cycle(["", "", "", "score"]),
            strict=False,
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
