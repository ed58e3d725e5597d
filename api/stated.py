"""Where a row of the radar's tables stands, and who states it: what stands beside every value on a page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.original import web
from assistant.answer import Related, shown_title, viewer_url
from corpus.quote import Quote
from corpus.radar import Observation, Row
from corpus.snapshot import Snapshot
from corpus.source import Source

_PAGE = re.compile(r"(?i)side (\d+)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A row's words, the page of ours that marks them, and the source that states it with its place and address."""

    row: Row
    table: Source
    source: Source | None
    quote: Quote

    @property
    def viewer_url(self) -> str:
        """The page of ours that shows the table with the row marked."""
        return viewer_url(Related(self.quote, self.row.passage))

    @property
    def title(self) -> str:
        """The title of what states it, as a reader should see it."""
        return shown_title(self.source or self.table, "da")

    @property
    def origin(self) -> tuple[str, str | None]:
        """What tells it from other sources: its id or address, and the place in it."""
        return (self.row.stated_in or self.row.url or self.table.id, self.row.place)

    @property
    def source_url(self) -> str | None:
        """The page of ours that shows the source behind the row; None where the table is the source."""
        if self.source is None:
            return None
        page = _PAGE.fullmatch(self.row.place or "")
        return f"/sources/{self.source.id}{f'?side={page[1]}#side-{page[1]}' if page else ''}"

    @property
    def url(self) -> str | None:
        """The address of the original, where it is one that can be opened."""
        url = self.row.url or (self.source or self.table).url
        return url if web(url) else None


def stated(snapshot: Snapshot, row: Row) -> Stated:
    """Where ``row`` stands in ``snapshot``, and who states it."""
    document = snapshot.document(row.document_id)
    source = snapshot.sources.get(row.stated_in) if row.stated_in else None
    return Stated(row, document.source, source, Quote.at(document, row.passage.start, row.passage.end))


@dataclass(frozen=True, slots=True)
class Cited:
    """The sources of many rows, each source and place in it once, numbered in the order they come."""

    by_row: Mapping[Row, Stated]
    numbers: Mapping[tuple[str, str | None], int]

    def stated(self, row: Row) -> Stated:
        """Where ``row`` stands and who states it."""
        return self.by_row[row]

    def number(self, row: Row) -> int:
        """The number of the source of ``row``."""
        return self.numbers[self.by_row[row].origin]

    @property
    def origins(self) -> list[Stated]:
        """The sources in the order of their numbers."""
        first = {each.origin: each for each in reversed(list(self.by_row.values()))}
        return [first[origin] for origin in self.numbers]


def cited(snapshot: Snapshot, rows: Iterable[Observation]) -> Cited:
    """The sources of ``rows``."""
    by_row = {row.row: stated(snapshot, row.row) for row in rows}
    origins = dict.fromkeys(each.origin for each in by_row.values())
    return Cited(by_row, {origin: number for number, origin in enumerate(origins, 1)})
