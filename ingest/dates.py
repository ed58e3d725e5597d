"""The date that a document states about itself in a line of its own."""

import re
from collections.abc import Iterable
from datetime import date

from corpus.source import Precision

_DANISH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_ENGLISH = "january|february|march|april|may|june|july|august|september|october|november|december"
_LABEL = (
    r"(?:(?:sidst\s)?(?:opdateret|ændret)|offentliggjort|publiceret|udgivet|dato|den|published|(?:last\s)?updated)?"
)
_CLOCK = r"(?:\s*,?\s*(?:kl\.?\s*)?\d{1,2}[.:]\d{2})?"
_WORDS = re.compile(
    rf"(?i){_LABEL}\s*:?\s*(?:d\.\s*)?(\d{{1,2}})\.?\s+({_DANISH}|{_ENGLISH})\s+(\d{{4}}){_CLOCK}\s*\.?"
)
_DIGITS = re.compile(rf"(?i){_LABEL}\s*:?\s*(\d{{1,2}})[.\-/](\d{{1,2}})[.\-/](\d{{4}}|\d{{2}}){_CLOCK}\s*\.?")
_ISO = re.compile(rf"(?i){_LABEL}\s*:?\s*(\d{{4}})-(\d{{2}})-(\d{{2}})(?:[T ].*)?")


def stated(line: str) -> date | None:
    """The date that the whole line states, as ``10. marts 2021``, ``17.01.18 09:47`` or ``2018-06-19``."""
    line = " ".join(line.split())
    try:
        if match := _WORDS.fullmatch(line):
            day, name, year = match.groups()
            months = next(names for names in (_DANISH.split("|"), _ENGLISH.split("|")) if name.lower() in names)
            return date(int(year), months.index(name.lower()) + 1, int(day))
        if match := _DIGITS.fullmatch(line):
            day, month, year = match.groups()
            century = 0 if len(year) == 4 else 2000 if int(year) < 70 else 1900
            return date(century + int(year), int(month), int(day))
        if match := _ISO.fullmatch(line):
            return date(*map(int, match.groups()))
    except ValueError:  # the 31st of June
        return None
    return None


def in_danish(day: date, precision: Precision) -> str:
    """The date in words, with no more than is known of it: ``10. marts 2021``, ``marts 2021`` or ``2021``."""
    month = f"{_DANISH.split('|')[day.month - 1]} {day.year}"
    return {"day": f"{day.day}. {month}", "month": month, "year": str(day.year)}[precision]


def first_stated(lines: Iterable[str]) -> date | None:
    """The first date that a line of its own states."""
    return next((found for line in lines if (found := stated(line))), None)
