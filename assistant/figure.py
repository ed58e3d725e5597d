"""A small picture of an answer from the radar, as what is to be drawn: the same as the answer says in words."""

from dataclasses import dataclass
from typing import Literal

from corpus.radar import Stage

Shape = Literal["rings", "moves", "bars"]
"""Marks placed on the four rings; marks that go from one ring to another; bars of numbers in one unit."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a picture: its name, its value in words, what to draw it by, and the citations of its rows.

    ``stage`` is the ring it stands in, ``before`` the ring it came from; ``number`` is the length of a bar. None is
    unknown, and is shown as unknown.
    """

    label: str
    text: str
    citations: tuple[int, ...]
    stage: Stage | None = None
    before: Stage | None = None
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its shape, what stands over it, its marks in the order of the answer, the unit of their numbers."""

    shape: Shape
    title: str
    marks: tuple[Mark, ...]
    unit: str | None = None
