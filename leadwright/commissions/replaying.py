"""What a plan pays for events in their order: for "what if", for imported history, and for the long run. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from leadwright.commissions.rules import (
    NOTHING,
    OWNER,
    SOURCE,
    WHOLE,
    Priced,
    SoFar,
    Terms,
    divide,
    month_of,
    month_with_plan,
    price,
    taken_back,
    terms_on,
)


@dataclass(frozen=True)
class Event:
    """Something that pays `owner`, and `source` where the plan splits. `undoes` names the event that it takes back."""

    key: str
    on: date
    owner: Hashable
    base_cents: int = 0
    source: Hashable | None = None
    undoes: str = ""


@dataclass(frozen=True)
class Entry:
    """One line: what a member gets for an event, with the whole price and how it came about."""

    key: str
    on: date
    member: Hashable
    credit: str
    cents: int
    terms: Terms
    priced: Priced


@dataclass
class Ledger:
    """Entries in the order of events. An event pays once, and is taken back once; `entries` only grows."""

    versions: Sequence[Terms]
    first_days: dict[Hashable, date] = field(default_factory=dict)
    so_far: dict[tuple[Hashable, date], SoFar] = field(default_factory=lambda: defaultdict(lambda: NOTHING))
    paid: dict[str, tuple[Event, list[Entry]]] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)

    def post(self, event: Event) -> list[Entry]:
        """The entries of one event; none where it was posted before, or where nothing is taken back any more."""
        if event.undoes:
            return self._take_back(event)
        terms = terms_on(event.on, self.versions)
        if event.key in self.paid or terms is None:
            return []
        month = month_with_plan(self.first_days.get(event.owner), event.on)
        of = (event.owner, month_of(event.on))
        priced = price(terms, event.base_cents, self.so_far[of], month=month)
        self.so_far[of] = self.so_far[of].plus(1, event.base_cents, priced.cents)
        entries = list(entries_of(event, terms, priced))
        self.paid[event.key] = (event, entries)
        return entries

    def _take_back(self, event: Event) -> list[Entry]:
        if event.undoes in self.undone or event.undoes not in self.paid:
            return []
        was, entries = self.paid[event.undoes]
        if not entries or not taken_back(entries[0].terms, was.on, event.on):
            return []
        self.undone.add(event.undoes)
        of = (was.owner, month_of(was.on))
        self.so_far[of] = self.so_far[of].plus(-1, -was.base_cents, -entries[0].priced.cents)
        return [
            Entry(event.key, event.on, entry.member, entry.credit, -entry.cents, entry.terms, entry.priced)
            for entry in entries
        ]


def entries_of(event: Event, terms: Terms, priced: Priced) -> Iterator[Entry]:
    """The price divided among those who have the credit. Without a source all of it is the owner's."""
    if not terms.source_bp or event.source is None:
        yield Entry(event.key, event.on, event.owner, OWNER, priced.cents, terms, priced)
        return
    shares = divide(priced.cents, (WHOLE - terms.source_bp, terms.source_bp))
    for credit, member, cents in zip((OWNER, SOURCE), (event.owner, event.source), shares, strict=True):
        yield Entry(event.key, event.on, member, credit, cents, terms, priced)


def replay(events: Iterable[Event], versions: Sequence[Terms], first_days: dict | None = None) -> list[Entry]:
    """All entries of events, the earliest first; a version without events before it pays nothing."""
    ledger = Ledger(versions, first_days or {})
    ordered = sorted(events, key=lambda event: (event.on, bool(event.undoes), event.key))
    return [entry for event in ordered for entry in ledger.post(event)]
