from dataclasses import replace

import numpy as np
import pytest

from assistant.ask import Assistant
from assistant.evidence import PASSAGES, evidence
from assistant.question import Question, understood
from assistant.stages import STAGES, Stage
from corpus.snapshot import Snapshot


def asking(text: str, heard: str | None = None) -> Question:
    question = understood(text)
    assert isinstance(question, Question)
    return replace(question, heard=heard)


QUESTION = asking("Hvor mange sensorer satte de op?")


@pytest.fixture(scope="module")
def towns(assistant: Assistant) -> Snapshot:
    return assistant.snapshot()


def test_the_best_come_first_and_no_more_than_are_read(towns: Snapshot) -> None:
    found = evidence(towns, QUESTION).found
    scores = [each.score for each in found]
    assert 0 < len(found) <= PASSAGES
    assert scores == sorted(scores, reverse=True)
    assert "sensorer" in towns.document(found[0].passage.document_id).text
    assert all(len(each.near) == len(each.passage.sentences) for each in found)


def test_only_the_documents_that_are_named_are_looked_at(towns: Snapshot) -> None:
    document = towns.passages[-1].document_id
    found = evidence(towns, QUESTION, [document]).found
    assert {each.passage.document_id for each in found} == {document}


def test_without_what_was_learned_its_nearness_says_nothing(towns: Snapshot) -> None:
    whole, plain = evidence(towns, QUESTION), evidence(towns, QUESTION, None, frozenset({"adapter"}))
    assert not any(each.near.any() for each in plain.found)
    assert any(each.near.any() for each in whole.found)


@pytest.mark.parametrize("stage", STAGES)
def test_whatever_is_taken_away_something_is_found(towns: Snapshot, stage: Stage) -> None:
    found = evidence(towns, QUESTION, None, frozenset({stage})).found
    assert found
    assert np.isfinite([each.score for each in found]).all()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("hvordan kom folk frem, hvor ingen sad bag rattet?", "Selvkørende busser"),
        ("hvad hjælper dem, der glemmer at tage deres tabletter?", "Digitale piller"),
    ],
)
def test_what_shares_no_word_with_the_question_is_found_by_the_tuned_model(
    towns: Snapshot, question: str, told: str
) -> None:
    found = evidence(towns, asking(question), None, frozenset({"bm25", "dense"})).found
    assert told in str(found[0].passage.section)


def test_the_very_words_of_a_follow_up_count_beside_what_it_means(towns: Snapshot) -> None:
    def told(question: Question) -> list[str]:
        return [str(each.passage.section).rpartition(" › ")[2] for each in evidence(towns, question).found[:5]]

    follow_up = "og hvad med dem derhjemme?"
    assert told(asking(follow_up, f"Hvem udlånte høreapparater? {follow_up}")).count("Høreapparater") > told(
        asking(follow_up)
    ).count("Høreapparater")
