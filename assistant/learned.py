"""What was learned from the dev half of the question sets: ``learned.json``, made by ``make train``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by the name of what they weigh.

    ``rank`` makes a score of a sentence's figures (higher is better, for one question only). ``answer`` and
    ``intercept`` make of the signs of a question's best sentence the log odds that it answers. ``least`` is the
    likelihood from which on an answer is given. ``means`` stands in for a figure that an ablation takes away.
    """

    rank: Mapping[str, float]
    answer: Mapping[str, float]
    intercept: float
    least: float
    means: Mapping[str, float]


@cache
def learned() -> Learned:
    """The weights as they are stored."""
    stored = json.loads(FILE.read_text("utf-8"))
    return Learned(stored["rank"], stored["answer"], stored["intercept"], stored["least"], stored["means"])
