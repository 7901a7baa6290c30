from datetime import UTC, datetime, timedelta

from django.db import models

from leadwright.kit import clock


class MarketClock(models.Model):
    """Virtual time of the demo's market: one row, pk 1. `rate` 0 is a pause."""

    virtual_at = models.DateTimeField()
    real_at = models.DateTimeField()
    rate = models.FloatField(default=1)

    def __str__(self) -> str:
        return f"{self.virtual_at} at {self.rate}"

    def at(self, real: datetime) -> datetime:
        return clock.virtual(self.virtual_at, self.real_at, self.rate, real)

    def run(self, *, rate: float) -> None:
        """Go on from where the clock stands now, at another rate."""
        self._keep(self.at(datetime.now(UTC)), rate)

    def skip(self, step: timedelta) -> None:
        """Put the clock forward; it never goes back."""
        self._keep(self.at(datetime.now(UTC)) + max(step, timedelta(0)), self.rate)

    def _keep(self, virtual_at: datetime, rate: float) -> None:
        self.virtual_at, self.real_at, self.rate = virtual_at, datetime.now(UTC), rate
        self.save(update_fields=["virtual_at", "real_at", "rate"])
