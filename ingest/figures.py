"""Numbers as people write them in tables: 1.014, 6,8, 75 %, 3 ud af 4, over en tredjedel."""

import re
from dataclasses import dataclass

from ingest.grid import Decimal

PERCENT = "pct."
QUALIFIERS = (
    "lidt over", "lidt under", "mere end", "mindre end", "færre end", "flere end", "op til", "godt", "knap", "cirka",
    "circa", "ca.", "ca", "omkring", "omtrent", "næsten", "mindst", "højst", "over", "under",
)  # fmt: skip
"""Words before a number that say how exact it is, the longer ones first."""
_FRACTIONS = {
    "halvdelen": 1 / 2,
    "en halv": 1 / 2,
    "en tredjedel": 1 / 3,
    "to tredjedele": 2 / 3,
    "en fjerdedel": 1 / 4,
    "tre fjerdedele": 3 / 4,
    "en femtedel": 1 / 5,
    "en tiendedel": 1 / 10,
}
_QUALIFIED = re.compile(rf"(?i)({'|'.join(map(re.escape, QUALIFIERS))})\s+(.+)")
_SHARE = re.compile(r"(?i)(\d{1,9})\s*(?:ud\s+)?af\s+(\d{1,9})(?:\s+(\D+))?")
_WITH_UNIT = re.compile(r"([-−]?[\d.,\s]*\d)\s*([^\d\s.,-]\D{0,30})?")
_LONGEST = 30  # characters of a number; more is a serial number, or meant to be too much
_PERCENT_SIGNS = frozenset({"%", "pct.", "pct", "procent"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what was said around it: ``over 75 pct.`` is 75.0, ``pct.``, ``over``, written ``75``."""

    written: str
    number: float
    unit: str | None = None
    qualifier: str | None = None
    among: str | None = None


def number(text: str, decimal: Decimal) -> float | None:
    """The number that ``text`` is, or None; ``decimal`` decides where 1.234 could be read in two ways."""
    plain = "".join(text.replace("−", "-").split())
    if len(plain) > _LONGEST or not re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)*", plain):
        return None
    signs = [sign for sign in plain if sign in ".,"]
    if not signs:
        return float(plain)
    last = signs[-1]
    if len(set(signs)) == 2:
        point = last if plain.count(last) == 1 else None
    elif len(signs) > 1:
        point = None
    else:
        whole, part = plain.lstrip("-").split(last)
        in_thousands = len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
        point = last if not in_thousands or last == decimal else None
    whole, _, part = plain.rpartition(point) if point else (plain, "", "0")
    groups = re.split(r"[.,]", whole.lstrip("-"))
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    return float(f"{'-' if plain.startswith('-') else ''}{''.join(groups)}.{part}")


def figure(text: str, decimal: Decimal) -> Figure | None:
    """The number with its surroundings that ``text`` is as a whole, or None where it is something else."""
    said, rest = None, text
    if found := _QUALIFIED.fullmatch(text):
        said, rest = found[1].casefold(), found[2]
    if rest.casefold() in _FRACTIONS:
        return Figure(rest, 100 * _FRACTIONS[rest.casefold()], PERCENT, said)
    if found := _SHARE.fullmatch(rest):
        part, whole = int(found[1]), int(found[2])
        written = rest if found[3] is None else rest[: found.start(3)].rstrip()
        return Figure(written, 100 * part / whole, PERCENT, said, found[3]) if whole else None
    if found := _WITH_UNIT.fullmatch(rest):
        value = number(found[1], decimal)
        unit = PERCENT if found[2] and found[2].strip().casefold() in _PERCENT_SIGNS else found[2]
        return Figure(found[1].strip(), value, unit, said) if value is not None else None
    return None
