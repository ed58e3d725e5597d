"""What was learned from the dev half of the question sets: ``learned.json``, made by ``make train``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Decision:
    """Weights by the name of the sign that they weigh; with ``intercept`` they make the log odds of an answer."""

    weights: Mapping[str, float]
    intercept: float


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by the name of what they weigh.

    ``rank`` makes a score of a sentence's figures (higher is better, for one question only). ``plain`` decides where
    no questions were asked before about the best sentence's words; where some were, ``taught.decision`` does. ``least``
    is the likelihood from which on an answer is given; the odds of ``plain`` are moved so that it serves both; ``sure``
    is one that only one in a hundred of the sentences that do not answer reaches. ``means`` stands in for a figure that
    an ablation takes away.
    """

    rank: Mapping[str, float]
    plain: Decision
    least: float
    sure: float
    means: Mapping[str, float]


@cache
def learned() -> Learned:
    """The weights as they are stored."""
    stored = json.loads(FILE.read_text("utf-8"))
    return Learned(stored["rank"], Decision(**stored["plain"]), stored["least"], stored["sure"], stored["means"])
