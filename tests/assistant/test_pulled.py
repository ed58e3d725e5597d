from dataclasses import replace

import numpy as np
import pytest

from assistant.ask import Assistant
from assistant.pulled import pulled
from assistant.taught import Taught, taught
from corpus.snapshot import Snapshot


@pytest.fixture(scope="module")
def towns(assistant: Assistant) -> Snapshot:
    return assistant.snapshot()


def learned(towns: Snapshot) -> Taught:
    found = taught(towns.embedder)
    assert found is not None
    return found


def test_every_sentence_is_held_against_the_question(towns: Snapshot) -> None:
    by = learned(towns)
    question = by.tuning.vector(towns.embedder, "Hvem satte sensorer op?")
    near = pulled(towns, by).near(question)
    assert [len(each) for each in near] == [len(each.sentences) for each in towns.passages]
    for passage, own in zip(towns.passages, near, strict=True):
        vectors = by.adapter.pulls(towns.sentence_vectors(passage), towns.around(passage), asked_of=False)
        assert np.allclose(own, vectors @ question, atol=1e-5), "nobody was asked about these texts: as they are"
    assert all(np.abs(each).max() <= 1.001 for each in near)


def test_where_questions_were_asked_the_sentences_are_bent(towns: Snapshot) -> None:
    by = learned(towns)
    first = towns.passages[0]
    asked_of = replace(by, asked=replace(by.asked, group_of={first.id: 0}))
    bent, plain = pulled(towns, asked_of).vectors, pulled(towns, by).vectors
    own = len(first.sentences)
    assert not np.allclose(bent[:own], plain[:own], atol=1e-3)
    assert np.array_equal(bent[own:], plain[own:])


def test_it_is_made_once_and_anew_for_what_was_learned_otherwise(towns: Snapshot) -> None:
    by = learned(towns)
    assert pulled(towns, by) is pulled(towns, by)
    assert pulled(towns, replace(by)) is not pulled(towns, by)
