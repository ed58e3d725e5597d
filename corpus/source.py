"""One source: what a document is, who published it, when, and where the original is."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Table:
    """How a file is read as a table of the radar.

    ``name`` is which table it is, None where its headings are to tell. ``columns`` are pairs of our column and the
    file's heading, ``values`` pairs of our column and what it holds in every row. ``sheet`` is a workbook's sheet.
    """

    name: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source as its catalogue describes it.

    ``published`` is None where the date is not known; ``precision`` says how much of it is. ``file`` is None where only
    an address is given. ``digest`` is true where the file is our own digest of what stands at ``url``. ``note`` is what
    a reader should know of how far it goes. ``table`` is there where the source is rows of the radar, not text.
    """

    id: str
    title: str
    publisher: str | None = None
    kind: str = "dokument"
    published: date | None = None
    precision: Precision = "day"
    url: str | None = None
    language: str = "da"
    file: Path | None = None
    digest: bool = False
    note: str | None = None
    table: Table | None = None

    @property
    def dated(self) -> str | None:
        """The date with no more than is known of it: ``2021-03-10``, ``2018-01`` or ``2018``."""
        if self.published is None:
            return None
        return self.published.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]
