"""Where the points that ``make train`` chooses lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.train import _middle


def test_of_points_that_are_equally_good_the_middle_is_taken() -> None:
    steps = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    assert _middle(steps, [3, 1, 1, 1, 2]) == pytest.approx(0.3)
    assert _middle(steps, [3, 2, 2, 0, 2]) == pytest.approx(0.4)


@given(st.integers(0, 20), st.integers(1, 20), st.integers(0, 20))
def test_a_stretch_that_is_good_is_met_as_far_from_either_end(before: int, good: int, after: int) -> None:
    missed = [1.0] * before + [0.0] * good + [1.0] * after
    steps = np.arange(len(missed), dtype=float)
    assert _middle(steps, missed) == pytest.approx(before + (good - 1) / 2)
