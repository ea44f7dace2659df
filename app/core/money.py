"""Money is an integer number of paisa (1/100 rupee). The only place that rounds."""

from collections.abc import Sequence

PAISA = 100
"""Paisa in a rupee."""


def format_money(paisa: int) -> str:
    """`Rs 1,250` with a no-break space; decimals only when paisa exist."""
    rupees, rest = divmod(abs(paisa), PAISA)
    return f"{'-' if paisa < 0 else ''}Rs\u00a0{rupees:,}{f'.{rest:02}' if rest else ''}"


def parse_rupees(text: str) -> int:
    """Paisa from what a person typed (`1,250`, `Rs 99.50`). Raises ValueError on anything else."""
    digits = text.strip().removeprefix("Rs.").removeprefix("Rs").strip().replace(",", "")
    whole, dot, fraction = digits.partition(".")
    fraction_ok = not dot or (fraction.isascii() and fraction.isdigit() and len(fraction) <= 2)
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 12 and fraction_ok):
        raise ValueError(text)
    return int(whole) * PAISA + int(fraction.ljust(2, "0") or 0) if dot else int(whole) * PAISA


def round_half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest integer, halves away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator)))


def tax_inside(gross: int, rate_percent_x100: int) -> int:
    """Paisa of tax inside a tax-inclusive amount. The rate is in hundredths of a per cent (18 % = 1800)."""
    return round_half_up(gross * rate_percent_x100, 10_000 + rate_percent_x100)


def percent_off(was: int, now: int) -> int:
    """Whole per cent saved, rounded down so that a page never promises more than it gives."""
    return (was - now) * 100 // was if was > now > 0 else 0


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide paisa by weight so that the parts add up exactly: largest remainder, ties to the first."""
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    parts = [amount * weight // total for weight in weights]
    remainders = [amount * weight % total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts
