"""What an event pays. Pure: terms and cents in, cents out. No floats; a share is rounded half up to the cent.

A version of a plan prices each event by what its member did in the month before it: tiers, accelerators and the cap
look at that. What is priced stands: a later event never changes the line of an earlier one, and what is taken back is
taken back to the cent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

COST, OWED = "cost", "owed"
WHOLE = 10_000  # basis points
# Who has the credit: who did it, who shared it with them, and the SDR who brought the lead.
OWNER, PARTNER, SOURCE = "owner", "partner", "source"


@dataclass(frozen=True)
class Tier:
    """Beyond `above` in the month (events, or cents won where the plan pays shares) these rates hold."""

    above: int
    flat_cents: int = 0
    share_bp: int = 0


@dataclass(frozen=True)
class Accelerator:
    """Beyond `percent` of the month's quota what is earned is multiplied by `factor_bp`: 12500 is 1.25 times, and less
    than 10000 slows down."""

    percent: int
    factor_bp: int


@dataclass(frozen=True)
class Terms:
    """One version of a plan. `quota` is in events, or in cents won where the plan pays shares; 0 is none. `ramp` is the
    percentage of the quota in the first, second, ... month of a member. `source_bp` goes to who brought the lead.
    Within `clawback_days` what was paid is taken back when the event is undone; None means always."""

    plan_id: int
    version: int
    flat_cents: int
    share_bp: int
    starts_on: date
    tiers: tuple[Tier, ...] = ()
    quota: int = 0
    accelerators: tuple[Accelerator, ...] = ()
    cap_cents: int | None = None
    source_bp: int = 0
    ramp: tuple[int, ...] = ()
    clawback_days: int | None = None

    @property
    def by_amount(self) -> bool:
        return bool(self.share_bp or any(tier.share_bp for tier in self.tiers))


@dataclass(frozen=True)
class SoFar:
    """What a member has of a plan's event in the month, net of what was taken back. `cents` is what it priced."""

    events: int = 0
    base_cents: int = 0
    cents: int = 0

    def plus(self, events: int, base_cents: int, cents: int) -> "SoFar":
        return SoFar(self.events + events, self.base_cents + base_cents, self.cents + cents)


@dataclass(frozen=True)
class Step:
    """One part of a price: `kind` flat, share or cap; on `base_cents` at `rate` (cents or basis points), times a
    factor. `from_percent` is the part of the quota beyond which the factor holds."""

    kind: str
    cents: int
    base_cents: int = 0
    rate: int = 0
    above: int = 0
    factor_bp: int = WHOLE
    from_percent: int = 0


@dataclass(frozen=True)
class Priced:
    """The steps sum to the cents."""

    cents: int
    steps: tuple[Step, ...]


NOTHING = SoFar()


def terms_on(day: date, versions: Iterable[Terms]) -> Terms | None:
    """The newest version that had begun on that day; what came before the first is paid by the first."""
    ordered = sorted(versions, key=lambda terms: (terms.starts_on, terms.version))
    begun = [terms for terms in ordered if terms.starts_on <= day]
    return (begun[-1:] or ordered[:1] or [None])[0]


def amount(terms: Terms, base_cents: int) -> int:
    """What the event pays by itself; `base_cents` is the amount won, 0 where the event has none."""
    return price(terms, base_cents).cents


def price(terms: Terms, base_cents: int, so_far: SoFar = NOTHING, *, month: int = 0) -> Priced:
    """One event of a member who has `so_far` in the month. `month` is the member's month with the plan, counted from 1;
    0 where no ramp holds. The parts of an amount on both sides of a threshold are priced by their own rates."""
    quota = quota_in(terms, month)
    steps = [*_flat(terms, so_far, quota)]
    if terms.by_amount:
        steps += _shares(terms, base_cents, so_far, quota)
    steps = [step for step in steps if step.cents or step.kind == "share"]
    cents = sum(step.cents for step in steps)
    if terms.cap_cents is not None:
        over = cents - max(0, terms.cap_cents - so_far.cents)
        if over > 0:
            steps.append(Step("cap", -over, rate=terms.cap_cents))
            cents -= over
    return Priced(cents, tuple(steps))


