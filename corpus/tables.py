"""The tables that the radar comes in: which columns each has, and the headings they are known by."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.radar import MEASURES

ENDINGS = frozenset({".csv", ".xlsx"})
"""The endings of files that hold a table."""
STATED_COLUMNS = ("stated_in", "place", "url")
"""The columns of every table that say where a row is stated."""
OBSERVATIONS = "observations"

_UNIT = re.compile(r"[(\[]\s*([^()\[\]]*)\s*[)\]]\s*$")
_UNITS = {
    "%": "pct.",
    "pct.": "pct.",
    "pct": "pct.",
    "procent": "pct.",
    "i pct.": "pct.",
    "i %": "pct.",
    "i procent": "pct.",
}
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Schema:
    """One table: its columns with the headings each is known by, the Danish one first, and which are needed."""

    name: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """The columns of a wide table that are each a measure."""
        return tuple(column for column in self.columns if self.name == OBSERVATIONS and column in MEASURES)

    def danish(self, column: str) -> str:
        """What people call the column."""
        return self.columns[column][0]

    def column(self, heading: str) -> str | None:
        """The column that ``heading`` names, if it is understood."""
        wanted = plain(heading)
        names = ((column, {plain(column), *map(plain, headings)}) for column, headings in self.columns.items())
        return next((column for column, known in names if wanted in known), None)


def _schemas() -> Mapping[str, Schema]:
    read = tomllib.loads((Path(__file__).parent / "tables.toml").read_text("utf-8"))
    stated, needed = read.pop("stated"), read.pop("needed")
    return {
        name: Schema(
            name, {column: tuple(known) for column, known in {**columns, **stated}.items()}, tuple(needed[name])
        )
        for name, columns in read.items()
    }


def plain(heading: str) -> str:
    """A heading as it is compared: its words without capitals, signs, and the unit that stands after it in brackets."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFC", _UNIT.sub("", heading)).casefold()))


def unit_of(heading: str) -> str | None:
    """The unit that a heading names in brackets: ``I drift (%)`` is in ``pct.``."""
    found = _UNIT.search(heading)
    return _UNITS.get(found[1].strip().casefold()) if found else None


def table_named(name: str) -> str | None:
    """The table of that name, also where it is written without æ, ø and å."""
    spelled = {"fagomraader": "fagområder", **{known: known for known in SCHEMAS}}
    return spelled.get(unicodedata.normalize("NFC", name).casefold().strip())


SCHEMAS: Mapping[str, Schema] = _schemas()
"""Every table by its name."""
