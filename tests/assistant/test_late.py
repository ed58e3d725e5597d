import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import late
from assistant.concepts import concepts
from corpus.embedding import Embedder
from corpus.lexical import Lexical
from corpus.terms import terms_with_parts
from tests.hashed import HashedEmbedder

TOLD = ["Sensorer måler luft.", *(f"Kommunen har plan {n}." for n in range(30))]
LEXICAL = Lexical.build([terms_with_parts(text) for text in TOLD])


def asked(question: str, embedder: Embedder | None = None) -> late.Asked:
    return late.asked(embedder or HashedEmbedder(), question, concepts(question), LEXICAL)


@settings(deadline=None)
@given(st.text("abeiknoræøå -?,2", max_size=40))
def test_any_question_has_tokens_whose_weights_add_up(question: str) -> None:
    found = asked(question)
    assert len(found.vectors) == len(found.weights)
    assert not len(found.weights) or found.weights.sum() == pytest.approx(1, abs=1e-4)
    assert (found.weights >= 0).all()
    assert all(0 <= place < len(found.vectors) for word in found.words for place in word)
    met = found.met(found.vectors)
    assert met == pytest.approx(np.ones(len(met)), abs=1e-4), "a text meets itself"
    assert found.worst(met) <= 1.0001
    nothing = found.met(np.zeros((0, 64), np.float32))
    assert found.mean(nothing) == found.worst(nothing) == 0


def test_a_rare_word_weighs_more_than_a_common_one_and_both_more_than_a_function_word() -> None:
    found = asked("Hvad med kommunens sensorer")
    what, _, municipality, sensors = found.weights
    assert sensors > municipality
    assert sensors > what > 0
    assert found.words == ((2,), (3,))


def test_the_word_that_is_met_least_is_told() -> None:
    found = asked("Sensorer måler fugle")
    met = found.met(HashedEmbedder().tokens("Sensorer måler luft", "passage").vectors)
    assert found.worst(met) == pytest.approx(min(met[2], 1))
    assert found.worst(met) < found.mean(met)


def test_words_in_pieces_are_kept_together_with_the_real_model(embedder: Embedder) -> None:
    found = asked("Hvad måler luftkvalitetssensorerne?", embedder)
    assert any(len(word) > 1 for word in found.words), "a long word is several tokens"
    near, far = (
        found.mean(found.met(embedder.tokens(text, "passage").vectors))
        for text in ("Sensorerne måler kvaliteten af luften.", "Kommunen holder valg til november.")
    )
    assert near > far
