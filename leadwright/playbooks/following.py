"""How often something good followed: a share, and the interval in which it lies with 95 % (Wilson 1927). Pure."""

import math
from dataclasses import dataclass

ENOUGH = 10  # leads; of fewer no share is said
_Z = 1.96


@dataclass(frozen=True)
class Followed:
    """Of `used` leads to whom an answer was given, the `well` with whom it went on well. `open`: too young to tell."""

    used: int
    well: int
    open: int = 0

    @property
    def enough(self) -> bool:
        return self.used >= ENOUGH

    @property
    def percent(self) -> int:
        return round(100 * self.well / self.used) if self.used else 0

    @property
    def low(self) -> int:
        return round(100 * self._bounds()[0])

    @property
    def high(self) -> int:
        return round(100 * self._bounds()[1])

    def _bounds(self) -> tuple[float, float]:
        if not self.used:
            return 0.0, 1.0
        many, share = self.used, self.well / self.used
        middle = share + _Z**2 / (2 * many)
        half = _Z * math.sqrt(share * (1 - share) / many + _Z**2 / (4 * many**2))
        below = 1 + _Z**2 / many
        return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)
