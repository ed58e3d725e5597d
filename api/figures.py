"""An answer's small picture: how long its bars are, and where its marks stand on a radar the size of a coin."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, sin, tau

from assistant.figure import Figure, Mark
from corpus.radar import STAGES

COIN = 280
"""Width and height of the small radar, in its own units."""
COIN_EDGES = (62.0, 90.0, 114.0, 138.0)
"""The radii of its rings, the innermost first."""
DOT = 9.5
"""The radius of a mark on it."""
_MIDDLES = (44.0, 76.0, 102.0, 126.0)
"""The radii that the marks of each ring stand on."""
_MOST = (14, 24, 32, 40)
"""How many marks a ring holds with none over another."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark by its number, and its place."""

    number: int
    x: float
    y: float


def dots(figure: Figure) -> Sequence[Dot]:
    """The marks on the small radar; none where they would stand over each other, or where none has a ring."""
    groups = [[at for at, mark in enumerate(figure.marks, 1) if mark.stage == stage] for stage in STAGES]
    if any(len(group) > most for group, most in zip(groups, _MOST, strict=True)):
        return ()
    found = []
    for ring, group in enumerate(groups):
        out = _MIDDLES[ring] if ring or len(group) > 1 else 0.0
        for place, number in enumerate(group):
            # A quarter turn more for each ring, so that marks do not stand in one line.
            angle = tau * (place / len(group) + ring / 4 + 0.06)
            found.append(Dot(number, COIN / 2 + out * sin(angle), COIN / 2 - out * cos(angle)))
    return found


def length(figure: Figure, mark: Mark) -> float | None:
    """How long a bar is, from 0 to 1: of a hundred where they are per cent, else of the longest; None is unknown."""
    if mark.number is None:
        return None
    longest = max(each.number or 0.0 for each in figure.marks)
    whole = 100.0 if figure.unit == "pct." and longest <= 100 else longest
    return min(max(mark.number / whole, 0.0), 1.0) if whole > 0 else 0.0
