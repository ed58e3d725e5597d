"""The targets that the test split is held to."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from evals.interval import Figure


@dataclass(frozen=True, slots=True)
class Threshold:
    """A target: a least or a most. ``strict`` asks it of the value itself, whatever the interval.

    ``now`` is by corpus what the gate holds a measure to while the target is out of reach: where we are, not where we
    want to be.
    """

    at_least: float | None = None
    at_most: float | None = None
    strict: bool = False
    now: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a target is a least or a most")

    def met(self, figure: Figure) -> bool:
        """Whether the value reaches the target."""
        return self._reaches(figure.value)

    def missed(self, value: float) -> float:
        """By how much ``value`` misses the target; 0 where it reaches it."""
        return max(0.0, self.at_least - value if self.at_least is not None else value - (self.at_most or 0.0))

    def held_to(self, corpus: str) -> "Threshold":
        """What the gate asks on ``corpus``: the target, or what is asked in its place for now."""
        wanted = self.now.get(corpus)
        if wanted is None:
            return self
        return replace(self, at_least=wanted) if self.at_least is not None else replace(self, at_most=wanted)

    def out_of_reach(self, figure: Figure) -> bool:
        """Whether even the better end of the interval is short of the target (if strict: whether the value is)."""
        best = figure.high if self.at_least is not None else figure.low
        return not self._reaches(figure.value if self.strict else best)

    def _reaches(self, value: float) -> bool:
        return value >= self.at_least if self.at_least is not None else value <= (self.at_most or 0.0)


Thresholds = Mapping[str, Threshold]


def thresholds() -> Thresholds:
    """The committed targets by measure."""
    return {
        name: Threshold(**values)
        for name, values in tomllib.loads((Path(__file__).parent / "thresholds.toml").read_text("utf-8")).items()
    }
