"""Values that claims assert of a property: dates, numbers with units, or words, and whether two can both hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from generator.resolve.dates import date_or_none

NUMBER = re.compile(r"[-+−]?\d[\d.,\s'’]*")
MAGNITUDES: Mapping[str, int] = MappingProxyType(
    {
        "hundred": 2, "thousand": 3, "tausend": 3, "million": 6, "millions": 6, "millionen": 6, "mio": 6,
        "billion": 9, "billions": 9, "bn": 9, "milliarde": 9, "milliarden": 9, "mrd": 9, "trillion": 12,
    }
)  # fmt: skip
"""Powers of ten by the word after a number; *billion* is the English one."""
UNITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "mg": ("g", "0.001"), "kg": ("g", "1000"), "t": ("g", "1000000"), "tonne": ("g", "1000000"),
        "tonnes": ("g", "1000000"), "mm": ("m", "0.001"), "cm": ("m", "0.01"), "km": ("m", "1000"),
        "kw": ("w", "1000"), "mw": ("w", "1000000"), "gw": ("w", "1000000000"),
        "percent": ("%", "1"), "per cent": ("%", "1"), "prozent": ("%", "1"),
        "$": ("usd", "1"), "us$": ("usd", "1"), "€": ("eur", "1"), "£": ("gbp", "1"),
    }
)  # fmt: skip
"""Units that are so much of another one, in small letters."""


def _decimal(text: str) -> Decimal:
    """A number as English and German write it: `1,234.5`, `1.234,5`, `1 234`; a single dot parts decimals."""
    sign = -1 if text[0] in "-−" else 1
    digits = re.sub(r"[\s'’+\-−]", "", text).rstrip(".,")
    if "," in digits and "." in digits:
        thousands = "," if digits.rindex(".") > digits.rindex(",") else "."
        digits = digits.replace(thousands, "")
    elif digits.count(",") > 1 or re.fullmatch(r"\d{1,3},\d{3}", digits):
        digits = digits.replace(",", "")
    elif digits.count(".") > 1:
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    return sign * Decimal(digits if digits.count(".") < 2 else digits.replace(".", ""))


def quantity(text: str) -> tuple[Decimal, str] | None:
    """A number with its unit, both in one form (`48 million kg` as 48,000,000,000 of `g`); None where it is none."""
    words = " ".join(text.split())
    found = NUMBER.search(words)
    if found is None or NUMBER.search(words, found.end()) is not None:
        return None
    before, after = words[: found.start()].strip(), words[found.end() :].strip()
    number = _decimal(found.group().strip())
    first, _, rest = after.partition(" ")
    power = MAGNITUDES.get(first.casefold().rstrip("."))
    if power is not None:
        number, after = number * 10**power, rest
    unit = " ".join(part for part in (before, after) if part).casefold()
    base, factor = UNITS.get(unit, (unit, "1"))
    return number * Decimal(factor), base


def values_agree(one: str, other: str) -> bool:
    """Whether two asserted values can both hold: dates that share a day, equal quantities, or the same words."""
    first, second = date_or_none(one), date_or_none(other)
    if first and second:
        return first.meets(second)
    if (measured := quantity(one)) is not None and measured == quantity(other):
        return True
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
