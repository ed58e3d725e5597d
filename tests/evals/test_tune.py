import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st

from corpus.embedding import Embedder
from evals.tune import BATCH, Asking, _batches, _missed, _same, fit

SENTENCES = (
    "Havneby har fem droner, der måler luften.",
    "Dronerne kostede 40.000 kr. i 2021.",
    "Borgmesteren hedder Tove Bakke.",
    "Bussen fra Lundby kører hver time.",
)
ASKED = (
    ("Hvor mange flyvende dimser er der?", 0),
    ("Hvad holder de øje med oppefra?", 0),
    ("Hvad måtte man af med for dem?", 1),
    ("Var det dyrt?", 1),
    ("Hvem bestemmer i byen?", 2),
    ("Hvem sidder for bordenden?", 2),
    ("Hvordan kommer jeg til Lundby?", 3),
    ("Hvor tit kan man tage afsted?", 3),
    ("Hvem har tegnet dem?", None),
    ("Hvad hedder buschaufføren?", None),
)
"""Fiktive eksempeldata."""


def test_tuned_questions_lie_nearest_their_answers_and_those_without_lie_apart(embedder: Embedder) -> None:
    vectors = embedder.documents(SENTENCES)
    texts = [text for text, _ in ASKED]
    asked = Asking(texts, vectors, vectors, [() if gold is None else (gold,) for _, gold in ASKED])
    tuning, adapter = fit([asked], embedder, epochs=40)
    tuned = tuning.vectors(embedder, texts)
    near = tuned @ adapter.pulls(vectors, vectors).T
    for row, (text, gold) in zip(near, ASKED, strict=True):
        if gold is not None:
            assert int(row.argmax()) == gold, text
    best = near.max(axis=1)
    assert best[:8].min() > best[8:].max(), "what is not answered is less near anything than what is"
    before = np.array([int((vectors @ each).argmax()) for each in embedder.queries(texts)])
    assert any(row != gold for row, (_, gold) in zip(before, ASKED, strict=True) if gold is not None), "nothing to do"


def test_questions_with_an_answer_in_common_are_the_same_but_not_with_themselves_nor_of_other_texts() -> None:
    same = _same([(0, {1, 2}), (0, {2}), (1, {2}), (0, set()), (0, set())])
    assert same.tolist() == [[at in pair for at in range(5)] for pair in ([1], [0], [], [], [])]


def test_what_is_missed_is_nothing_where_the_right_ones_have_it_all() -> None:
    odds = torch.tensor([[50.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    right = torch.tensor([[True, False, False], [True, True, False]])
    assert torch.allclose(_missed(odds, right), torch.tensor([0.0, float(np.log(1.5))]), atol=1e-4)


@given(st.lists(st.integers(1, 64), max_size=3 * BATCH))
def test_every_question_is_in_one_batch_and_those_of_a_batch_are_of_much_the_same_length(lengths: list[int]) -> None:
    every = [(0, at) for at in range(len(lengths))]
    batches = list(_batches(every, [[torch.zeros(length, 1) for length in lengths]]))
    assert sorted(place for batch in batches for place in batch) == every
    assert all(len(batch) <= BATCH for batch in batches)
    longest = [max(lengths[at] for _, at in batch) for batch in batches]
    shortest = [min(lengths[at] for _, at in batch) for batch in batches]
    assert all(least >= most for most, least in zip(longest, shortest[1:], strict=False))
