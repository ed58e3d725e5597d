"""Where the lines and columns of a page are, from where its runs of text stand."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from ingest.runs import Run

_GUTTER = 0.9  # times the type size: the least space between two columns
_PROSE = 18  # characters: columns whose lines are mostly shorter are columns of a table

Piece = list[Run]  # runs that stand close together on a line


def edges(pages: Iterable[Sequence[Run]]) -> frozenset[int]:
    """Where columns begin on the pages of a document, in points from the left."""
    found = (_gutter(_pieces(runs), frozenset()) for runs in pages)
    return frozenset(round(edge) for edge in found if edge is not None)


def columns(runs: Sequence[Run], known: frozenset[int]) -> Iterator[list[list[Run]]]:
    """The lines of a page, each its runs from the left, in columns in reading order; ``known`` is ``edges``."""
    for part in _set_apart(runs):
        for column in _columns(_pieces(part), known):
            yield rows(column)


def _set_apart(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The page in its head, body and foot: up to three lines at either end that stand well apart from the text.

    They are no larger than the text: larger ones are headings, of which two columns may have one each on a line.
    """
    lines = rows(runs)
    usual = median(run.size for run in runs) + 0.6 if runs else 0
    gaps = [at for at, (above, below) in enumerate(pairwise(lines), 1) if _is_wide(above[0], below[0])]
    head = max((at for at in gaps if at <= 3 and _all_within(lines[:at], usual)), default=0)
    feet = (at for at in gaps if at >= len(lines) - 3 and at > head and _all_within(lines[at:], usual))
    foot = min(feet, default=len(lines))
    for part in (lines[:head], lines[head:foot], lines[foot:]):
        if part:
            yield [run for row in part for run in row]


def _all_within(lines: Iterable[Piece], size: float) -> bool:
    return all(run.size <= size for line in lines for run in line)


def _is_wide(above: Run, below: Run) -> bool:
    """Whether two lines stand apart; a head is often smaller than the text and then need not stand so far from it."""
    larger = max(above.size, below.size)
    return above.y - below.y > (1.1 if abs(above.size - below.size) > 0.6 else 1.8) * larger


def rows(runs: Iterable[Run]) -> list[Piece]:
    """Runs on one baseline, from the top of the page down; raised and lowered signs go with the line they stand in."""
    lines: list[Piece] = []
    for run in sorted(runs, key=lambda run: -run.y):
        if not lines or abs(run.y - lines[-1][0].y) > 0.45 * max(run.size, lines[-1][0].size):
            lines.append([])
        lines[-1].append(run)
    kept: list[Piece] = []
    for at, row in enumerate(lines):
        home = next((near for near in (*lines[at + 1 : at + 2], *kept[-1:]) if _stands_in(row, near)), None)
        if home is None:
            kept.append(row)
        else:
            home += row
    return [sorted(row, key=lambda run: run.x0) for row in kept]


def _stands_in(signs: list[Run], row: list[Run]) -> bool:
    """Whether all ``signs`` are small ones raised or lowered in ``row``."""
    size = max(run.size for run in row)
    left, right = min(run.x0 for run in row), max(run.x1 for run in row)
    return all(
        sign.size <= 0.8 * size and abs(sign.y - row[0].y) <= 0.6 * size and left <= sign.x0 <= right + size
        for sign in signs
    )


def _pieces(runs: Sequence[Run]) -> list[Piece]:
    """Runs that stand close enough on a line to belong together."""
    pieces: list[Piece] = []
    for row in rows(runs):
        piece: list[Run] = []
        for run in row:
            if piece and run.x0 - piece[-1].x1 > _GUTTER * max(run.size, piece[-1].size):
                pieces.append(piece)
                piece = []
            piece.append(run)
        pieces.append(piece)
    return pieces


def _columns(pieces: list[Piece], known: frozenset[int], depth: int = 0) -> list[Piece]:
    """The runs column by column. What spans the columns (a heading, a table) divides what is above it from below."""
    edge = _gutter(pieces, known) if depth < 4 else None
    if edge is None:
        return [[run for piece in pieces for run in piece]]
    columns: list[Piece] = []
    for is_split, band in _bands(pieces, edge, known):
        if is_split:
            columns += _columns([piece for piece in band if piece[0].x0 < edge - 1], known, depth + 1)
            columns += _columns([piece for piece in band if piece[0].x0 >= edge - 1], known, depth + 1)
        else:
            columns.append([run for piece in band for run in piece])
    return columns


def _gutter(pieces: list[Piece], known: frozenset[int]) -> float | None:
    """The left edge of the column that most of the page's text can be divided at, or None."""
    starts: dict[int, list[float]] = {}
    for piece in pieces:
        starts.setdefault(round(piece[0].x0 / 2), []).append(piece[0].x0)
    found = sorted(min(xs) for xs in starts.values() if len(xs) > 1 or _is_known(xs[0], known))
    best, most = None, 0
    for edge in found:
        covered = sum(len(band) for is_split, band in _bands(pieces, edge, known) if is_split)
        if covered > most:
            best, most = edge, covered
    return best


def _is_known(edge: float, known: frozenset[int]) -> bool:
    return any(abs(edge - x) < 2 for x in known)


def _bands(pieces: list[Piece], edge: float, known: frozenset[int]) -> Iterator[tuple[bool, list[Piece]]]:
    """The page from top to bottom in bands: those that ``edge`` divides into two columns of prose, and the others."""
    whole: list[Piece] = []
    ordered = sorted(pieces, key=lambda piece: -piece[0].y)
    least = 3 if _is_known(edge, known) else 6
    for spans, group in groupby(ordered, key=lambda piece: piece[0].x0 < edge - 1 and piece[-1].x1 > edge - 3):
        for band in [list(group)] if spans else _tried(list(group), edge, least):
            if spans or not _two_columns(band, edge, least):
                whole += band
                continue
            if whole:
                yield False, whole
                whole = []
            yield True, band
    if whole:
        yield False, whole


def _tried(band: list[Piece], edge: float, least: int) -> list[list[Piece]]:
    """The band itself where it is two columns, and else its parts between wide gaps, some of which may be."""
    if _two_columns(band, edge, least):
        return [band]
    parts = [[band[0]]]
    for above, below in pairwise(band):
        if above[0].y - below[0].y > 1.6 * max(above[0].size, below[0].size):
            parts.append([])
        parts[-1].append(below)
    return parts


def _two_columns(band: list[Piece], edge: float, least: int) -> bool:
    """Whether ``edge`` divides the pieces into two columns of prose; ``least`` is how many pieces that takes."""
    left = [piece for piece in band if piece[0].x0 < edge - 1]
    right = [piece for piece in band if piece[0].x0 >= edge - 1]
    if len(band) < least or min(len(left), len(right)) < (1 if least < 6 else 2):
        return False
    if max(piece[0].y for piece in left) < min(piece[0].y for piece in right):
        return False
    size = median(piece[0].size for piece in band)
    if edge - max(piece[-1].x1 for piece in left) < 0.6 * size:
        return False
    return all(median(sum(len(run.text) for run in piece) for piece in side) >= _PROSE for side in (left, right))
