"""Where the marks of a radar's picture stand: each in its own ring and sector, none over another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import acos, asin, cos, degrees, floor, pi, sin, tau

from corpus.radar import STAGES, Stage

SIZE = 776
"""Width and height of the picture, in its own units."""
EDGES = (0.0, 158.0, 228.0, 296.0, 362.0)
"""The radii where rings begin and end, the innermost ring first."""
RADIUS = 13.5
"""Of a mark, where there is room."""
SMALLEST = 9.0
"""A mark smaller than this holds no number that can be read."""
TIP = 0.45
"""How far a mark's tip stands out, in radii."""
_GAP, _LABEL, _LETTER = 3.0, 15.0, 7.4
"""The air between two marks, the band at a ring's outer edge for its name, and about the width of a letter."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be placed: a technology under its number, on a ring, in a sector."""

    number: int
    technology: str
    ring: Stage
    sector: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place: its middle, and how many degrees the direction out from the picture's middle is turned from the top."""

    wanted: Wanted
    x: float
    y: float
    turn: float


@dataclass(frozen=True, slots=True)
class Sector:
    """A slice of the picture from ``start`` to ``end``, in radians clockwise from the top."""

    name: str
    start: float
    end: float

    @property
    def line(self) -> tuple[float, float, float, float]:
        """Where it begins: a line from the middle out."""
        return (*at(0.0, self.start), *at(EDGES[-1], self.start))

    @property
    def arc(self) -> str:
        """The path that its name is written along, outside the outermost ring; clockwise above the middle."""
        lower = cos((self.start + self.end) / 2) < 0
        start, end = (self.end, self.start) if lower else (self.start, self.end)
        return arc(EDGES[-1] + (17.0 if lower else 7.0), start, end)

    @property
    def shown(self) -> str:
        """Its name, cut to what its arc has room for."""
        room = max(floor((self.end - self.start) * EDGES[-1] / _LETTER) - 2, 2)
        return self.name if len(self.name) <= room else f"{self.name[: room - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Picture:
    """The marks, their radius, and the sectors."""

    marks: tuple[Mark, ...]
    radius: float
    sectors: tuple[Sector, ...]


def at(radius: float, angle: float) -> tuple[float, float]:
    """The point at ``radius`` from the middle, ``angle`` radians clockwise from the top."""
    return SIZE / 2 + radius * sin(angle), SIZE / 2 - radius * cos(angle)


def arc(radius: float, start: float, end: float) -> str:
    """An SVG path along a circle round the middle."""
    # A whole circle begins where it ends, and would be nothing.
    end = start + 0.999 * (end - start)
    (x, y), (to_x, to_y) = at(radius, start), at(radius, end)
    return (
        f"M {x:.1f} {y:.1f} A {radius:.1f} {radius:.1f} 0 "
        f"{int(abs(end - start) > pi)} {int(end > start)} {to_x:.1f} {to_y:.1f}"
    )


def drop(radius: float) -> str:
    """An SVG path round (0, 0): a circle drawn out to a tip at the top."""
    angle = acos(1 / (1 + TIP))
    x, y = radius * sin(angle), -radius * cos(angle)
    return f"M 0 {-radius * (1 + TIP):.2f} L {x:.2f} {y:.2f} A {radius} {radius} 0 1 1 {-x:.2f} {y:.2f} Z"


def picture(wanted: Sequence[Wanted], sectors: Sequence[str]) -> Picture | None:
    """The places for ``wanted``, in marks as large as fit; None where there are too many to tell apart."""
    radius = RADIUS
    while radius >= SMALLEST:
        found = _laid_out(wanted, sectors, radius)
        if found:
            return found
        radius -= 0.5
    return None


def _laid_out(wanted: Sequence[Wanted], order: Sequence[str], radius: float) -> Picture | None:
    by_place: dict[tuple[str, Stage], list[Wanted]] = {}
    for each in wanted:
        by_place.setdefault((each.sector, each.ring), []).append(each)
    filled = {sector for sector, _ in by_place}
    names = [name for name in order if name in filled]
    rows = {(name, ring): _rows(ring, len(by_place.get((name, ring), ())), radius) for name in names for ring in STAGES}
    needs = [
        max(_need(len(by_place.get((name, ring), ())), rows[name, ring], radius) for ring in STAGES) for name in names
    ]
    spare = (tau - sum(needs)) / max(len(names), 1)
    if spare < 0:
        return None
    marks: list[Mark] = []
    sectors: list[Sector] = []
    start = 0.0
    for name, need in zip(names, needs, strict=True):
        sector = Sector(name, start, start + need + spare)
        sectors.append(sector)
        start = sector.end
        for ring in STAGES:
            marks += _spread(by_place.get((name, ring), ()), sector, rows[name, ring], radius)
    return Picture(tuple(sorted(marks, key=lambda mark: mark.wanted.number)), radius, tuple(sectors))


def _rows(ring: Stage, count: int, radius: float) -> Sequence[float]:
    """The radii that ``count`` marks take turns on, clear of the ring's edges and its name."""
    number = STAGES.index(ring)
    reach, step = radius * (1 + TIP), radius * (2 + TIP) + _GAP
    inner, outer = EDGES[number] + reach, EDGES[number + 1] - _LABEL - reach
    most = floor((outer - inner) / step) + 1
    middle = (inner + outer) / 2
    every = [middle + (row - (most - 1) / 2) * step for row in range(most)]
    if count <= 2:
        return every[most // 2 :][:1]
    choices = [every[start:end] for start in range(most) for end in range(start + 1, most + 1)]
    return min(choices, key=lambda rows: _need(count, rows, radius))


def _apart(rows: Sequence[float], radius: float) -> tuple[float, float]:
    """The angle from one mark to the next, which stands on another row, and the angle to a sector's edge."""
    half = asin(min((radius + _GAP / 2) / min(rows), 1.0))
    return 2 * half / len(rows), half


def _need(count: int, rows: Sequence[float], radius: float) -> float:
    step, edge = _apart(rows, radius)
    return count * step + 2 * edge if count else 0.0


def _spread(group: Sequence[Wanted], sector: Sector, rows: Sequence[float], radius: float) -> Iterator[Mark]:
    edge = _apart(rows, radius)[1]
    for place, wanted in enumerate(group):
        angle = sector.start + edge + (sector.end - sector.start - 2 * edge) * (place + 0.5) / len(group)
        yield Mark(wanted, *at(rows[place % len(rows)], angle), degrees(angle))
