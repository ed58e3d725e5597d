from dataclasses import replace

import numpy as np
import pytest

from assistant.adapter import Adapter, Bend
from assistant.asked import Asked
from assistant.routes import Routes
from assistant.taught import FILE, Taught, instead, packed, taught, unpacked
from assistant.trees import LEAF, Trees
from assistant.tuning import Tuning
from corpus.embedding import Embedder
from tests.hashed import HashedEmbedder


def stumps(some: np.random.Generator) -> Trees:
    """Two trees that ask once each."""
    return Trees(
        ("own", "late"),
        np.array([[0, LEAF, LEAF], [1, LEAF, LEAF]]),
        some.normal(size=(2, 3)).astype(np.float32),
        np.tile([1, 0, 0], (2, 1)),
        np.tile([2, 0, 0], (2, 1)),
        some.normal(size=(2, 3)).astype(np.float32),
        0.25,
    )


def made(seed: int, questions: int, rank: int = 3, dimensions: int = 8) -> Taught:
    some = np.random.default_rng(seed)

    def any_of(*shape: int) -> np.ndarray:
        return some.normal(size=shape).astype(np.float32)

    vectors = any_of(questions, dimensions)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    counts = some.integers(0, 3, questions)
    first = np.cumsum([0, *counts])
    passages = tuple(f"p{at}" for at in range(5))
    return Taught(
        "0123",
        Tuning({"layer.weight": any_of(rank, dimensions)}, {"layer.weight": any_of(dimensions, rank)}),
        Adapter(Bend(any_of(rank, dimensions), any_of(rank, dimensions)), 0.5),
        Asked(
            vectors,
            some.integers(0, 2, questions),
            counts > 0,
            first,
            tuple(passages[at] for at in some.integers(0, 5, int(first[-1]))),
            some.integers(0, 900, int(first[-1])),
            {name: at % 2 for at, name in enumerate(passages)},
        ),
        Routes(("ask", "injection"), any_of(dimensions, 2).T, any_of(2), 0.6),
        stumps(some),
    )


@pytest.mark.parametrize(("seed", "questions"), [(0, 1), (1, 7), (2, 200)])
def test_what_is_packed_comes_back(seed: int, questions: int) -> None:
    given = made(seed, questions)
    back = unpacked(packed(given))
    assert (back.fingerprint, back.adapter.share, back.routes.names) == ("0123", 0.5, ("ask", "injection"))
    assert back.asked.vectors.shape == given.asked.vectors.shape
    sizes = np.linalg.norm(back.asked.vectors, axis=1)
    assert ((back.asked.vectors * given.asked.vectors).sum(axis=1) / sizes > 0.9).all(), "as four bits have it"
    assert np.allclose(back.adapter.sentence.into, given.adapter.sentence.into, rtol=1e-2, atol=1e-2)
    for side, was in ((back.tuning.into, given.tuning.into), (back.tuning.out, given.tuning.out)):
        assert side.keys() == was.keys()
        assert all(np.allclose(side[name], was[name], rtol=1e-2, atol=1e-2) for name in was)
    assert np.allclose(back.routes.weights, given.routes.weights, rtol=1e-2, atol=1e-2)
    assert np.array_equal(back.asked.group, given.asked.group)
    assert np.array_equal(back.asked.answered, given.asked.answered)
    assert np.array_equal(back.asked.first, given.asked.first)
    assert (back.asked.passage, dict(back.asked.group_of)) == (given.asked.passage, dict(given.asked.group_of))
    assert np.array_equal(back.asked.start, given.asked.start)
    for own in ({"own": -9.0, "late": 9.0}, {"own": 9.0, "late": -9.0}):
        assert back.decision.odds(own) == pytest.approx(given.decision.odds(own))


def test_what_was_learned_is_for_the_packaged_model_alone(embedder: Embedder) -> None:
    assert FILE.stat().st_size < 30_000_000, "small enough to ship"
    learned = taught(embedder)
    assert learned is not None
    assert learned.adapter.sentence.into.shape[1] == embedder.dimensions
    assert taught(HashedEmbedder()) is None


def test_what_stands_in_does_so_while_it_lasts_and_for_its_own_model_alone(embedder: Embedder) -> None:
    other, mine = made(0, 3), replace(made(1, 3), fingerprint=embedder.fingerprint)
    with instead(other):
        assert taught(embedder) is None
        with instead(mine):
            assert taught(embedder) is mine
    assert taught(embedder) is not mine
