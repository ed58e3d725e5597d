"""How sure a figure is: bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

Middle = Literal["mean", "median"]
LEVEL = 0.95
RESAMPLES = 2000
SEED = 20210310


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean or median of ``count`` values and the ends of its 95 % interval."""

    value: float
    low: float
    high: float
    count: int


def figure(values: Sequence[float], middle: Middle = "mean") -> Figure | None:
    """The figure of ``values``, or None where there are none.

    The interval is the percentile bootstrap (Efron), drawn with a fixed seed. Where all values are alike it would have
    no width, as if twenty of twenty right told as much as two thousand of two thousand; for all 0 and all 1 the exact
    binomial interval (Clopper and Pearson) is given in its place.
    """
    if not values:
        return None
    of = np.mean if middle == "mean" else np.median
    numbers = np.asarray(values, float)
    value = float(of(numbers))
    if numbers.min() < numbers.max():
        drawn = stats.bootstrap(
            (numbers,), of, confidence_level=LEVEL, method="percentile", n_resamples=RESAMPLES, rng=SEED
        ).confidence_interval
        low, high = float(drawn.low), float(drawn.high)
    elif middle == "mean" and value in (0.0, 1.0):
        exact = stats.binomtest(int(numbers.sum()), len(numbers)).proportion_ci(LEVEL, "exact")
        low, high = float(exact.low), float(exact.high)
    else:
        low = high = value
    return Figure(value, low, high, len(numbers))
