"""What a plan pays for events in their order: for "what if", for imported history, and for the long run. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from leadwright.commissions.rules import (
    NOTHING,
    OWNER,
    PARTNER,
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
    """Something that pays `owner`, `source` where the plan splits, and `partners`, each with their part of the owner's
    share in basis points. `undoes` names the event that it takes back."""

    key: str
    on: date
    owner: Hashable
    base_cents: int = 0
    source: Hashable | None = None
    undoes: str = ""
    partners: tuple[tuple[Hashable, int], ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line: what a member gets for an event, with the whole price and how it came about; `part_bp` is their part of
    it in basis points."""

    key: str
    on: date
    member: Hashable
    credit: str
    cents: int
    terms: Terms
    priced: Priced
    part_bp: int = WHOLE


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
        return [replace(entry, key=event.key, on=event.on, cents=-entry.cents) for entry in entries]


def entries_of(event: Event, terms: Terms, priced: Priced) -> Iterator[Entry]:
    """The price divided among those who have the credit: first what goes to who brought the lead, and the rest between
    the owner and the partners. Without any of them all of it is the owner's."""
    source_bp = terms.source_bp if event.source is not None else 0
    shared = [(PARTNER, member, (WHOLE - source_bp) * part // WHOLE) for member, part in event.partners]
    owned_bp = WHOLE - source_bp - sum(part for _credit, _member, part in shared)
    parts = [(OWNER, event.owner, owned_bp), *shared, *([(SOURCE, event.source, source_bp)] if source_bp else [])]
    shares = divide(priced.cents, [part for _credit, _member, part in parts])
    for (credit, member, part), cents in zip(parts, shares, strict=True):
        yield Entry(event.key, event.on, member, credit, cents, terms, priced, part)


def replay(events: Iterable[Event], versions: Sequence[Terms], first_days: dict | None = None) -> list[Entry]:
    """All entries of events, the earliest first; a version without events before it pays nothing."""
    ledger = Ledger(versions, first_days or {})
    ordered = sorted(events, key=lambda event: (event.on, bool(event.undoes), event.key))
    return [entry for event in ordered for entry in ledger.post(event)]
