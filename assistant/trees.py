"""Decision trees that were boosted: what they add up to is the log odds of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAF = -1


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees (Friedman, "Greedy function approximation", 2001) over the signs ``names``.

    Each array is [trees, nodes]. ``sign`` is the sign that a node asks for, or ``LEAF``; where it is at most
    ``threshold`` the way goes on to node ``left``, else to ``right``. ``value`` is what a leaf adds to ``start``.
    """

    names: tuple[str, ...]
    sign: NDArray[np.int64]
    threshold: NDArray[np.float32]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float32]
    start: float

    def odds(self, signs: Mapping[str, float]) -> float:
        """The log odds of an answer with such ``signs``, each by its name."""
        row = np.array([signs[name] for name in self.names], np.float32)
        trees = np.arange(len(self.sign))
        at = np.zeros(len(self.sign), np.int64)
        while True:
            asked = self.sign[trees, at]
            inner = asked != LEAF
            if not inner.any():
                return self.start + float(self.value[trees, at].sum())
            goes_left = row[np.where(inner, asked, 0)] <= self.threshold[trees, at]
            onward = np.where(goes_left, self.left[trees, at], self.right[trees, at])
            at = np.where(inner, onward, at)


def _undecided() -> Trees:
    leaf, none = np.full((1, 1), LEAF), np.zeros((1, 1), np.float32)
    return Trees((), leaf, none, leaf, leaf, none, 0.0)


UNDECIDED = _undecided()
"""Everything is as likely as not: what stands there until something is learned."""
