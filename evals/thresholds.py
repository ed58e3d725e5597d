"""The targets that the test split is held to."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.interval import Figure


@dataclass(frozen=True, slots=True)
class Threshold:
    """A target: a least or a most. ``strict`` asks it of the value itself, whatever the interval."""

    at_least: float | None = None
    at_most: float | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("a target is a least or a most")

    def met(self, figure: Figure) -> bool:
        """Whether the value reaches the target."""
        return self._reaches(figure.value)

    def missed(self, value: float) -> float:
        """By how much ``value`` misses the target; 0 where it reaches it."""
        return max(0.0, self.at_least - value if self.at_least is not None else value - (self.at_most or 0.0))

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