def quota_in(terms: Terms, month: int) -> int:
    """The quota of a month, lower while the member is new."""
    if 0 < month <= len(terms.ramp):
        return terms.quota * terms.ramp[month - 1] // 100
    return terms.quota


def _flat(terms: Terms, so_far: SoFar, quota: int) -> list[Step]:
    """The flat part, by the tier and the accelerator that this event falls into."""
    reached = so_far.base_cents if terms.by_amount else so_far.events
    tier = _tier(terms, reached)
    fast = _accelerator(terms, reached, quota)
    return [
        Step(
            "flat",
            _times(tier.flat_cents, fast.factor_bp),
            rate=tier.flat_cents,
            above=tier.above,
            factor_bp=fast.factor_bp,
            from_percent=fast.percent,
        )
    ]


def _shares(terms: Terms, base_cents: int, so_far: SoFar, quota: int) -> list[Step]:
    """The amount cut where a tier or an accelerator begins. Less than nothing is not cut: the first rates hold."""
    begins, ends = so_far.base_cents, so_far.base_cents + base_cents
    cuts = {tier.above for tier in terms.tiers} | {_threshold(fast, quota) for fast in terms.accelerators if quota}
    inside = sorted(cut for cut in cuts if begins < cut < ends)
    steps = []
    for lower, upper in zip([begins, *inside], [*inside, ends], strict=True):
        tier, fast = _tier(terms, lower), _accelerator(terms, lower, quota)
        exact = Decimal(upper - lower) * tier.share_bp * fast.factor_bp / (WHOLE * WHOLE)
        steps.append(
            Step("share", _rounded(exact), upper - lower, tier.share_bp, tier.above, fast.factor_bp, fast.percent)
        )
    return steps


def _tier(terms: Terms, reached: int) -> Tier:
    base = Tier(0, terms.flat_cents, terms.share_bp)
    return max((base, *(tier for tier in terms.tiers if tier.above <= reached)), key=lambda tier: tier.above)


def _accelerator(terms: Terms, reached: int, quota: int) -> Accelerator:
    """`reached` is what stood before: the event that takes a member past the threshold is the first multiplied."""
    held = [fast for fast in terms.accelerators if quota and reached >= _threshold(fast, quota)]
    return max(held, key=lambda fast: fast.percent, default=Accelerator(0, WHOLE))


def _threshold(fast: Accelerator, quota: int) -> int:
    """In whole events or cents: 125 % of 10 events is passed by the thirteenth."""
    return quota * fast.percent // 100


def _times(cents: int, factor_bp: int) -> int:
    return _rounded(Decimal(cents) * factor_bp / WHOLE)


def _rounded(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def divide(cents: int, parts: Sequence[int]) -> list[int]:
    """An amount in parts of basis points that make a whole, to the cent: who has the largest rest gets the cent that is
    over. What is divided of less than nothing is the same with the sign turned, so that a reversal is exact."""
    if cents < 0:
        return [-part for part in divide(-cents, parts)]
    if sum(parts) != WHOLE or min(parts) < 0:
        raise ValueError("the parts of a split make 100 %")
    floors = [cents * part // WHOLE for part in parts]
    rests = sorted(range(len(parts)), key=lambda at: (-(cents * parts[at] % WHOLE), at))
    for at in rests[: cents - sum(floors)]:
        floors[at] += 1
    return floors


def taken_back(terms: Terms, paid_on: date, undone_on: date) -> bool:
    """Whether what was paid is taken back when its event is undone on that day."""
    return terms.clawback_days is None or undone_on <= paid_on + timedelta(days=terms.clawback_days)


def month_of(day: date) -> date:
    return day.replace(day=1)


def month_with_plan(first_day: date | None, day: date) -> int:
    """1 in the month that a member begins in; 0 where no first day is known or it lies ahead."""
    if first_day is None or day < first_day:
        return 0
    return (day.year - first_day.year) * 12 + day.month - first_day.month + 1


def postings(cents: int) -> list[tuple[str, int]]:
    """Double entry: the cost is debited, what is owed to the member is credited. The sum is zero."""
    return [(COST, cents), (OWED, -cents)]
