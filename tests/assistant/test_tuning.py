import numpy as np
import pytest

from assistant.adapter import Vectors
from assistant.taught import taught
from assistant.tuning import Tuning
from corpus.embedding import Embedder
from tests.assistant.elsewhere import PAIRS

WEIGHT = "encoder.layer.11.output.dense.weight"
QUESTIONS = ["Hvad koster dronen?", "Hvem flyver den?"]


def made(size: float, name: str = WEIGHT) -> Tuning:
    some = np.random.default_rng(0)
    into, out = some.normal(size=(2, 1536)), some.normal(size=(384, 2))
    return Tuning({name: (size * into).astype(np.float32)}, {name: out.astype(np.float32)})


def test_a_change_of_nothing_changes_nothing_and_one_of_something_does(embedder: Embedder) -> None:
    plain = embedder.queries(QUESTIONS)
    assert np.allclose(made(0.0).vectors(embedder, QUESTIONS), plain, atol=1e-6)
    tuning = made(0.05)
    tuned = tuning.vectors(embedder, QUESTIONS)
    assert np.all(np.sum(tuned * plain, axis=1) < 0.999)
    assert np.allclose(np.linalg.norm(tuned, axis=1), 1, atol=1e-5)
    assert np.allclose(tuning.vector(embedder, QUESTIONS[0]), tuned[0], atol=1e-2)


def test_the_model_itself_stays_as_it_is(embedder: Embedder) -> None:
    before = embedder.documents(QUESTIONS)
    made(0.5).vectors(embedder, QUESTIONS)
    assert np.array_equal(embedder.documents(QUESTIONS), before)


def test_a_weight_that_the_model_does_not_have_is_an_error(embedder: Embedder) -> None:
    with pytest.raises(KeyError):
        made(1.0, "encoder.layer.99.output.dense.weight").vector(embedder, QUESTIONS[0])


def test_what_was_learned_about_these_texts_finds_more_in_others_too(embedder: Embedder) -> None:
    """None of them was taught about; a source of somebody's own is one like them."""
    sentences, questions = zip(*PAIRS, strict=True)
    vectors, learned = embedder.documents(sentences), taught(embedder)
    assert learned is not None
    tuned = learned.tuning.vectors(embedder, questions)
    near = tuned @ learned.adapter.pulls(vectors, vectors, asked_of=False).T
    assert _reciprocal_rank(near) > _reciprocal_rank(embedder.queries(questions) @ vectors.T) + 0.05


def _reciprocal_rank(near: Vectors) -> float:
    """The mean over questions of one over the place of the sentence that answers, which is its own."""
    places = (near > near.diagonal()[:, None]).sum(axis=1) + 1
    return float((1 / places).mean())
