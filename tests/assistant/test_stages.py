"""A pipeline with a stage taken away is worse, never broken."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ask import Assistant
from assistant.conversation import Turn
from assistant.reply import LEAST
from assistant.stages import STAGES, Without
from corpus.refused import Refused
from corpus.snapshots import Snapshots
from tests.hashed import HashedEmbedder

FEW: list[Without] = [*(frozenset({stage}) for stage in STAGES), frozenset(STAGES)]
QUESTIONS = [
    "Hvor mange borgere fik skræmbesøg?",
    "Hvem siger, at luften er blevet bedre, og hvad måler sensorerne?",
    "How many drones were flown in 2022?",
    "droner",
    "Og hvad så med dem?",
    "zzz qqq",
]
WORDS = st.sampled_from(
    ["hvor", "mange", "hvem", "hvad", "og", "2022", "droner", "sensorer", "Havneby", "koster", "de", "?", ":", "how"]
)


@pytest.fixture(scope="module")
def less(hashed: Snapshots) -> object:
    return cache(lambda without: Assistant(hashed, HashedEmbedder(), without))


@pytest.mark.parametrize("without", FEW, ids=lambda without: "+".join(sorted(without)))
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_stage_is_needed_for_an_answer(less, without: Without, question: str) -> None:  # type: ignore[no-untyped-def]
    history = [Turn("user", "Hvor mange sensorer satte Bakkedal op?")]
    answer = less(without).ask(question, history=history)
    assert answer.status in ("answered", "refused", "clarify")
    assert answer.confidence is None or 0 <= answer.confidence <= 1
    assert "refusal" not in without or answer.status != "refused" or not less(without).weigh(question)[1]
    assert all(np.isfinite(each.figures).all() for each in less(without).weigh(question, history=history)[1])
    ids = [found.passage.id for found in less(without).search(question, ["havneby"], history)]
    assert len(ids) == len(set(ids))


@settings(deadline=None, max_examples=40)
@given(words=st.lists(WORDS, max_size=10), without=st.sampled_from(FEW))
def test_whatever_is_asked(less, words: list[str], without: Without) -> None:  # type: ignore[no-untyped-def]
    try:
        answer = less(without).ask(" ".join(words))
    except Refused:
        assert not words
        return
    cited = [each.quote.text for each in answer.citations]
    assert cited == [sentence.text for sentence in answer.sentences]
    assert answer.reason is None or not cited


def test_what_a_stage_does_is_gone_without_it(less) -> None:  # type: ignore[no-untyped-def]
    slip, follow = "Hvor mange borgere fik skræmbesøg?", [Turn("user", "Hvor mange sensorer satte Bakkedal op?")]
    assert "skærmbesøg" in less(frozenset()).weigh(slip)[0].text
    assert less(frozenset({"slips"})).weigh(slip)[0].text == slip
    assert less(frozenset({"conversation"})).weigh("Og hvad måler de?", history=follow)[0].text == "Og hvad måler de?"
    far = "Hvem vandt EM i fodbold?"
    assert less(frozenset()).ask(far).status == "refused"
    unheld = less(frozenset({"refusal"})).ask(far)
    assert unheld.status == "answered"
    assert unheld.confidence < LEAST
