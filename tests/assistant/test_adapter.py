import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assistant.adapter import Adapter, Bend

DIMENSIONS, RANK = 6, 3
ANY = arrays(np.float32, (4, DIMENSIONS), elements=st.integers(-1000, 1000).map(lambda each: each / 1000))
"""Values that are nothing or something: the smallest floats are neither."""
INNER = arrays(np.float32, (RANK, DIMENSIONS), elements=st.floats(-2, 2, width=32))
NOTHING = Bend(np.zeros((RANK, DIMENSIONS), np.float32), np.zeros((RANK, DIMENSIONS), np.float32))


@given(ANY, INNER, INNER)
def test_what_is_bent_is_of_length_one_or_nothing(vectors: np.ndarray, into: np.ndarray, out: np.ndarray) -> None:
    lengths = np.linalg.norm(Bend(into, out)(vectors), axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-3) | (lengths < 1e-3))


def test_no_correction_leaves_unit_vectors_as_they_are() -> None:
    vectors = np.eye(DIMENSIONS, dtype=np.float32)
    assert np.allclose(NOTHING(vectors), vectors)


def test_nearness_mixes_the_sentence_with_the_windows_around_it() -> None:
    east, north = np.eye(DIMENSIONS, dtype=np.float32)[:2]
    adapter = Adapter(NOTHING, 0.75)
    near = adapter.pulls(np.stack([east, north, north]), np.stack([north, east, north])) @ east
    assert np.allclose(near, [0.75, 0.25, 0.0])


def test_where_nothing_was_asked_of_the_sentences_they_are_taken_as_they_are() -> None:
    east, north = np.eye(DIMENSIONS, dtype=np.float32)[:2]
    adapter = Adapter(Bend(np.stack([east] * RANK), np.stack([north * 2] * RANK)), 0.75)
    sentences = np.stack([east, north])
    assert np.allclose(adapter.pulls(sentences, sentences, asked_of=False) @ north, [0.0, 1.0])
    assert (adapter.pulls(sentences, sentences) @ north)[0] > 0.9


def test_a_correction_can_bring_two_together() -> None:
    east, north = np.eye(DIMENSIONS, dtype=np.float32)[:2]
    bend = Bend(np.stack([east] * RANK), np.stack([north * 2] * RANK))
    assert float(bend(east[None])[0] @ north) > 0.9
