import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.expected import OPEN, Kind, kind_of, kinds
from assistant.extract import Ranked
from assistant.learned import learned
from assistant.refusal import FROM_LEAD, PLAIN, SIGNS, likelihood, signs
from assistant.taught import taught
from assistant.weighing import FIGURES
from corpus.embedding import Embedder
from tests.assistant.made import scored, single
from tests.hashed import HashedEmbedder

FIGURE = st.floats(-1e4, 1e4, width=32)


@st.composite
def weighed(draw: st.DrawFn) -> list[Ranked]:
    """One to five sentences with figures and scores of any size."""
    rows = draw(st.lists(st.dictionaries(st.sampled_from(FIGURES), FIGURE), min_size=1, max_size=5))
    every = [single("Robotten kom.", f"kilde-{at}", None, **row) for at, row in enumerate(rows)]
    return scored(every, draw(st.lists(FIGURE, min_size=len(every), max_size=len(every))))


@given(st.sampled_from([OPEN, *kinds()]), weighed())
def test_a_likelihood_is_one_whatever_was_measured(embedder: Embedder, kind: Kind, every: list[Ranked]) -> None:
    assert 0 <= likelihood(embedder, kind, every) <= 1
    found = signs(kind, every)
    assert set(found) == set(SIGNS)
    assert found["nearest"] >= found["similarity"]


def test_nothing_found_answers_nothing(embedder: Embedder) -> None:
    assert likelihood(embedder, OPEN, []) == 0


def test_trees_decide_only_where_questions_were_asked_before(embedder: Embedder) -> None:
    """And nowhere for a model that they were not learned with."""
    half = dict.fromkeys(FIGURES, 0.5)
    learned_of = [single("Robotten kom.", "havneby", None, **half)]
    never = [single("Robotten kom.", "havneby", None, **{**half, "known": 0.0})]
    yes, no = (likelihood(embedder, OPEN, scored(each, [1.0])) for each in (learned_of, never))
    assert yes != no
    assert no == likelihood(HashedEmbedder(), OPEN, scored(learned_of, [1.0]))


def test_the_signs_are_of_the_best_sentence_and_of_the_nearest() -> None:
    best, near = single("Robotten kom.", own=0.5, similarity=0.6), single("Dronen fløj.", "lundby", similarity=0.7)
    found = signs(kind_of("Hvor mange robotter kom der?"), scored([best, near], [4.0, 1.0]))
    assert (found["own"], found["numeric"], found["named"]) == (0.5, 1.0, 0.0)
    assert [found["similarity"], found["nearest"]] == pytest.approx([0.6, 0.7])
    alone = signs(kind_of("Hvem bød på grød?"), scored([best], [4.0]))
    assert [alone["nearest"], alone["numeric"], alone["named"]] == pytest.approx([0.6, 0, 1])


def test_what_was_learned_weighs_what_is_measured(embedder: Embedder) -> None:
    weights = learned()
    assert set(weights.rank) <= set(FIGURES)
    assert set(weights.plain.weights) == set(PLAIN) <= set(SIGNS)
    known = taught(embedder)
    assert known is not None
    assert set(known.decision.names) == set(SIGNS)
    assert set(FROM_LEAD) <= set(FIGURES)
    assert 0 < weights.least < 1
    taken_away = {"window", "similarity", "late", "sentence_late", "worst", "lexical"}
    assert taken_away <= set(weights.means)
