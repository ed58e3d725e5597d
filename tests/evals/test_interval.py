import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.interval import Figure, Middle, figure

values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


@settings(max_examples=30)
@given(values, st.sampled_from(["mean", "median"]))
def test_the_value_lies_within_its_interval_and_the_values(numbers: list[float], middle: Middle) -> None:
    found = figure(numbers, middle)
    assert found is not None
    slack = 1e-6 * max(map(abs, numbers))
    assert found.count == len(numbers)
    assert found.low <= found.high
    if set(numbers) != {0.0} and set(numbers) != {1.0}:
        assert min(numbers) - slack <= found.low
        assert found.high <= max(numbers) + slack
    expected = statistics.fmean(numbers) if middle == "mean" else statistics.median(numbers)
    assert found.value == pytest.approx(expected, abs=slack + 1e-9)


def test_the_same_values_give_the_same_interval() -> None:
    assert figure([0, 1, 1, 0, 1]) == figure([0, 1, 1, 0, 1])


def test_more_values_make_it_narrower() -> None:
    few, many = figure([0.0, 1.0] * 10), figure([0.0, 1.0] * 100)
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low
    assert few.low == pytest.approx(0.5 - 1.96 * (0.25 / 20) ** 0.5, abs=0.06)


def test_all_right_is_not_certain() -> None:
    found = figure([1.0] * 20)
    assert found is not None
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(0.025 ** (1 / 20))
    none = figure([0.0] * 20)
    assert none is not None
    assert none.high == pytest.approx(1 - 0.025 ** (1 / 20))


def test_nothing_and_alike() -> None:
    assert figure([]) is None
    assert figure([7.0, 7.0]) == Figure(7.0, 7.0, 7.0, 2)
    assert figure([1.0], "median") == Figure(1.0, 1.0, 1.0, 1)
