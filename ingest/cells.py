"""What the cell of a column may hold, and what is made of it. Whatever cannot be taken is Refused with the reason."""

import re
from dataclasses import dataclass
from datetime import date

from corpus.radar import MEASURES, OVERALL, STAGES, Measure
from corpus.refused import Refused
from corpus.source import Precision
from corpus.tables import OBSERVATIONS, SCHEMAS, plain
from ingest.dates import stated
from ingest.figures import PERCENT, figure, number
from ingest.grid import Decimal

ALL = "alle"
SHARES = frozenset({"in_operation", "trying", "considering", "not_considering"})
"""Measures that are shares of somebody: a number without a unit is in per cent."""
_EMPTY = frozenset({"", "-", "–", "—", "n/a", "ikke oplyst"})
_OVERALL = frozenset({"samlet", "den samlede", "den samlede radar", "samlet radar", "hele kommunen", "alle", "overall"})
_ALL = frozenset({"alle", "alle teknologier", "all"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOT_YEAR = re.compile(r"(?i)(?:kommunernes|kl['’]?s|teknologiradar(?:en)?|for|udgave(?:n)?|fra|[\s.,:-])*")
_PARTIAL = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?")
_KOMMUNE = re.compile(r"(?i)\s+(?:region)?skommune$|\s+kommune$")
_GENITIVES = {"københavns": "København", "bornholms": "Bornholm"}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a cell says was measured, as an observation has it."""

    value: str
    number: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    among: str | None = None


def empty(text: str) -> bool:
    """Whether a cell tells nothing: it has no words, or a dash for them."""
    return text.casefold() in _EMPTY


def names(text: str) -> tuple[str, ...]:
    """The names that a cell lists, with ``;`` or ``|`` between them."""
    return tuple(name for part in re.split(r"[;|]", text) if (name := part.strip()) and not empty(name))


def municipality(text: str) -> str:
    """The municipality without the word: ``Havneby Kommune`` is Havneby."""
    name = _KOMMUNE.sub("", re.sub(r"(?i)regionskommune$", "kommune", text.strip()))
    return _GENITIVES.get(name.casefold(), name)


def municipalities(text: str) -> tuple[str, ...]:
    """The municipalities that a cell lists, with ``;``, ``|`` or commas between them."""
    return tuple(municipality(name) for name in names(text.replace(",", ";")))


def edition(text: str) -> str:
    """An edition by its year, where that is all it says: ``Teknologiradaren 2021`` is 2021."""
    found = _YEAR.findall(text)
    return found[0] if len(found) == 1 and _NOT_YEAR.fullmatch(_YEAR.sub("", text)) else text


def radar(text: str) -> str:
    """A fagområde's name, or the overall radar's where that is meant."""
    return OVERALL if text.casefold() in _OVERALL else text


def technology(text: str) -> str | None:
    """A technology's name, None where all are meant."""
    return None if text.casefold() in _ALL else text


def measure(text: str) -> Measure:
    """The measure of that name or any of its headings."""
    column = SCHEMAS[OBSERVATIONS].column(text)
    found = next((known for known in MEASURES if known == column), None)
    if found is None:
        danish = (SCHEMAS[OBSERVATIONS].danish(known) for known in MEASURES)
        raise Refused("table.measure", given=text[:60], allowed=", ".join(danish))
    return found


def measured(of: Measure, text: str, unit: str | None, decimal: Decimal) -> Measured:
    """What was measured, from the cell and the unit that stands elsewhere."""
    if of == "stage":
        wanted = plain(text)
        stage = next((each for each in STAGES if plain(each).replace(" ", "") == wanted.replace(" ", "")), None)
        if stage is None:
            raise Refused("table.stage", given=text[:60], allowed=", ".join(STAGES))
        return Measured(stage)
    found = figure(text, decimal)
    if found is None:
        if of in SHARES and text[0].isdigit():
            raise Refused("table.number", given=text[:60])
        return Measured(text, unit=None)
    in_ = found.unit or unit or (PERCENT if of in SHARES else None)
    if (in_ == PERCENT and not 0 <= found.number <= 100) or (of in SHARES and found.number < 0):
        raise Refused("table.percentage", given=text[:60])
    return Measured(found.written, found.number, in_, found.qualifier, found.among)


def count(text: str, decimal: Decimal) -> int:
    """A whole number, not below zero."""
    found = number(text, decimal)
    if found is None or found < 0 or found != int(found):
        raise Refused("table.count", given=text[:60])
    return int(found)


def year(text: str) -> int:
    """A year."""
    if not _YEAR.fullmatch(text):
        raise Refused("table.year", given=text[:60])
    return int(text)


def published(text: str) -> tuple[date, Precision]:
    """A date, and how much of it is told."""
    try:
        if found := _PARTIAL.fullmatch(text):
            return date(int(found[1]), int(found[2] or 1), 1), "month" if found[2] else "year"
    except ValueError:  # the thirteenth month
        raise Refused("table.date", given=text[:60]) from None
    day = stated(text)
    if day is None:
        raise Refused("table.date", given=text[:60])
    return day, "day"


def address(text: str) -> str:
    """The address of a page on the web."""
    if not re.fullmatch(r"https?://\S+", text):
        raise Refused("table.address", given=text[:60])
    return text
