import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.four_bits import halved, whole


@given(seed=st.integers(0, 2**32 - 1), rows=st.integers(0, 40), pairs=st.integers(1, 40), size=st.floats(1e-3, 1e3))
def test_a_value_comes_back_within_half_a_step_or_drawn_in(seed: int, rows: int, pairs: int, size: float) -> None:
    vectors = (size * np.random.default_rng(seed).normal(size=(rows, 2 * pairs))).astype(np.float32)
    packed, steps = halved(vectors)
    back = whole(packed, steps)
    assert packed.shape == (rows, pairs)
    assert back.shape == vectors.shape
    within = np.abs(vectors) < 8 * steps
    off = np.abs(back - vectors)
    assert (off <= steps * 0.501)[within].all()
    assert (np.abs(back) < np.abs(vectors))[~within].all()
    assert (np.sign(back) == np.sign(vectors))[~within].all()


def test_what_is_alike_stays_alike() -> None:
    some = np.random.default_rng(0)
    vectors = some.normal(size=(500, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    like, was = whole(*halved(vectors)) @ vectors.T, vectors @ vectors.T
    assert np.abs(like - was).mean() < 0.01
    assert (like.argmax(axis=1) == np.arange(500)).all()


def test_an_odd_number_of_dimensions_is_refused() -> None:
    with pytest.raises(ValueError, match="odd"):
        halved(np.zeros((2, 3), np.float32))
