"""A question to the radar's rows, as it is asked of them: what is wanted, and of which rows."""

from dataclasses import dataclass
from typing import Literal

from corpus.radar import Measure, Stage

Asked = Literal[
    "look_up",
    "profile",
    "list",
    "count",
    "rank",
    "compare",
    "municipal",
    "change",
    "differ",
    "on_radar",
    "published",
    "respondents",
    "technologies",
    "editions",
    "fagområder",
    "kryds",
    "pilots",
    "cases",
]
"""What is wanted: a value, all values, which technologies or how many, the first of an order, some beside each other, a
municipality beside the country, what moved, where two radars differ, whether one is there at all; of an edition when it
came, how many answered and how many technologies it has; which editions and fagområder there are; kryds, pilots and
cases."""
Way = Literal["up", "down", "new", "gone"]
"""How something may move between editions: nearer to KLAR, further from it, onto the radar, off it."""
Facet = Literal["which", "who", "where", "when", "count", "what"]
"""What of pilots, cases and kryds is asked for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A range of numbers in a unit, or in any; None where it has no end on that side.

    ``over`` and ``under`` leave the end itself out.
    """

    least: float | None = None
    most: float | None = None
    over: bool = False
    under: bool = False
    unit: str | None = None

    def hold(self, number: float | None) -> bool:
        """Whether ``number`` is within; what is no number is not."""
        if number is None:
            return False
        low = self.least is None or number > self.least or (number == self.least and not self.over)
        high = self.most is None or number < self.most or (number == self.most and not self.under)
        return low and high


@dataclass(frozen=True, slots=True)
class RadarQuestion:
    """What is asked of the rows. An empty tuple, and None, is "any"; no edition is the newest that has it.

    ``technologies``, ``editions`` and ``radars`` are named as the rows name them. ``number`` is how many of an order
    are wanted, ``lowest`` whether from its low end. ``municipality`` is whose kommunerapport is meant; ``national``
    that its figures are wanted beside those of the whole country. ``theme`` and ``area`` are of the spilleplade;
    ``place`` is a municipality that has pilots or cases, ``named`` the name of one of them, ``year`` its year.
    ``unknown`` is what was named as a technology and is none; ``why`` that a reason is asked for as well.
    ``whole`` is true where every word of the question is understood; ``sure`` where only rows can answer it.
    """

    asked: Asked
    technologies: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    radars: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ("stage",)
    stages: tuple[Stage, ...] = ()
    limits: Limits | None = None
    number: int | None = None
    lowest: bool = False
    way: Way | None = None
    qualifier: str | None = None
    municipality: str | None = None
    national: bool = False
    theme: str | None = None
    area: str | None = None
    place: str | None = None
    named: str | None = None
    year: int | None = None
    facet: Facet = "which"
    yes_no: bool = False
    unknown: str | None = None
    why: bool = False
    whole: bool = True
    sure: bool = False
