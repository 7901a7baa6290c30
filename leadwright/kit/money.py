"""Money is integer cents and an ISO 4217 code; no floats."""

from decimal import ROUND_HALF_UP, Decimal


def share(cents: int, basis_points: int) -> int:
    """`basis_points` (1/100 of a percent) of an amount, rounded half up to the cent."""
    exact = Decimal(cents) * Decimal(basis_points) / Decimal(10_000)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def written(cents: int, currency: str = "EUR", *, thousands: str = ",", decimal: str = ".") -> str:
    """`123450, 'EUR'` is written `1,234.50 EUR`; the marks between the figures are those of a language."""
    sign = "−" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    grouped = f"{whole:,}".replace(",", thousands)
    return f"{sign}{grouped}{decimal}{rest:02d} {currency}"
